import type { AccountName } from './account-name'
import type { Coin } from './coin'
import type { FeeRate } from './fee-rate'
import type { MarketSymbol } from './market-symbol'
import type { Usd } from './usd'

/** What an account pays on each side of a trade, as a share of the notional. */
export type FeeRates = { readonly maker: FeeRate; readonly taker: FeeRate }

/**
 * What an account of a session begins with and may do. `balances` are in 1e-8 of each coin, and
 * `null` where the venue is not to look at them. A limit or fee rate that is `null` is the
 * session's; `fees` are those of single symbols. `leverage` is a whole number of times.
 */
export type AccountTerms = {
  readonly account: AccountName
  readonly balances: Readonly<Record<Coin, number>> | null
  readonly leverage: number
  readonly makerFeeRate: FeeRate | null
  readonly takerFeeRate: FeeRate | null
  readonly fees: Readonly<Record<MarketSymbol, FeeRates>>
  readonly inventoryUsdMax: Usd | null
  readonly totalNotionalUsdMax: Usd | null
}

/** Decimals of a balance. */
export const balanceScale = 8

/** More accounts than this are refused, so that a line's cost is bounded. */
export const accountsMax = 16

/** The most that a position may be of what stands behind it: Bybit's for BTCUSDT. */
export const leverageMax = 100

/** An account that nothing is said about: no balances to look at, ten times leverage. */
export const plainAccount = (account: AccountName): AccountTerms => ({
  account,
  balances: null,
  leverage: 10,
  makerFeeRate: null,
  takerFeeRate: null,
  fees: {},
  inventoryUsdMax: null,
  totalNotionalUsdMax: null,
})

/** Why accounts cannot be given, in a sentence that names the first that cannot, or `null`. */
export const accountsFault = (accounts: ReadonlyArray<AccountTerms>): string | null => {
  if (accounts.length === 0) return 'a session has at least one account'
  if (accounts.length > accountsMax)
    return `there are ${accounts.length} accounts; ${accountsMax} are the most`
  const names = new Set<string>()
  for (const terms of accounts) {
    const fault = termsFault(terms)
    if (fault !== null) return `account ${terms.account}: ${fault}`
    if (names.has(terms.account)) return `account ${terms.account} is given twice`
    names.add(terms.account)
  }
  return null
}

const termsFault = (terms: AccountTerms): string | null => {
  const { account, balances, leverage, inventoryUsdMax, totalNotionalUsdMax } = terms
  if (!/^[A-Za-z]/.test(account)) return 'its name must begin with a letter'
  if (!Number.isSafeInteger(leverage) || leverage < 1 || leverage > leverageMax)
    return `leverage must be 1 to ${leverageMax}, a whole number`
  for (const [coin, units] of Object.entries(balances ?? {})) {
    if (!/[A-Za-z]/.test(coin)) return `${coin} is no coin`
    if (units < 0) return `its balance of ${coin} is below zero`
  }
  if ((inventoryUsdMax ?? 0) < 0) return 'its inventory limit is below zero'
  return (totalNotionalUsdMax ?? 0) < 0 ? 'its total limit is below zero' : null
}
