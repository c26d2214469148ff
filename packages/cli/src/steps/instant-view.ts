import type { EdgeState, MarketSymbol, OpenOrder, State } from '@shadowtape/core'
import { bpsScale, formatDecimal, hasSeveralAccounts, nthOffer, usdScale } from '@shadowtape/core'

import { queueAhead } from '../explanations/queue-ahead'
import { freezeText } from '../reports/freeze-text'
import { holdings, netOf, netUsd } from '../reports/holdings'

/** A price of a side, what others show there, and what of ours rests there; decimals. */
export type LevelView = {
  readonly price: string
  readonly qty: string | null
  readonly ours: string | null
}

/** The best price that others show on a side, and how much. */
export type TouchView = Pick<LevelView, 'price' | 'qty'>

/** A symbol's market: the touch, and some levels of both sides with ours, best first. */
export type MarketView = {
  readonly symbol: string
  readonly bid: TouchView | null
  readonly ask: TouchView | null
  readonly bids: ReadonlyArray<LevelView>
  readonly asks: ReadonlyArray<LevelView>
  readonly mark: string | null
  readonly last: string | null
}

/** An order of ours that is open, as far as we have heard. */
export type OrderView = {
  readonly order: string
  readonly account: string
  readonly symbol: string
  readonly side: string
  readonly leaves: string
  readonly price: string | null
  /** What is before it in its queue, where the session knows. */
  readonly ahead: string | null
  readonly standing: 'on its way' | 'at the venue' | 'cancel asked'
}

/** What an account holds of a symbol and has made there; money in dollars. */
export type HoldingView = {
  readonly account: string
  readonly symbol: string
  readonly qty: string
  readonly fills: number
  readonly net_usd: string
}

/** What keeps trading from being active: of everything, an account or a symbol. */
export type RestrictionView = {
  readonly of: string
  readonly state: 'frozen' | 'reducing'
  readonly line: number
  readonly at: number
  readonly why: string
}

/** An edge that was said or measured, and the threshold that it may not fall below, in bps. */
export type EdgeView = {
  readonly of: string
  readonly bps: string
  readonly threshold_bps: string
  readonly is_below: boolean
}

/** What a session knew at one instant, as far as it is shown. */
export type InstantView = {
  readonly market: MarketView | null
  readonly orders: ReadonlyArray<OrderView>
  readonly holdings: ReadonlyArray<HoldingView>
  readonly net_usd: string
  readonly restrictions: ReadonlyArray<RestrictionView>
  readonly edges: ReadonlyArray<EdgeView>
  readonly totals: State['totals']
}

/** How many levels of a book are shown a side, where nobody asks for more. */
export const levelsShown = 5

/** What is shown of a state; `symbol` is the one whose market is, with so many levels a side. */
export const instantView = (
  state: State,
  symbol: string | null,
  levelsMax = levelsShown,
): InstantView => ({
  market: symbol === null ? null : marketView(state, symbol as MarketSymbol, levelsMax),
  orders: Object.values(state.orders.open).map((order) => orderView(state, order)),
  holdings: holdings(state)
    .filter(({ fills, qty }) => fills > 0 || qty !== 0)
    .map((held) => ({
      account: held.account,
      symbol: held.symbol,
      qty: formatDecimal(held.qty, held.qtyScale),
      fills: held.fills,
      net_usd: formatDecimal(netOf(held), usdScale),
    })),
  net_usd: formatDecimal(netUsd(state), usdScale),
  restrictions: restrictionViews(state),
  edges: edgeViews(state),
  totals: { ...state.totals },
})

const marketView = (state: State, symbol: MarketSymbol, levelsMax: number): MarketView | null => {
  const [market, instrument] = [state.market[symbol], state.instruments[symbol]]
  if (market === undefined || instrument === undefined) return null
  const { priceScale, qtyScale } = instrument
  const price = (ticks: number | null): string | null =>
    ticks === null ? null : formatDecimal(ticks, priceScale)
  const levels = (side: 'Buy' | 'Sell'): ReadonlyArray<LevelView> =>
    levelsOf(state, symbol, side, levelsMax).map(({ price: at, qty, ours }) => ({
      price: formatDecimal(at, priceScale),
      qty: qty === null ? null : formatDecimal(qty, qtyScale),
      ours: ours === null ? null : formatDecimal(ours, qtyScale),
    }))
  const touch = (side: 'Buy' | 'Sell'): TouchView | null => {
    const offer = nthOffer(market, side, 0)
    if (offer === null) return null
    const { price: at, qty } = offer
    const shown = qty === null ? null : formatDecimal(qty, qtyScale)
    return { price: formatDecimal(at, priceScale), qty: shown }
  }
  return {
    symbol,
    bid: touch('Buy'),
    ask: touch('Sell'),
    bids: levels('Buy'),
    asks: levels('Sell'),
    mark: price(market.mark),
    last: price(market.last),
  }
}

type Level = { readonly price: number; readonly qty: number | null; readonly ours: number | null }

/** What a side shows, and what of ours is there or between: in a simulation nobody shows that. */
const levelsOf = (
  state: State,
  symbol: MarketSymbol,
  side: 'Buy' | 'Sell',
  levelsMax: number,
): ReadonlyArray<Level> => {
  const market = state.market[symbol]
  const levels = new Map<number, Level>()
  for (let nth = 0; nth < levelsMax && market !== undefined; nth++) {
    const offer = nthOffer(market, side, nth)
    if (offer !== null) levels.set(offer.price, { ...offer, ours: null })
  }
  for (const order of Object.values(state.orders.open)) {
    const { price } = order
    if (order.symbol !== symbol || order.side !== side || price === null) continue
    const level = levels.get(price) ?? { price, qty: null, ours: null }
    levels.set(price, { ...level, ours: (level.ours ?? 0) + order.leavesQty })
  }
  const best = side === 'Buy' ? -1 : 1
  const sorted = [...levels.values()].sort((a, b) => (a.price - b.price) * best)
  const touch = market === undefined ? null : nthOffer(market, side, 0)
  return nearest(sorted, ({ price }) => price === touch?.price, levelsMax)
}

/** The first so many levels; the touch is among them, whatever of ours stands before it. */
export const nearest = <T>(
  levels: ReadonlyArray<T>,
  isTouch: (level: T) => boolean,
  count: number,
): ReadonlyArray<T> => {
  const touch = levels.findIndex(isTouch)
  return touch < count
    ? levels.slice(0, count)
    : [...levels.slice(0, count - 1), ...levels.slice(touch, touch + 1)]
}

const orderView = (state: State, order: OpenOrder): OrderView => {
  const { orderId, account, symbol, side, price, leavesQty, isAccepted, isCancelAsked } = order
  const { priceScale = 0, qtyScale = 0 } = state.instruments[symbol] ?? {}
  const ahead = queueAhead(state, orderId, symbol)
  return {
    ...{ order: orderId, account, symbol, side },
    leaves: formatDecimal(leavesQty, qtyScale),
    price: price === null ? null : formatDecimal(price, priceScale),
    ahead: ahead === null ? null : formatDecimal(ahead, qtyScale),
    standing: isCancelAsked ? 'cancel asked' : isAccepted ? 'at the venue' : 'on its way',
  }
}

const restrictionViews = ({ risk }: State): ReadonlyArray<RestrictionView> =>
  [
    ...(risk.session === null ? [] : [['all', risk.session] as const]),
    ...Object.entries(risk.accounts),
    ...Object.entries(risk.symbols),
  ].map(([of, { state, seq, at, reason }]) => ({
    ...{ of, state, at },
    line: seq,
    why: risk.last?.seq === seq ? freezeText(risk.last.event) : reason,
  }))

const edgeViews = (state: State): ReadonlyArray<EdgeView> => {
  const { edge, config } = state
  const threshold = config?.edgeThresholdBps ?? 0
  const view = (of: string, { edgeBps }: EdgeState): EdgeView => ({
    of,
    bps: formatDecimal(edgeBps, bpsScale),
    threshold_bps: formatDecimal(threshold, bpsScale),
    is_below: edgeBps < threshold,
  })
  const views = (table: State['edge']['said'], whose: string): ReadonlyArray<EdgeView> => [
    ...(table.total === null ? [] : [view(whose === '' ? 'all' : whose, table.total)]),
    ...Object.entries(table.bySymbol).map(([symbol, own]) =>
      view(`${whose} ${symbol}`.trim(), own),
    ),
  ]
  const several = hasSeveralAccounts(state)
  return [
    ...views(edge.said, ''),
    ...Object.entries(edge.byAccount).flatMap(([account, own]) =>
      views(own, several ? account : ''),
    ),
  ]
}
