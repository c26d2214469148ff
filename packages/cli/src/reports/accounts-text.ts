import type { AccountTerms, SessionOpened } from '@shadowtape/core'
import {
  InvariantViolated,
  accountTermsOf,
  balanceScale,
  feeRateScale,
  formatDecimal,
  shortDecimal,
  usdScale,
} from '@shadowtape/core'

/** A header's accounts as a person would type them; what cannot be read stays as it is. */
export const accountTexts = (accounts: string): ReadonlyArray<string> => {
  try {
    return accountTermsOf({ accounts: accounts as SessionOpened['accounts'] }).map(accountText)
  } catch (error) {
    if (!(error instanceof InvariantViolated)) throw error
    return [accounts]
  }
}

const accountText = (terms: AccountTerms): string => {
  const { account, balances, leverage, fees } = terms
  const setting = (name: string, value: number | null, scale: number): ReadonlyArray<string> =>
    value === null ? [] : [`${name}=${shortDecimal(formatDecimal(value, scale))}`]
  return [
    account,
    ...Object.entries(balances ?? {}).map(
      ([coin, units]) => `balance=${coin}:${shortDecimal(formatDecimal(units, balanceScale))}`,
    ),
    ...(balances === null ? [] : [`leverage=${leverage}`]),
    ...setting('maker-fee', terms.makerFeeRate, feeRateScale),
    ...setting('taker-fee', terms.takerFeeRate, feeRateScale),
    ...Object.entries(fees).map(([symbol, { maker, taker }]) => {
      const [makes, takes] = [maker, taker].map((rate) =>
        shortDecimal(formatDecimal(rate, feeRateScale)),
      )
      return `fee=${symbol}:${makes ?? ''}:${takes ?? ''}`
    }),
    ...setting('max-inv', terms.inventoryUsdMax, usdScale),
    ...setting('max-total', terms.totalNotionalUsdMax, usdScale),
  ].join(',')
}
