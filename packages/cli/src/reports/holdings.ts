import type { AccountName, Instrument, State } from '@shadowtape/core'
import {
  baseFeesWorth,
  divideRounded,
  flat,
  formatDecimal,
  pow10,
  unrealizedPnl,
  usdScale,
} from '@shadowtape/core'

/** What an account holds and made in a symbol. Money is in millionths of a dollar, at the mark. */
export type Holding = {
  readonly account: AccountName
  readonly symbol: string
  readonly qty: number
  readonly qtyScale: number
  readonly worthUsd: number
  readonly fills: number
  readonly realizedUsd: number
  readonly unrealizedUsd: number
  readonly feesUsd: number
  /** What was paid as funding, below zero received. */
  readonly fundingUsd: number
}

/** Every symbol's holding of every account, in the order of the header and of listing. */
export const holdings = (state: State): ReadonlyArray<Holding> =>
  (Object.keys(state.accounts) as Array<AccountName>).flatMap((account) =>
    Object.values(state.instruments).map((instrument) => holdingOf(state, account, instrument)),
  )

/** Millionths of a dollar as a decimal. */
export const usdDecimal = (units: number): string => formatDecimal(units, usdScale)

/** What a session made so far, after fees and funding, in millionths of a dollar at the mark. */
export const netUsd = (state: State): number =>
  holdings(state).reduce((sum, holding) => sum + netOf(holding), 0)

/** What a holding made, after fees and funding. */
export const netOf = ({ realizedUsd, unrealizedUsd, feesUsd, fundingUsd }: Holding): number =>
  realizedUsd + unrealizedUsd - feesUsd - fundingUsd

/** What an account holds and made in one symbol. */
export const holdingOf = (state: State, account: AccountName, instrument: Instrument): Holding => {
  const { symbol, qtyScale } = instrument
  const scale = instrument.priceScale + qtyScale
  const position = state.accounts[account]?.positions[symbol] ?? flat
  const { qty, realizedPnl, fees, funding, fills } = position
  const mark = state.market[symbol]?.mark ?? 0
  return {
    account,
    symbol,
    qty,
    qtyScale,
    worthUsd: usdOf(qty * mark, scale),
    fills,
    realizedUsd: usdOf(realizedPnl, scale),
    unrealizedUsd: usdOf(unrealizedPnl(position, mark), scale),
    feesUsd: usdOf(fees + baseFeesWorth(instrument, position, mark), scale),
    fundingUsd: usdOf(funding, scale),
  }
}

/** Amount units as millionths of a dollar. */
const usdOf = (units: number, scale: number): number =>
  scale > usdScale
    ? divideRounded(units, pow10[scale - usdScale] as number)
    : units * (pow10[usdScale - scale] as number)
