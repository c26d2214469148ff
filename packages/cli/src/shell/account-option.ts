import type { AccountTerms, FeeRates, Usd } from '@shadowtape/core'
import {
  AccountName,
  Coin,
  FeeRate,
  MarketSymbol,
  accountsFault,
  balanceScale,
  feeRateScale,
  plainAccount,
  usdScale,
} from '@shadowtape/core'
import { Option } from 'commander'

import { decimalSetting, wrong } from './setting-values'

/** The option that gives a session its accounts, one each time it is typed. */
export const accountOption = (): Option =>
  new Option(
    '--account <account>',
    'an account, as hedge,balance=USDT:10000,leverage=5; may be repeated',
  )
    .argParser((text: string, before: ReadonlyArray<AccountTerms> | undefined) => {
      const accounts = [...(before ?? []), parsedAccount(text)]
      const fault = accountsFault(accounts)
      if (fault !== null) throw wrong(fault)
      return accounts
    })
    .default([], 'one, main, whose balances are not looked at')

/**
 * An account from `NAME[,balance=COIN:AMOUNT].. [,leverage=N][,maker-fee=RATE][,taker-fee=RATE]
 * [,fee=SYMBOL:MAKER:TAKER]..[,max-inv=USD][,max-total=USD]`.
 */
const parsedAccount = (text: string): AccountTerms => {
  const [name = '', ...settings] = text.split(',').map((part) => part.trim())
  if (!AccountName.is(name)) throw wrong(`${JSON.stringify(name)} is no name for an account`)
  let terms = plainAccount(name)
  const given = new Set<string>()
  for (const setting of settings) {
    const [key = '', value, ...more] = setting.split('=')
    const apply = appliers[key]
    if (value === undefined || more.length > 0 || apply === undefined)
      throw wrong(`${JSON.stringify(setting)} is not ${Object.keys(appliers).join('=, ')}=`)
    if (given.has(key) && key !== 'balance' && key !== 'fee') throw wrong(`${key} is given twice`)
    given.add(key)
    terms = apply(terms, value)
  }
  return terms
}

type Apply = (terms: AccountTerms, value: string) => AccountTerms

const appliers: Readonly<Record<string, Apply | undefined>> = {
  balance: (terms, value) => {
    const [coin = '', amount = '', ...more] = value.split(':')
    if (!Coin.is(coin) || more.length > 0)
      throw wrong(`balance=${value} is not balance=COIN:AMOUNT, as balance=USDT:10000`)
    if (terms.balances?.[coin] !== undefined) throw wrong(`the balance of ${coin} is given twice`)
    const units = decimalSetting(`the balance of ${coin}`, amount, balanceScale)
    return { ...terms, balances: { ...terms.balances, [coin]: units } }
  },
  leverage: (terms, value) => ({ ...terms, leverage: decimalSetting('leverage', value, 0) }),
  'maker-fee': (terms, value) => ({ ...terms, makerFeeRate: rateOf('maker-fee', value) }),
  'taker-fee': (terms, value) => ({ ...terms, takerFeeRate: rateOf('taker-fee', value) }),
  fee: (terms, value) => {
    const [symbol = '', maker = '', taker = '', ...more] = value.split(':')
    if (!MarketSymbol.is(symbol) || more.length > 0)
      throw wrong(`fee=${value} is not fee=SYMBOL:MAKER:TAKER, as fee=BTCUSDT:0.0001:0.0005`)
    if (terms.fees[symbol] !== undefined) throw wrong(`the fee of ${symbol} is given twice`)
    const rates: FeeRates = { maker: rateOf('fee', maker), taker: rateOf('fee', taker) }
    return { ...terms, fees: { ...terms.fees, [symbol]: rates } }
  },
  'max-inv': (terms, value) => ({ ...terms, inventoryUsdMax: usdOf('max-inv', value) }),
  'max-total': (terms, value) => ({ ...terms, totalNotionalUsdMax: usdOf('max-total', value) }),
}

const usdOf = (what: string, text: string): Usd => decimalSetting(what, text, usdScale) as Usd

const rateOf = (what: string, text: string): FeeRate => {
  const rate = decimalSetting(what, text, feeRateScale)
  if (!FeeRate.is(rate)) throw wrong(`${what} is ${JSON.stringify(text)}, more than 0.1 either way`)
  return rate
}
