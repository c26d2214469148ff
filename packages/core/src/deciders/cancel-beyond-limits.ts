import type { CancelOrder } from '../commands/cancel-order'
import type { OpenOrder } from '../state/orders'
import type { State } from '../state/state'
import { isStopOrder } from '../state/stop-orders'
import type { AccountName } from '../units/account-name'
import { notionalUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import { cancelOf } from './cancel-open'

/**
 * A cancel for open orders that lead beyond the session's limits as they are now, were they and all
 * others filled: the newest first, of those without which the worst case is a better one, until it
 * is within the limits. A position that is beyond them by itself stays.
 */
export const cancelBeyondLimits = (state: State): ReadonlyArray<CancelOrder> => {
  const gone = new Set<OpenOrder>()
  const newestFirst = Object.values(state.orders.open).filter(isToCancel).reverse()
  for (;;) {
    const next = newestFirst.find(
      (order) => !gone.has(order) && isBeyond(state, order, gone) && isBetter(state, order, gone),
    )
    if (next === undefined) break
    gone.add(next)
  }
  return [...gone].map((order) => cancelOf(order, 'REDUCE'))
}

const isToCancel = (order: OpenOrder): boolean =>
  !order.reduceOnly && !order.isCancelAsked && !isStopOrder(order)

/** Orders that will be no more. */
type Gone = ReadonlySet<OpenOrder>

/** Whether the worst case, in an order's symbol or in all, is beyond the limits. */
const isBeyond = (state: State, { symbol }: OpenOrder, gone: Gone): boolean => {
  const { config } = state
  if (config === null) return false
  let [inSymbolUsd, inAllUsd] = [0, 0]
  for (const account in state.accounts)
    for (const other in state.instruments) {
      const usd = worstUsd(state, account as AccountName, other as MarketSymbol, gone)
      inAllUsd += usd
      if (other === symbol) inSymbolUsd += usd
    }
  return inSymbolUsd > config.inventoryUsdMax || inAllUsd > config.totalNotionalUsdMax
}

const isBetter = (state: State, order: OpenOrder, gone: Gone): boolean => {
  const { account, symbol } = order
  const without = new Set(gone).add(order)
  return worstUsd(state, account, symbol, without) < worstUsd(state, account, symbol, gone)
}

/** As `worstCaseUsd`, without some orders. */
const worstUsd = (state: State, account: AccountName, symbol: MarketSymbol, gone: Gone): number => {
  const instrument = state.instruments[symbol]
  const own = state.accounts[account]
  const [position, resting] = [own?.positions[symbol], own?.exposure[symbol]]
  const mark = state.market[symbol]?.mark ?? null
  if (instrument === undefined || position === undefined || resting === undefined || mark === null)
    return 0
  let { buyQty, sellQty } = resting
  for (const order of gone) {
    if (order.account !== account || order.symbol !== symbol) continue
    if (order.side === 'Buy') buyQty -= order.exposedQty
    else sellQty -= order.exposedQty
  }
  return notionalUsd(instrument, Math.max(position.qty + buyQty, sellQty - position.qty, 0), mark)
}
