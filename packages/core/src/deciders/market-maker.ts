import { invariant } from '../base/invariant'
import type { PlaceOrder } from '../commands/place-order'
import { mulDiv } from '../units/arithmetic'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import { fairValueOf, imbalanceShift } from './fair-value'
import { requote } from './market-maker-quotes'
import type { MarketMakerParams } from './market-maker-params'
import { marketMakerParamsOf } from './market-maker-params'
import type { MarketMakerSlice, Resting, Row } from './market-maker-slice'
import { layerOfName, rowOf } from './market-maker-slice'
import { bpsMax, paramsOf } from './params'
import type { FairValue } from './quoting'
import type { Strategy, View } from './strategy'
import { nothing } from './strategy'
import { midSeen, volatilityOf } from './volatility'

/**
 * A market maker that keeps buys and sells working around each symbol's fair value.
 *
 * - Fair value: the mid, or the microprice (`fair`), shifted by up to `imbalanceBps` (0) as the
 *   first `imbalanceLevels` (1) levels of the book lean.
 * - Half spread: `spreadBps` (1), plus `volFactor` (0) times the standard deviation of the mid over
 *   a second, from moves whose weight halves every `volHalfLifeMs` (10000) of engine time.
 * - Inventory: at the most it may hold (`inventoryUsd`, 2500) both sides are shifted by `skewBps`
 *   (2) against it. A layer that would lead beyond that, were it and all nearer ones filled, is not
 *   quoted, nor is any behind it.
 * - Size: `layers` (1) quotes a side, `layerStepBps` (1) apart and at least a tick, the nearest
 *   worth `quoteUsd` (500) and each one behind it `layerGrowth` (1) times the one before.
 * - Patience: a quote is canceled and replaced when it is `requoteTicks` (1) or more off, but not
 *   before it has lived for `minLifeMs` (0), unless the other side of the touch has reached it. It
 *   is taken away for inventory at any age.
 *
 * It looks at its quotes when what they are made of changed, when one was lost, or when one came of
 * age; a quote that is refused waits for that. While trading may only reduce, so does it. It trades
 * for the `account` (main). Its orders are those named `mm-1`, `mm-2`, ..., in the second layer
 * `mm-3-2`; others in its symbols are left alone.
 */
export const marketMaker: Strategy<MarketMakerSlice> = {
  name: 'market-maker',
  initial: (opened) => ({
    ...marketMakerParamsOf(paramsOf(opened.strategyParams)),
    quotes: 0,
    rows: {},
  }),
  retune: (slice, opened) => {
    retuned(slice, marketMakerParamsOf(paramsOf(opened.strategyParams)))
  },
  evolve: (slice, message, view) => {
    switch (message.type) {
      case 'QuoteObserved':
      case 'BookUpdated':
        return marketSeen(slice, message.symbol, view)
      case 'PlaceOrder':
        if (isOwn(slice, message)) slice.quotes += 1
        return
      case 'OrderPlaced': {
        const layer = layerOfName(message.orderLinkId)
        const { orderId, price } = message
        const side = rowOf(slice, message.symbol)[message.side]
        if (layer !== null && isOwn(slice, message) && layer in side && price !== null)
          side[layer] = { orderId, price, at: view.at }
        return
      }
      case 'OrderFilled':
        if (message.leavesQty === 0) orderGone(slice, message.symbol, message.orderId, 'requote')
        return
      case 'OrderCanceled':
        return orderGone(slice, message.symbol, message.orderId, 'requote')
      case 'OrderRejected':
        return orderGone(slice, message.symbol, message.orderId, 'wait')
      case 'TradingThawed':
        for (const row of Object.values(slice.rows)) row.isGap = true
        return
      default:
        return
    }
  },
  decide: (view, message) =>
    message.type === 'QuoteObserved' || message.type === 'BookUpdated'
      ? requote(view, message.symbol)
      : nothing,
}

/** What it remembers stays, and every row is looked at with the next change of its market. */
const retuned = (slice: MarketMakerSlice, params: MarketMakerParams): void => {
  invariant(params.account === slice.account, 'account cannot change while its quotes rest')
  Object.assign(slice, params)
  for (const row of Object.values(slice.rows)) {
    for (const side of [row.Buy, row.Sell])
      while (side.length < params.layersUsd.length) side.push(null)
    row.isGap = true
  }
}

/** Whether an order is one of our quotes: of our account, by one of our names. */
const isOwn = (
  slice: MarketMakerSlice,
  { account, orderLinkId }: Pick<PlaceOrder, 'account' | 'orderLinkId'>,
): boolean => account === slice.account && layerOfName(orderLinkId) !== null

/** A row is due when what it quotes by changed, a quote was lost, or one came of age. */
const marketSeen = (slice: MarketMakerSlice, symbol: MarketSymbol, view: View): void => {
  const market = view.market[symbol]
  if (market === undefined) return
  const row = rowOf(slice, symbol)
  const fair = fairValueOf(market, slice.fair)
  if (fair !== null && slice.volFactor > 0)
    row.volatility = midSeen(row.volatility, fair.bid + fair.ask, view.at, slice.volHalfLifeUs)
  const spread = spreadOf(slice, row)
  const shift = imbalanceShift(market, slice.imbalanceLevels, slice.imbalance)
  row.isDue =
    row.isGap ||
    spread !== row.spread ||
    shift !== row.shift ||
    !isSameValue(fair, row.fair) ||
    cameOfAge(row, slice.minLifeUs, view.at)
  if (!row.isDue) return
  row.isGap = false
  row.dueAt = view.at
  row.fair = fair
  row.spread = spread
  row.shift = shift
}

const spreadOf = (slice: MarketMakerSlice, { volatility }: Row): number => {
  if (volatility === null) return slice.spread
  const wider = mulDiv(slice.volFactor, volatilityOf(volatility, slice.volHalfLifeUs), 10_000)
  return Math.min(slice.spread + wider, bpsMax)
}

const isSameValue = (a: FairValue | null, b: FairValue | null): boolean =>
  a === null || b === null
    ? a === b
    : a.bid === b.bid &&
      a.ask === b.ask &&
      a.bidWeight === b.bidWeight &&
      a.askWeight === b.askWeight

/** Whether a quote that was too young to be replaced when the row was last due no longer is. */
const cameOfAge = (row: Row, minLifeUs: number, now: number): boolean => {
  if (minLifeUs === 0) return false
  const isOfAge = (resting: Resting | null): boolean =>
    resting !== null && resting.at + minLifeUs > row.dueAt && resting.at + minLifeUs <= now
  return row.Buy.some(isOfAge) || row.Sell.some(isOfAge)
}

/** One of our orders is closed; another goes in its place at once, or with the next change. */
const orderGone = (
  slice: MarketMakerSlice,
  symbol: MarketSymbol,
  orderId: OrderId,
  next: 'requote' | 'wait',
): void => {
  const row = rowOf(slice, symbol)
  for (const side of [row.Buy, row.Sell]) {
    const layer = side.findIndex((resting) => resting?.orderId === orderId)
    if (layer < 0) continue
    side[layer] = null
    if (next === 'requote') row.isGap = true
    return
  }
}
