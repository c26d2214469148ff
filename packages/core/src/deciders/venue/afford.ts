import type { Commitment } from '../../state/balances'
import { hasBalances } from '../../state/balances'
import { feeRatesOf } from '../../state/accounts'
import type { Position } from '../../state/positions'
import type { State } from '../../state/state'
import type { Committed, VenueHolding, VenueOrder } from '../../state/venue'
import { holdingOf, marketAtVenue } from '../../state/venue'
import { balanceScale } from '../../units/account-terms'
import type { AccountName } from '../../units/account-name'
import type { Coin } from '../../units/coin'
import { feeRateScale } from '../../units/decimal'
import type { Instrument } from '../../units/instrument'
import { coinScaleOf } from '../../units/instrument'

/** Decimals of the sums below: finer than those of any amount, so that none is rounded. */
const fine = 30

/**
 * Whether an account can afford what would be added to what it has committed, and to what was added
 * `before` and is not in the state yet: its coin must not come out below zero, or not worse than it
 * is. An account without balances can afford everything.
 *
 * - Spot: a buy locks its worst price times its quantity in the quote coin, a sell its quantity in
 *   the base coin. Nobody can sell what they do not have.
 * - Linear: a position and the larger side of what rests beyond closing it need their value by the
 *   leverage, and the taker's fee for each trade that is still to come. What the position made or
 *   lost at the mark counts at once.
 *
 * Each coin stands for itself: there is no borrowing, and no other coin is collateral.
 */
export const canAfford = (
  state: State,
  added: ReadonlyArray<Commitment>,
  before: ReadonlyArray<Commitment> = [],
): boolean => {
  const [first] = added
  if (first === undefined || !hasBalances(state, first.account)) return true
  const instrument = state.instruments[first.symbol]
  if (instrument === undefined) return true
  const isSold = instrument.category === 'spot' && first.side === 'Sell'
  const coin = isSold ? instrument.baseCoin : instrument.quoteCoin
  const after = freeOf(state, first.account, coin, [...before, ...added])
  return after >= 0n || after >= freeOf(state, first.account, coin, before)
}

/** What an order commits at a price, where it is not one that only reduces. */
export const commitmentOf = (
  {
    account,
    symbol,
    side,
    reduceOnly,
  }: Pick<VenueOrder, 'account' | 'symbol' | 'side' | 'reduceOnly'>,
  qty: number,
  price: number,
): ReadonlyArray<Commitment> =>
  reduceOnly ? [] : [{ account, symbol, side, qty, amount: qty * price }]

/**
 * What an account has of a coin in cash, in 1e-30 of the coin: what it began with, what it made and
 * paid, and on spot what it bought and sold. Open positions of perpetuals are not in it.
 */
export const walletOf = (state: State, account: AccountName, coin: Coin): bigint => {
  let wallet = wide(state.accounts[account]?.terms.balances?.[coin] ?? 0, balanceScale)
  for (const instrument of Object.values(state.instruments)) {
    const { symbol, category, baseCoin, quoteCoin } = instrument
    const { position } = holdingOf(state, { account, symbol })
    if (category === 'spot' && baseCoin === coin) wallet += baseCash(instrument, position)
    if (quoteCoin === coin) wallet += quoteCash(instrument, position)
  }
  return wallet
}

/** The decimals of `walletOf` and `freeOf`. */
export const coinScale = fine

/**
 * What an account has of a coin and has not committed, were these commitments added to its own, in
 * 1e-30 of the coin. Below zero where a loss has eaten into what orders and positions need.
 */
export const freeOf = (
  state: State,
  account: AccountName,
  coin: Coin,
  added: ReadonlyArray<Commitment> = [],
): bigint => {
  let free = wide(state.accounts[account]?.terms.balances?.[coin] ?? 0, balanceScale)
  for (const instrument of Object.values(state.instruments)) {
    const { symbol, category, baseCoin, quoteCoin } = instrument
    const isQuote = quoteCoin === coin
    const isBase = category === 'spot' && baseCoin === coin
    if (!isQuote && !isBase) continue
    const holding = withAdded(state, account, instrument, added)
    if (isBase) free += baseFree(instrument, holding)
    if (!isQuote) continue
    free +=
      category === 'spot'
        ? quoteFree(instrument, holding)
        : linearFree(state, instrument, holding, account, marketAtVenue(state, symbol).mark ?? 0)
  }
  return free
}

/** What a position on spot bought and sold of its base coin, after fees in it. */
const baseCash = (instrument: Instrument, { qty, baseFees }: Position): bigint =>
  wide(qty, instrument.qtyScale) - wide(baseFees, coinScaleOf(instrument))

/** What a position made and paid in its quote coin, and on spot what was spent on it. */
const quoteCash = (instrument: Instrument, position: Position): bigint => {
  const { realizedPnl, fees, funding, cost } = position
  const spent = instrument.category === 'spot' ? cost : 0
  return summed([realizedPnl, -fees, -funding, -spent], amountScaleOf(instrument))
}

type Held = Pick<VenueHolding, 'position' | 'buys' | 'sells'>

const withAdded = (
  state: State,
  account: AccountName,
  { symbol }: Instrument,
  added: ReadonlyArray<Commitment>,
): Held => {
  const { position, buys, sells } = holdingOf(state, { account, symbol })
  const own = added.filter((each) => each.account === account && each.symbol === symbol)
  if (own.length === 0) return { position, buys, sells }
  const more = (side: Committed, name: Commitment['side']): Committed => ({
    qty: own.reduce((qty, each) => qty + (each.side === name ? each.qty : 0), side.qty),
    amount: own.reduce((sum, each) => sum + (each.side === name ? each.amount : 0), side.amount),
  })
  return { position, buys: more(buys, 'Buy'), sells: more(sells, 'Sell') }
}

const baseFree = (instrument: Instrument, { position, sells }: Held): bigint =>
  baseCash(instrument, position) - wide(sells.qty, instrument.qtyScale)

const quoteFree = (instrument: Instrument, { position, buys }: Held): bigint =>
  quoteCash(instrument, position) - wide(buys.amount, amountScaleOf(instrument))

const linearFree = (
  state: State,
  instrument: Instrument,
  holding: Held,
  account: AccountName,
  mark: number,
): bigint => {
  const { cost, qty } = holding.position
  const scale = amountScaleOf(instrument)
  const worth = BigInt(qty) * BigInt(mark)
  const value = (worth < 0n ? -worth : worth) * shift(scale)
  const buys = beyond(holding.buys, -qty) * shift(scale)
  const sells = beyond(holding.sells, qty) * shift(scale)
  const orders = buys > sells ? buys : sells
  const leverage = BigInt(state.accounts[account]?.terms.leverage ?? 1)
  const { taker } = feeRatesOf(state, account, instrument.symbol)
  const fee = BigInt(Math.max(taker, 0))
  const margin = up(value + orders, leverage) + up((value + orders * 2n) * fee, wholeRate)
  const unrealized = worth * shift(scale) - wide(cost, scale)
  return quoteCash(instrument, holding.position) + unrealized - margin
}

/** What of a side would still come once so much of it had closed the position, in amount units. */
const beyond = ({ qty, amount }: Committed, closes: number): bigint => {
  if (closes <= 0) return BigInt(amount)
  return qty <= closes ? 0n : up(BigInt(amount) * BigInt(qty - closes), BigInt(qty))
}

const tens: ReadonlyArray<bigint> = Array.from({ length: fine + 1 }).reduce<Array<bigint>>(
  (powers) => [...powers, (powers[powers.length - 1] ?? 0n) * 10n],
  [1n],
)

const wholeRate = tens[feeRateScale] as bigint

const shift = (scale: number): bigint => tens[fine - scale] as bigint

const wide = (units: number, scale: number): bigint => BigInt(units) * shift(scale)

/** Amounts that together may be beyond what a number tells exactly. */
const summed = (units: ReadonlyArray<number>, scale: number): bigint =>
  units.reduce((sum, each) => sum + wide(each, scale), 0n)

const amountScaleOf = ({ priceScale, qtyScale }: Instrument): number => priceScale + qtyScale

/** A quotient from 0 up, rounded up. */
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b
