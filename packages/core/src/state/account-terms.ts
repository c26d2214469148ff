import { canonicalJson } from '../base/canonical-json'
import { invariant } from '../base/invariant'
import { listOfJson, shownJson } from '../base/json-text'
import type { SessionOpened } from '../events/session-opened'
import { AccountName } from '../units/account-name'
import type { AccountTerms, FeeRates } from '../units/account-terms'
import { accountsFault, balanceScale } from '../units/account-terms'
import { Coin } from '../units/coin'
import { feeRateScale, formatDecimal, parseDecimal, usdScale } from '../units/decimal'
import { FeeRate } from '../units/fee-rate'
import { MarketSymbol } from '../units/market-symbol'
import type { Usd } from '../units/usd'

/** Accounts as a header carries them: canonical JSON, figures as decimals at their own scales. */
export const accountsText = (accounts: ReadonlyArray<AccountTerms>): string =>
  canonicalJson(
    accounts.map((terms) => ({
      ...terms,
      balances:
        terms.balances === null
          ? null
          : mapped(terms.balances, (units) => formatDecimal(units, balanceScale)),
      fees: mapped(terms.fees, ({ maker, taker }) => ({
        maker: formatDecimal(maker, feeRateScale),
        taker: formatDecimal(taker, feeRateScale),
      })),
      makerFeeRate: textOrNull(terms.makerFeeRate, feeRateScale),
      takerFeeRate: textOrNull(terms.takerFeeRate, feeRateScale),
      inventoryUsdMax: textOrNull(terms.inventoryUsdMax, usdScale),
      totalNotionalUsdMax: textOrNull(terms.totalNotionalUsdMax, usdScale),
    })),
  )

/** A header's accounts; throws `InvariantViolated`, naming the field, where they are none. */
export const accountTermsOf = ({
  accounts,
}: Pick<SessionOpened, 'accounts'>): ReadonlyArray<AccountTerms> => {
  const values = listOfJson(accounts)
  invariant(values !== null, () => `accounts is ${shownJson(accounts)}, not a list of accounts`)
  const terms = values.map((value, i) => termsOf(value, `accounts[${i}]`))
  const fault = accountsFault(terms)
  invariant(fault === null, () => `accounts: ${fault ?? ''}`)
  invariant(accountsText(terms) === accounts, 'accounts is not canonical')
  return terms
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown, place: string): Fields => {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  invariant(isRecord, () => `${place} is ${shownJson(value)}, not a record`)
  return value as Fields
}

const termsOf = (value: unknown, place: string): AccountTerms => {
  const fields = fieldsOf(value, place)
  const { account, balances, leverage, fees } = fields
  invariant(AccountName.is(account), () => `${place}.account is ${shownJson(account)}, not a name`)
  const decimalOrNull = (name: string, scale: number): number | null =>
    fields[name] === null ? null : decimal(fields[name], `${place}.${name}`, scale)
  return {
    account,
    balances:
      balances === null
        ? null
        : mapped(fieldsOf(balances, `${place}.balances`), (units, coin) => {
            invariant(Coin.is(coin), () => `${place}.balances: ${shownJson(coin)} is no coin`)
            return decimal(units, `${place}.balances.${coin}`, balanceScale)
          }),
    leverage: leverage as number,
    makerFeeRate: feeRateOrNull(decimalOrNull('makerFeeRate', feeRateScale), place),
    takerFeeRate: feeRateOrNull(decimalOrNull('takerFeeRate', feeRateScale), place),
    fees: mapped(fieldsOf(fees, `${place}.fees`), (rates, symbol) => {
      invariant(MarketSymbol.is(symbol), () => `${place}.fees: ${shownJson(symbol)} is no symbol`)
      return feeRatesOf(rates, `${place}.fees.${symbol}`)
    }),
    inventoryUsdMax: decimalOrNull('inventoryUsdMax', usdScale) as Usd | null,
    totalNotionalUsdMax: decimalOrNull('totalNotionalUsdMax', usdScale) as Usd | null,
  }
}

const feeRatesOf = (value: unknown, place: string): FeeRates => {
  const fields = fieldsOf(value, place)
  const rate = (name: string): FeeRate =>
    feeRateOrNull(decimal(fields[name], `${place}.${name}`, feeRateScale), place) as FeeRate
  return { maker: rate('maker'), taker: rate('taker') }
}

const feeRateOrNull = (rate: number | null, place: string): FeeRate | null => {
  if (rate === null) return null
  invariant(FeeRate.is(rate), () => `${place}: a fee is at most 10 % either way`)
  return rate
}

const decimal = (text: unknown, place: string, scale: number): number => {
  const figure = typeof text === 'string' ? parseDecimal(text, scale) : null
  invariant(typeof figure === 'number', () => `${place} is ${shownJson(text)}, not a decimal`)
  return figure
}

const textOrNull = (value: number | null, scale: number): string | null =>
  value === null ? null : formatDecimal(value, scale)

const mapped = <V, R>(
  record: Readonly<Record<string, V>>,
  change: (value: V, key: string) => R,
): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
