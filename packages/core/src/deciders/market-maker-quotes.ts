import type { CancelOrder } from '../commands/cancel-order'
import type { Command } from '../commands/command'
import type { PlaceOrder } from '../commands/place-order'
import { heldIn } from '../state/accounts'
import { tradingStateOf } from '../state/risk'
import { mulDiv } from '../units/arithmetic'
import type { Instrument } from '../units/instrument'
import { qtyForUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { Price } from '../units/price'
import type { Side } from '../units/side'
import type { MarketMakerSlice, Resting, Row } from './market-maker-slice'
import { quoteName } from './market-maker-slice'
import type { FairValue } from './quoting'
import { quote, quotePriceFrom } from './quoting'
import type { View } from './strategy'
import { nothing } from './strategy'

/**
 * What the market maker asks for in a symbol whose row is due. Of each side the cancels come first,
 * so that the quotes placed after them are never too many together.
 */
export const requote = (
  view: View<MarketMakerSlice>,
  symbol: MarketSymbol,
): ReadonlyArray<Command> => {
  const row = view.strategy.rows[symbol]
  const instrument = view.instruments[symbol]
  if (row === undefined || instrument === undefined || !row.isDue) return nothing
  if (row.fair === null || tradingStateOf(view.risk, view.strategy.account, symbol) === 'frozen')
    return nothing
  const about = { view, instrument, row, fair: row.fair }
  const buys = sideOf(about, 'Buy', view.strategy.quotes)
  const sells = sideOf(about, 'Sell', view.strategy.quotes + buys.places.length)
  return [...buys.cancels, ...buys.places, ...sells.cancels, ...sells.places]
}

type About = {
  readonly view: View<MarketMakerSlice>
  readonly instrument: Instrument
  readonly row: Row
  readonly fair: FairValue
}

type Wanted = { readonly cancels: Array<CancelOrder>; readonly places: Array<PlaceOrder> }

/** One side, nearest layer first; each is at least a tick behind the one before it as it stands. */
const sideOf = (about: About, side: Side, quoted: number): Wanted => {
  const { view, instrument, row, fair } = about
  const { layersUsd, layerStep, inventoryUsd } = view.strategy
  const wanted: Wanted = { cancels: [], places: [] }
  const isReducing =
    tradingStateOf(view.risk, view.strategy.account, instrument.symbol) === 'reducing'
  const heldMax = isReducing ? 0 : qtyForUsd(instrument, inventoryUsd, fair.bid)
  const qtyMax = isReducing ? Math.abs(heldOn(about, side)) : Number.MAX_SAFE_INTEGER
  const nearest = awayOf(about, side, heldMax)
  let filled = heldOn(about, side)
  let isFull = false
  let ahead: number | null = null
  for (const [layer, usd] of layersUsd.entries()) {
    const resting = row[side][layer] ?? null
    const qty = Math.min(qtyForUsd(instrument, usd, fair.bid), qtyMax)
    const price: Price | null =
      qty === 0 ? null : priceBehind(about, side, nearest + layer * layerStep, ahead)
    const stays: boolean =
      resting !== null && price !== null && staysAt(about, side, resting, price, ahead)
    const kept: Resting | null = stays ? resting : null
    const leaves = kept === null ? 0 : (view.orders.open[kept.orderId]?.leavesQty ?? 0)
    isFull ||= filled + (layer === 0 ? qty : Math.max(qty, leaves)) > heldMax
    const isWanted = price !== null && !isFull
    if (resting !== null && (kept === null || !isWanted))
      wanted.cancels.push(cancelOf(about, resting))
    if (!isWanted) continue
    if (kept === null) {
      const name = quoteName(quoted + wanted.places.length + 1, layer)
      wanted.places.push(
        quoteOf(about, quote(instrument, side, price, qty, name, view.strategy.account)),
      )
    }
    filled += Math.max(qty, leaves)
    ahead = kept?.price ?? price
  }
  // layers that there were before a change of parameters
  for (const resting of row[side].slice(layersUsd.length))
    if (resting !== null) wanted.cancels.push(cancelOf(about, resting))
  return wanted
}

/** A quote that must not take, where that is asked for, is canceled by the venue if it would. */
const quoteOf = ({ view }: About, order: PlaceOrder): PlaceOrder =>
  view.strategy.postOnly === 'yes' ? { ...order, timeInForce: 'PostOnly' } : order

/** What is held, as it counts against a side: a short position is room to buy. */
const heldOn = ({ view, instrument }: About, side: Side): number => {
  const held = heldIn(view, view.strategy.account, instrument.symbol)
  return side === 'Buy' ? held : -held
}

/** How far from the fair value the nearest quote of a side goes, in 1e-8 of the price. */
const awayOf = (about: About, side: Side, heldMax: number): number => {
  const { spread, shift } = about.row
  const held = Math.max(-heldMax, Math.min(heldMax, heldOn(about, side)))
  const lean = heldMax === 0 ? 0 : mulDiv(about.view.strategy.skew, held, heldMax)
  return spread + lean + (side === 'Buy' ? -shift : shift)
}

const priceBehind = (
  { instrument, fair }: About,
  side: Side,
  away: number,
  ahead: number | null,
): Price | null => {
  const price = quotePriceFrom(instrument, side, fair, away)
  if (price === null || ahead === null) return price
  const { tickSize } = instrument
  if (side === 'Sell') return Math.max(price, ahead + tickSize) as Price
  const behind = Math.min(price, ahead - tickSize)
  return behind > 0 ? (behind as Price) : null
}

/** Whether a quote stays although another price is wanted: it is near enough, or young. */
const staysAt = (
  { view, instrument, fair }: About,
  side: Side,
  resting: Resting,
  price: number,
  ahead: number | null,
): boolean => {
  const { requoteTicks, minLifeUs } = view.strategy
  const isPassive = side === 'Buy' ? resting.price < fair.ask : resting.price > fair.bid
  if (isPassive && view.at - resting.at < minLifeUs) return true
  const isNear = Math.abs(price - resting.price) < requoteTicks * instrument.tickSize
  const isBehind =
    ahead === null || (side === 'Buy' ? resting.price < ahead : resting.price > ahead)
  return isNear && isBehind
}

const cancelOf = ({ instrument }: About, { orderId }: Resting): CancelOrder => ({
  type: 'CancelOrder',
  orderId,
  symbol: instrument.symbol,
  reason: 'STRATEGY',
})
