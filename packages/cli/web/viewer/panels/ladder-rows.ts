import { compared, exactDecimal } from '../../../src/explanations/exact-decimal'
import type { InstantView, LevelView, OrderView } from '../../../src/steps/instant-view'
import { less, total } from '../../text/figures'

/** A price of a ladder: what is shown there, what up to there, and which orders of ours. */
export type Rung = {
  readonly price: string
  readonly qty: string | null
  /** All that is shown from the touch up to here. */
  readonly depth: string | null
  readonly ours: ReadonlyArray<OrderView>
}

/** A ladder, best first on both sides; what of ours is beyond its last price is told apart. */
export type Ladder = {
  readonly asks: ReadonlyArray<Rung>
  readonly bids: ReadonlyArray<Rung>
  readonly beyondAsks: ReadonlyArray<OrderView>
  readonly beyondBids: ReadonlyArray<OrderView>
  readonly mid: string | null
  readonly spread: string | null
  /** The spread in basis points of the mid, for people. */
  readonly spreadBps: string | null
}

/** The book of what is shown of a state, as a ladder. */
export const ladderOf = ({ market, orders }: InstantView): Ladder => {
  const own = orders.filter(({ symbol, price }) => symbol === market?.symbol && price !== null)
  const asks = rungs(market?.asks ?? [], sided(own, 'Sell'))
  const bids = rungs(market?.bids ?? [], sided(own, 'Buy'))
  const [bid, ask] = [market?.bid?.price ?? null, market?.ask?.price ?? null]
  const mid = bid === null || ask === null ? null : middle(bid, ask)
  const spread = bid === null || ask === null ? null : less(ask, bid)
  return {
    asks,
    bids,
    beyondAsks: beyond(asks, sided(own, 'Sell')),
    beyondBids: beyond(bids, sided(own, 'Buy')),
    mid,
    spread,
    spreadBps:
      mid === null || spread === null ? null : ((Number(spread) * 10_000) / Number(mid)).toFixed(2),
  }
}

/** A price and a quantity as shares of the greatest, for bars: 0 to 1. */
export const shareOf = (qty: string | null, greatest: string | null): number =>
  qty === null || greatest === null || Number(greatest) === 0
    ? 0
    : Math.min(1, Number(qty) / Number(greatest))

/** The greatest of some decimals; `null` where there is none. */
export const greatestOf = (texts: ReadonlyArray<string | null>): string | null =>
  texts.reduce((most, text) => (text !== null && isMore(text, most) ? text : most), null)

const sided = (orders: ReadonlyArray<OrderView>, side: string): ReadonlyArray<OrderView> =>
  orders.filter((order) => order.side === side)

const rungs = (
  levels: ReadonlyArray<LevelView>,
  own: ReadonlyArray<OrderView>,
): ReadonlyArray<Rung> => {
  let depth: string | null = null
  return levels.map(({ price, qty }) => {
    if (qty !== null) depth = total([depth ?? '0', qty])
    return { price, qty, depth, ours: own.filter((order) => order.price === price) }
  })
}

const beyond = (
  shown: ReadonlyArray<Rung>,
  own: ReadonlyArray<OrderView>,
): ReadonlyArray<OrderView> =>
  own.filter((order) => !shown.some(({ price }) => price === order.price))

/** Half of two decimals' sum, exactly. */
const middle = (a: string, b: string): string => {
  const sum = exactDecimal(total([a, b]) ?? '0') ?? { units: 0n, scale: 0 }
  const isEven = sum.units % 2n === 0n
  const [units, scale] = isEven ? [sum.units / 2n, sum.scale] : [sum.units * 5n, sum.scale + 1]
  const digits = String(units).padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const isMore = (text: string, most: string | null): boolean => {
  if (most === null) return true
  const [a, b] = [exactDecimal(text), exactDecimal(most)]
  return a !== null && b !== null && compared(a, b) > 0
}
