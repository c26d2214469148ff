import { heldIn } from '../state/accounts'
import type { OpenOrder } from '../state/orders'
import type { State } from '../state/state'
import { knownBehaviors } from '../units/behavior-flags'
import { concerns } from './cancel-open'

/** Whether a session was recorded with the behavior `strict-reducing`. */
export const reducesStrictly = ({ config }: Pick<State, 'config'>): boolean =>
  config !== null && knownBehaviors.behaves(config, 'strict-reducing')

/** The side of an account's orders in a symbol. */
export type OrderSide = Pick<OpenOrder, 'account' | 'symbol' | 'side'>

/**
 * How much orders of a side may trade before they do more than close the position, as far as we
 * have heard; below 0 where they would extend it. What reduce-only orders may close is not theirs:
 * one message of the venue's can fill both, and nothing can be canceled in between.
 */
export const closingRoom = (state: State, order: OrderSide): number => {
  const held = heldIn(state, order.account, order.symbol)
  return (order.side === 'Buy' ? -held : held) - reduceOnlyQty(state, order)
}

/** What the reduce-only orders of a side may trade; not counted without `strict-reducing`. */
export const reduceOnlyQty = (state: State, { account, symbol, side }: OrderSide): number => {
  if (!reducesStrictly(state)) return 0
  let qty = 0
  for (const order of Object.values(state.orders.open))
    if (order.reduceOnly && order.side === side && concerns({ account, symbol }, order))
      qty += mostOf(order)
  return qty
}

/** What an order leaves, or would leave if the largest amendment under way were done. */
export const mostOf = ({ qty, leavesQty, wantedQty }: OpenOrder): number =>
  Math.max(leavesQty, wantedQty - (qty - leavesQty))
