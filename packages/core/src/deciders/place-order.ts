import type { PlaceOrder } from '../commands/place-order'
import type { OrderDenied } from '../events/order-denied'
import type { OrderPlaced } from '../events/order-placed'
import { tradingStateOf } from '../state/risk'
import type { State } from '../state/state'
import type { Instrument } from '../units/instrument'
import { exactUsdMax, notionalUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { Usd } from '../units/usd'
import type { Denial, Judged } from './risk-rules/denial'
import { denial } from './risk-rules/denial'
import { deniedByRule } from './risk-rules/denied-by-rule'

/**
 * The risk monitor's answer to every `PlaceOrder`: exactly one event. Limits look at the worst
 * case, as if everything resting on a side had filled, and stop an order only where it makes the
 * worst case worse. A figure at its limit passes, and no limit stops what may only reduce.
 */
export const placeOrder = (state: State, command: PlaceOrder): OrderPlaced | OrderDenied => {
  const denial = denialOf(state, command)
  if (denial !== null) {
    const { symbol, side, orderType, price, qty, orderLinkId } = command
    return { type: 'OrderDenied', symbol, side, orderType, price, qty, orderLinkId, ...denial }
  }
  return {
    type: 'OrderPlaced',
    orderId: `o-${String(state.orders.lastOrder + 1)}` as OrderId,
    symbol: command.symbol,
    side: command.side,
    orderType: command.orderType,
    price: command.price,
    qty: command.qty,
    timeInForce: command.timeInForce,
    reduceOnly: command.reduceOnly,
    smpType: command.smpType,
    triggerPrice: command.triggerPrice,
    triggerBy: command.triggerBy,
    triggerDirection: command.triggerDirection,
    orderLinkId: command.orderLinkId,
  }
}

const denialOf = (state: State, command: PlaceOrder): Denial | null => {
  const instrument = state.instruments[command.symbol]
  if (instrument === undefined) return denial('NO_MARK_PRICE')
  if (tradingStateOf(state.risk, command.symbol) === 'frozen') return denial('FROZEN')
  if (command.price !== null && command.price % instrument.tickSize !== 0)
    return denial('PRICE_OFF_TICK')
  if (command.qty === 0 || command.qty % instrument.lotSize !== 0) return denial('QTY_OFF_LOT')
  return brokenLimit(state, instrument, command) ?? deniedByRule(state, command, 'order')
}

/** The first limit that an order breaks, or what an amendment adds to one; or `null`. */
export const brokenLimit = (state: State, instrument: Instrument, order: Judged): Denial | null => {
  const config = state.config
  const mark = state.market[order.symbol]?.mark ?? null
  if (mark === null || config === null) return denial('NO_MARK_PRICE')
  if (order.reduceOnly) return null

  const worst = worstOnSide(state, order)
  const inventoryUsd = notionalUsd(instrument, Math.max(worst, 0), mark)
  const { inventoryUsdMax, totalNotionalUsdMax } = config
  if (inventoryUsd > inventoryUsdMax)
    return denial('INVENTORY_LIMIT', inventoryUsd, inventoryUsdMax)
  const dearestUsd = dearest(instrument, order, worst, mark)
  const exactMax = exactUsdMax(instrument)
  if (dearestUsd > exactMax) return denial('INVENTORY_LIMIT', dearestUsd, exactMax)

  const before = worstCaseUsd(state, order.symbol)
  const after = Math.max(before, inventoryUsd)
  const totalUsd = Math.min(totalOfOthersUsd(state, order.symbol) + after, maxUsd) as Usd
  return after > before && totalUsd > totalNotionalUsdMax
    ? denial('TOTAL_NOTIONAL_LIMIT', totalUsd, totalNotionalUsdMax)
    : null
}

/** The worst notional a symbol could come to at its mark, in millionths of a dollar. */
export const worstCaseUsd = (state: State, symbol: MarketSymbol): number => {
  const instrument = state.instruments[symbol]
  const position = state.positions[symbol]
  const exposure = state.orders.exposure[symbol]
  const mark = state.market[symbol]?.mark ?? null
  if (instrument === undefined || position === undefined || exposure === undefined || mark === null)
    return 0
  const long = position.qty + exposure.buyQty
  const short = exposure.sellQty - position.qty
  return notionalUsd(instrument, Math.max(long, short, 0), mark)
}

const maxUsd = Number.MAX_SAFE_INTEGER

/** The position as if this order and all on its side had filled; not above 0 if that reduces it. */
const worstOnSide = (state: State, { symbol, side, qty }: Judged): number => {
  const held = state.positions[symbol]?.qty ?? 0
  const exposure = state.orders.exposure[symbol]
  return side === 'Buy'
    ? held + (exposure?.buyQty ?? 0) + qty
    : (exposure?.sellQty ?? 0) + qty - held
}

/** The largest amount that filling this order could lead to, at the dearer of mark and price. */
const dearest = (
  instrument: Instrument,
  { qty, price }: Judged,
  worst: number,
  mark: number,
): Usd => notionalUsd(instrument, Math.max(worst, qty), Math.max(mark, price ?? mark))

const totalOfOthersUsd = (state: State, symbol: MarketSymbol): number => {
  let total = 0
  for (const other in state.positions)
    if (other !== symbol) total += worstCaseUsd(state, other as MarketSymbol)
  return total
}
