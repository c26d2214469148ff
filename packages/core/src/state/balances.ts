import type { Draft } from 'immer'

import type { AccountName } from '../units/account-name'
import { product, sum } from '../units/arithmetic'
import type { MarketSymbol } from '../units/market-symbol'
import type { Side } from '../units/side'
import type { State } from './state'
import type { Committed, VenueOrder } from './venue'
import { holdingOf } from './venue'

/** Whether the venue looks at what an account has. */
export const hasBalances = ({ accounts }: Pick<State, 'accounts'>, account: AccountName): boolean =>
  (accounts[account]?.terms.balances ?? null) !== null

/**
 * An order commits what it may still trade at the worst, or for -1 commits it no more. Orders that
 * only reduce commit nothing, nor do conditional ones that wait, as on Bybit.
 */
export const committed = (
  draft: Draft<State>,
  order: Pick<
    VenueOrder,
    'account' | 'symbol' | 'side' | 'price' | 'leavesQty' | 'isWaiting' | 'reduceOnly'
  >,
  times: 1 | -1,
): void => {
  const { price, leavesQty } = order
  if (price === null || leavesQty === 0 || order.isWaiting || order.reduceOnly) return
  if (!hasBalances(draft, order.account)) return
  const holding = holdingOf(draft, order)
  const side = order.side === 'Buy' ? holding.buys : holding.sells
  side.qty = sum(side.qty, times * leavesQty)
  side.amount = sum(side.amount, times * product(leavesQty, price))
}

/** What an order would add to what its account has committed. */
export type Commitment = Committed & {
  readonly account: AccountName
  readonly symbol: MarketSymbol
  readonly side: Side
}
