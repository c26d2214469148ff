import type { AmendOrder } from '../commands/amend-order'
import type { AmendDenied } from '../events/amend-denied'
import type { AmendPlaced } from '../events/amend-placed'
import { tradingStateOf } from '../state/risk'
import type { State } from '../state/state'
import { mainAccount } from '../units/account-name'
import { brokenLimit } from './place-order'
import type { Denial } from './risk-rules/denial'
import { denial } from './risk-rules/denial'
import { deniedByRule } from './risk-rules/denied-by-rule'

/**
 * The risk monitor's answer to every `AmendOrder`: exactly one event. Limits look at what it adds
 * to the order, rules at the price and quantity that it asks for.
 */
export const amendOrder = (state: State, command: AmendOrder): AmendPlaced | AmendDenied => {
  const { orderId, symbol, price, qty } = command
  const why = denialOf(state, command)
  return why === null
    ? { type: 'AmendPlaced', orderId, symbol, price, qty }
    : { type: 'AmendDenied', orderId, symbol, price, qty, ...why }
}

const denialOf = (state: State, { orderId, symbol, price, qty }: AmendOrder): Denial | null => {
  const instrument = state.instruments[symbol]
  const order = state.orders.open[orderId]
  if (instrument === undefined) return denial('NO_MARK_PRICE')
  const account = order?.account ?? mainAccount
  const trading = tradingStateOf(state.risk, account, symbol)
  if (trading === 'frozen') return denial('FROZEN')
  if (price !== null && price % instrument.tickSize !== 0) return denial('PRICE_OFF_TICK')
  if (qty !== null && (qty === 0 || qty % instrument.lotSize !== 0)) return denial('QTY_OFF_LOT')
  if (order === undefined) return null
  const more = Math.max((qty ?? order.qty) - Math.max(order.qty, order.wantedQty), 0)
  const wanted = { ...order, price: price ?? order.price }
  const added = { ...wanted, qty: more }
  const asked = { ...wanted, qty: qty ?? order.qty }
  const broken = more > 0 || price !== null ? brokenLimit(state, instrument, added) : null
  if (broken !== null) return broken
  return deniedByRule(state, trading === 'reducing' ? added : asked, 'amendment')
}
