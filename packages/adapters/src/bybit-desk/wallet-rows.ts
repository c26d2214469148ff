import type { Coin, Instrument, State } from '@shadowtape/core'
import { coinScale, freeOf, mainAccount, marketAtVenue, walletOf } from '@shadowtape/core'

import { coinText } from './figures'
import type { Row } from './order-rows'

/** What an account has of a coin, in 1e-30 of it, and what one of it is worth in dollars. */
type CoinSums = {
  readonly coin: Coin
  readonly wallet: bigint
  readonly unrealized: bigint
  readonly positionMargin: bigint
  readonly orderMargin: bigint
  readonly locked: bigint
  readonly usdPrice: bigint
}

/**
 * The account as `account/wallet-balance` and the private stream show it. `only` names the coins
 * that are asked for; sums are always of all. What positions and orders need is what core's venue
 * looks at: their value by the leverage and the fees that are still to come.
 */
export const walletRow = (state: State, only: ReadonlyArray<string> | null = null): Row => {
  const coins = coinsOf(state).map((coin) => sumsOf(state, coin))
  const total = (of: (sums: CoinSums) => bigint): string =>
    coinText(coins.reduce((sum, each) => sum + inUsd(of(each), each.usdPrice), 0n))
  const margin = (sums: CoinSums): bigint => sums.positionMargin + sums.orderMargin
  const equity = total((sums) => sums.wallet + sums.unrealized)
  return {
    accountType: 'UNIFIED',
    totalEquity: equity,
    totalWalletBalance: total((sums) => sums.wallet),
    totalMarginBalance: equity,
    totalAvailableBalance: total((s) => s.wallet + s.unrealized - s.locked - margin(s)),
    totalPerpUPL: total((sums) => sums.unrealized),
    totalInitialMargin: total(margin),
    totalInitialMarginByMp: total(margin),
    totalMaintenanceMargin: '0',
    totalMaintenanceMarginByMp: '0',
    accountIMRate: '0',
    accountIMRateByMp: '0',
    accountMMRate: '0',
    accountMMRateByMp: '0',
    accountLTV: '0',
    coin: coins.filter(({ coin }) => only === null || only.includes(coin)).map(coinRow),
  }
}

const coinRow = (sums: CoinSums): Row => ({
  coin: sums.coin,
  equity: coinText(sums.wallet + sums.unrealized),
  usdValue: coinText(inUsd(sums.wallet + sums.unrealized, sums.usdPrice)),
  walletBalance: coinText(sums.wallet),
  locked: coinText(sums.locked),
  totalOrderIM: coinText(sums.orderMargin),
  totalPositionIM: coinText(sums.positionMargin),
  totalPositionMM: '0',
  unrealisedPnl: coinText(sums.unrealized),
  cumRealisedPnl: '0',
  availableToWithdraw: '',
  availableToBorrow: '',
  borrowAmount: '0',
  accruedInterest: '0',
  bonus: '0',
  spotHedgingQty: '0',
  spotBorrow: '0',
  collateralSwitch: true,
  marginCollateral: true,
})

/** The coins that the account began with, and those of what can be traded. */
const coinsOf = (state: State): ReadonlyArray<Coin> => {
  const began = Object.keys(state.accounts[mainAccount]?.terms.balances ?? {}) as Array<Coin>
  const traded = Object.values(state.instruments).flatMap(({ category, baseCoin, quoteCoin }) =>
    category === 'spot' ? [quoteCoin, baseCoin] : [quoteCoin],
  )
  return [...new Set([...began, ...traded])]
}

const sumsOf = (state: State, coin: Coin): CoinSums => {
  const wallet = walletOf(state, mainAccount, coin)
  let [unrealized, positionMargin, locked] = [0n, 0n, 0n]
  for (const instrument of Object.values(state.instruments)) {
    const holding = state.venue.accounts[mainAccount]?.holdings[instrument.symbol]
    if (holding === undefined) continue
    const { position, buys, sells } = holding
    if (instrument.category === 'spot') {
      if (instrument.quoteCoin === coin) locked += wide(buys.amount, amountScaleOf(instrument))
      if (instrument.baseCoin === coin) locked += wide(sells.qty, instrument.qtyScale)
    } else if (instrument.quoteCoin === coin && position.qty !== 0) {
      const mark = marketAtVenue(state, instrument.symbol).mark ?? 0
      const worth = BigInt(position.qty) * BigInt(mark) * shift(amountScaleOf(instrument))
      const leverage = BigInt(state.accounts[mainAccount]?.terms.leverage ?? 1)
      unrealized += worth - wide(position.cost, amountScaleOf(instrument))
      positionMargin += (worth < 0n ? -worth : worth) / leverage
    }
  }
  const used = wallet + unrealized - locked - freeOf(state, mainAccount, coin)
  const orderMargin = used > positionMargin ? used - positionMargin : 0n
  const usdPrice = usdPriceOf(state, coin)
  return { coin, wallet, unrealized, positionMargin, orderMargin, locked, usdPrice }
}

const dollars: ReadonlySet<string> = new Set(['USD', 'USDT', 'USDC'])

/** What one of a coin is worth by a market in dollars, in 1e-30 of a dollar; 0 where none tells. */
const usdPriceOf = (state: State, coin: Coin): bigint => {
  if (dollars.has(coin)) return 10n ** BigInt(coinScale)
  const listed = Object.values(state.instruments).find(
    ({ baseCoin, quoteCoin }) => baseCoin === coin && dollars.has(quoteCoin),
  )
  if (listed === undefined) return 0n
  return wide(marketAtVenue(state, listed.symbol).mark ?? 0, listed.priceScale)
}

const inUsd = (sum: bigint, usdPrice: bigint): bigint => (sum * usdPrice) / 10n ** BigInt(coinScale)

const amountScaleOf = ({ priceScale, qtyScale }: Instrument): number => priceScale + qtyScale

const shift = (scale: number): bigint => 10n ** BigInt(coinScale - scale)

const wide = (units: number, scale: number): bigint => BigInt(units) * shift(scale)
