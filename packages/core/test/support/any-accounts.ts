import fc from 'fast-check'

import type { AccountName, AccountTerms, Coin, FeeRate, Usd } from '../../src'
import { mainAccount, plainAccount } from '../../src'

const plain = plainAccount(mainAccount)
const hedge = plainAccount('hedge' as AccountName)
const usdt = (dollars: number) => ({ ['USDT' as Coin]: dollars * 100_000_000 })
const usd = (dollars: number): Usd => (dollars * 1_000_000) as Usd

/** One account or two, with or without balances that the venue looks at, limits and fees. */
export const anyAccounts: fc.Arbitrary<ReadonlyArray<AccountTerms>> = fc.constantFrom<
  ReadonlyArray<AccountTerms>
>(
  [plain],
  [plain],
  [plain, hedge],
  [{ ...plain, balances: usdt(600), leverage: 10 }],
  [
    { ...plain, balances: usdt(5_000), leverage: 3 },
    { ...hedge, inventoryUsdMax: usd(900) },
  ],
  [hedge, { ...plain, balances: usdt(300), makerFeeRate: -3_000 as FeeRate }],
  [plain, { ...hedge, balances: usdt(3_000), totalNotionalUsdMax: usd(2_000) }],
)

const coins = (dollars: number, btc: number) => ({
  ...usdt(dollars),
  ['BTC' as Coin]: btc * 100_000_000,
})

/** Two accounts for spot; what one of them has is looked at, or what both have. */
export const anySpotAccounts: fc.Arbitrary<ReadonlyArray<AccountTerms>> = fc.constantFrom<
  ReadonlyArray<AccountTerms>
>(
  [{ ...plain, balances: coins(3_000, 0.05) }, hedge],
  [
    { ...plain, balances: coins(0, 0.08) },
    { ...hedge, balances: coins(900, 0) },
  ],
  [hedge, { ...plain, balances: coins(500, 0.01), takerFeeRate: 100_000 as FeeRate }],
)
