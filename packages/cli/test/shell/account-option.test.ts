import type { AccountTerms } from '@shadowtape/core'
import { plainAccount } from '@shadowtape/core'

import { accountTexts } from '../../src/reports/accounts-text'
import { accountOption } from '../../src/shell/account-option'
import { accountsText } from '@shadowtape/core'

const parsed = (...texts: ReadonlyArray<string>): ReadonlyArray<AccountTerms> =>
  texts.reduce<ReadonlyArray<AccountTerms>>(
    (before, text) =>
      accountOption().parseArg?.(text, before as never) as unknown as ReadonlyArray<AccountTerms>,
    [],
  )

describe('--account', () => {
  it('takes a name alone', () => {
    expect(parsed('main', 'hedge')).toStrictEqual([
      plainAccount('main' as never),
      plainAccount('hedge' as never),
    ])
  })

  it('takes balances, leverage, fees and limits, and is shown as it was typed', () => {
    const text =
      'hedge,balance=USDT:10000,balance=BTC:0.5,leverage=5,maker-fee=-0.0001,taker-fee=0.0006,' +
      'fee=ETHUSDT:0:0.0004,max-inv=5000,max-total=20000.5'
    const accounts = parsed(text)
    expect(accounts).toMatchObject([
      {
        balances: { USDT: 1_000_000_000_000, BTC: 50_000_000 },
        ...{ leverage: 5, makerFeeRate: -10_000, takerFeeRate: 60_000 },
        fees: { ETHUSDT: { maker: 0, taker: 40_000 } },
        ...{ inventoryUsdMax: 5_000_000_000, totalNotionalUsdMax: 20_000_500_000 },
      },
    ])
    // a header keeps coins in the order of their names
    expect(accountTexts(accountsText(accounts))).toStrictEqual([
      text.replace('balance=USDT:10000,balance=BTC:0.5', 'balance=BTC:0.5,balance=USDT:10000'),
    ])
    expect(accountTexts('nonsense')).toStrictEqual(['nonsense'])
  })

  it.each([
    ['a b', 'is no name for an account'],
    ['7up', 'its name must begin with a letter'],
    ['main,balance=USDT', 'The balance of USDT is "", not a plain decimal.'],
    ['main,balance=U SDT:1', 'Balance=U SDT:1 is not balance=COIN:AMOUNT, as balance=USDT:10000.'],
    [
      'main,fee=btc:1:1',
      'Fee=btc:1:1 is not fee=SYMBOL:MAKER:TAKER, as fee=BTCUSDT:0.0001:0.0005.',
    ],
    ['main,balance=USDT:-1', 'Account main: its balance of USDT is below zero.'],
    ['main,balance=USDT:1e3', 'The balance of USDT is "1e3", not a plain decimal.'],
    ['main,balance=USDT:1,balance=USDT:2', 'The balance of USDT is given twice.'],
    ['main,leverage=0', 'Account main: leverage must be 1 to 100, a whole number.'],
    ['main,leverage=2,leverage=3', 'Leverage is given twice.'],
    ['main,maker-fee=0.2', 'Maker-fee is "0.2", more than 0.1 either way.'],
    ['main,fee=BTCUSDT:0.1', 'is "", not a plain decimal'],
    ['main,colour=red', '"colour=red" is not balance=, leverage=, maker-fee=, taker-fee=, fee='],
  ])('does not take %s', (text, says) => {
    expect(() => parsed(text)).toThrow(says)
  })
})
