import type { Draft } from 'immer'

import { broken } from '../base/invariant'
import type { OrderFilled } from '../events/order-filled'
import type { SessionOpened } from '../events/session-opened'
import type { AccountName } from '../units/account-name'
import type { AccountTerms, FeeRates } from '../units/account-terms'
import type { FeeRate } from '../units/fee-rate'
import type { MarketSymbol } from '../units/market-symbol'
import { accountTermsOf } from './account-terms'
import type { Exposure } from './orders'
import type { Position } from './positions'
import { filledAt, flat } from './positions'
import type { BySymbol, State } from './state'
import type { VenueAccount, VenueHolding } from './venue'
import { emptyVenueAccount, nothingHeld } from './venue'

/**
 * One of a session's accounts, as far as we have heard: its terms, what it holds of each symbol,
 * what it rests there, and how many of its orders are open.
 */
export type Account = {
  readonly terms: AccountTerms
  readonly positions: BySymbol<Position>
  readonly exposure: BySymbol<Exposure>
  readonly openCount: number
}

/** A table by account. Their names begin with a letter, so key order is that of the header. */
export type ByAccount<T> = Readonly<Record<AccountName, T>>

/** The accounts that a header names, here and at the venue. */
export const accountsOpened = (draft: Draft<State>, opened: SessionOpened): void => {
  for (const terms of accountTermsOf(opened)) {
    const account: Account = { terms, positions: {}, exposure: {}, openCount: 0 }
    draft.accounts[terms.account] = account
    draft.venue.accounts[terms.account] = emptyVenueAccount() as Draft<VenueAccount>
  }
}

/** A symbol that is listed can be held and rested in by every account. */
export const accountsListed = (draft: Draft<State>, symbol: MarketSymbol): void => {
  for (const account of Object.values(draft.accounts)) {
    account.positions[symbol] = { ...flat }
    account.exposure[symbol] = { buyQty: 0, sellQty: 0, openOrders: 0 }
  }
  for (const account of Object.values(draft.venue.accounts))
    account.holdings[symbol] = nothingHeld() as Draft<VenueHolding>
}

/** An account of the session; throws `InvariantViolated` for any other. */
export const accountOf = <S extends Pick<State, 'accounts'>>(
  state: S,
  name: AccountName,
): NonNullable<S['accounts'][AccountName]> => {
  const account = state.accounts[name] ?? broken(`${name} is no account of this session`)
  return account as NonNullable<S['accounts'][AccountName]>
}

/** A fill that we hear of moves the position of its account. */
export const positionFilled = (draft: Draft<State>, event: OrderFilled): void => {
  filledAt(positionOf(draft, event), event)
}

/** What an account holds of a symbol, to be changed. */
export const positionOf = (
  draft: Draft<State>,
  { account, symbol }: { readonly account: AccountName; readonly symbol: MarketSymbol },
): Draft<Position> =>
  accountOf(draft, account).positions[symbol] ?? broken(`${symbol} was never listed`)

/** What an account holds in a symbol: above 0 long, below 0 short; 0 where it never traded. */
export const heldIn = (
  { accounts }: Pick<State, 'accounts'>,
  account: AccountName,
  symbol: MarketSymbol,
): number => accounts[account]?.positions[symbol]?.qty ?? 0

/** Whether any account holds something of a symbol. */
export const isHeld = ({ accounts }: Pick<State, 'accounts'>, symbol: MarketSymbol): boolean => {
  for (const name in accounts)
    if (heldIn({ accounts }, name as AccountName, symbol) !== 0) return true
  return false
}

/** Whether a session has more accounts than one, so that lines name the one they are about. */
export const hasSeveralAccounts = ({ accounts }: Pick<State, 'accounts'>): boolean =>
  Object.keys(accounts).length > 1

/** What an account pays in a symbol: the symbol's own rates, the account's, or the session's. */
export const feeRatesOf = (
  { config, accounts }: Pick<State, 'config' | 'accounts'>,
  account: AccountName,
  symbol: MarketSymbol,
): FeeRates => {
  const terms = accounts[account]?.terms
  const maker = terms?.makerFeeRate ?? config?.makerFeeRate ?? 0
  const taker = terms?.takerFeeRate ?? config?.takerFeeRate ?? 0
  return terms?.fees[symbol] ?? { maker: maker as FeeRate, taker: taker as FeeRate }
}
