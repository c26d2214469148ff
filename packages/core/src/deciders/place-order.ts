import type { PlaceOrder } from '../commands/place-order'
import type { OrderDenied } from '../events/order-denied'
import type { OrderPlaced } from '../events/order-placed'
import type { SessionOpened } from '../events/session-opened'
import { tradingStateOf } from '../state/risk'
import type { State } from '../state/state'
import type { Instrument } from '../units/instrument'
import { exactUsdMax, notionalUsd } from '../units/instrument'
import type { OrderId } from '../units/order-id'
import type { Usd } from '../units/usd'
import type { Denial, Judged } from './risk-rules/denial'
import { denial } from './risk-rules/denial'
import { deniedByRule } from './risk-rules/denied-by-rule'
import { heldUsd, worstCaseUsd, worstOfOthers, worstOnSide } from './worst-case'

/**
 * The risk monitor's answer to every `PlaceOrder`: exactly one event. Limits look at the worst
 * case, as if everything resting on a side had filled, and stop an order only where it makes the
 * worst case worse. A figure at its limit passes, and no limit stops what may only reduce.
 */
export const placeOrder = (state: State, command: PlaceOrder): OrderPlaced | OrderDenied => {
  const denial = denialOf(state, command)
  if (denial !== null) {
    const { account, symbol, side, orderType, price, qty, orderLinkId } = command
    const what = { account, symbol, side, orderType, price, qty, orderLinkId }
    return { type: 'OrderDenied', ...what, ...denial }
  }
  return {
    type: 'OrderPlaced',
    orderId: `o-${String(state.orders.lastOrder + 1)}` as OrderId,
    account: command.account,
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
  if (state.accounts[command.account] === undefined) return denial('UNKNOWN_ACCOUNT')
  if (instrument === undefined) return denial('NO_MARK_PRICE')
  if (tradingStateOf(state.risk, command.account, command.symbol) === 'frozen')
    return denial('FROZEN')
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
  const ownUsd = notionalUsd(instrument, Math.max(worst, 0), mark)
  const dearestUsd = dearest(instrument, order, worst, mark)
  const exactMax = exactUsdMax(instrument)
  if (dearestUsd > exactMax) return denial('INVENTORY_LIMIT', dearestUsd, exactMax)
  return overLimit(state, config, order, ownUsd)
}

/** The limits of the session, across its accounts, and then those of the order's own account. */
const overLimit = (
  state: State,
  { inventoryUsdMax, totalNotionalUsdMax }: SessionOpened,
  order: Judged,
  ownUsd: number,
): Denial | null => {
  const terms = state.accounts[order.account]?.terms
  const others = worstOfOthers(state, order)
  const before = worstCaseUsd(state, order.account, order.symbol)
  const after = Math.max(before, ownUsd)
  const inventoryUsd = heldUsd(others.inSymbolUsd + ownUsd)
  if (inventoryUsd > inventoryUsdMax && (ownUsd > before || ownUsd > inventoryUsdMax))
    return denial('INVENTORY_LIMIT', inventoryUsd, inventoryUsdMax)
  const totalUsd = heldUsd(others.inAllUsd + after)
  if (after > before && totalUsd > totalNotionalUsdMax)
    return denial('TOTAL_NOTIONAL_LIMIT', totalUsd, totalNotionalUsdMax)
  const inventoryMax = terms?.inventoryUsdMax ?? null
  if (inventoryMax !== null && ownUsd > inventoryMax)
    return denial('ACCOUNT_INVENTORY_LIMIT', ownUsd as Usd, inventoryMax)
  const accountMax = terms?.totalNotionalUsdMax ?? null
  const accountUsd = heldUsd(others.inAccountUsd + after)
  return accountMax !== null && after > before && accountUsd > accountMax
    ? denial('ACCOUNT_NOTIONAL_LIMIT', accountUsd, accountMax)
    : null
}

/** The largest amount that filling this order could lead to, at the dearer of mark and price. */
const dearest = (
  instrument: Instrument,
  { qty, price }: Judged,
  worst: number,
  mark: number,
): Usd => notionalUsd(instrument, Math.max(worst, qty), Math.max(mark, price ?? mark))
