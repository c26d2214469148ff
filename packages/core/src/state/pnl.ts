import type { Draft } from 'immer'

import type { AccountName } from '../units/account-name'
import { pow10, usdScale } from '../units/decimal'
import type { MarketSymbol } from '../units/market-symbol'
import type { ByAccount } from './accounts'
import type { Position } from './positions'
import { baseFeesWorth } from './positions'
import type { State } from './state'

/**
 * What was made in cash and at the mark, after fees, in millionths of a dollar: now, at its best,
 * and when the day began.
 */
export type PnlFigures = {
  readonly equityUsd: number
  readonly peakUsd: number
  /** Days since 1970, UTC, by engine time. */
  readonly day: number
  readonly dayStartUsd: number
}

/** What an account made. */
export type AccountPnl = PnlFigures & { readonly bySymbol: Readonly<Record<MarketSymbol, number>> }

/**
 * What the session made, and each account. A symbol's is rounded down on its own, so that a total
 * is never above the truth, and below it by less than a millionth for each account and symbol.
 */
export type Pnl = { readonly session: PnlFigures; readonly accounts: ByAccount<AccountPnl> }

const dayUs = 86_400_000_000

const figuresAt = (at: number): PnlFigures => ({
  equityUsd: 0,
  peakUsd: 0,
  day: Math.floor(at / dayUs),
  dayStartUsd: 0,
})

/** A session that has made nothing yet, on the day that it opens. */
export const newPnl = (at: number, accounts: ReadonlyArray<AccountName>): Draft<Pnl> => ({
  session: figuresAt(at),
  accounts: Object.fromEntries(accounts.map((name) => [name, { ...figuresAt(at), bySymbol: {} }])),
})

/**
 * Values a symbol anew after a fill or a mark that changed. The first time on a new day the equity
 * before it is what that day starts from.
 */
export const pnlMarked = (draft: Draft<State>, symbol: MarketSymbol): void => {
  const { pnl } = draft.risk
  if (pnl === null) return
  const day = Math.floor(draft.at / dayUs)
  let change = 0
  for (const [name, own] of Object.entries(pnl.accounts)) {
    const equityUsd = equityOf(draft, name as AccountName, symbol)
    const made = equityUsd - (own.bySymbol[symbol] ?? 0)
    own.bySymbol[symbol] = equityUsd
    moved(own, day, made)
    change += made
  }
  moved(pnl.session, day, change)
}

const moved = (figures: Draft<PnlFigures>, day: number, change: number): void => {
  if (day !== figures.day) {
    figures.day = day
    figures.dayStartUsd = figures.equityUsd
  }
  figures.equityUsd += change
  figures.peakUsd = Math.max(figures.peakUsd, figures.equityUsd)
}

/** After a thaw of the session, or of an account, its best so far is what it has now. */
export const peakStartedOver = (
  draft: Draft<State>,
  { account, symbol }: { readonly account: AccountName | null; readonly symbol: string | null },
): void => {
  const { pnl } = draft.risk
  const figures = account === null ? pnl?.session : pnl?.accounts[account]
  if (figures !== undefined && (account !== null || symbol === null))
    figures.peakUsd = figures.equityUsd
}

/** What an account made in a symbol, less fees and funding, rounded down to a millionth. */
const equityOf = (state: State, account: AccountName, symbol: MarketSymbol): number => {
  const instrument = state.instruments[symbol]
  const position = state.accounts[account]?.positions[symbol]
  if (instrument === undefined || position === undefined) return 0
  const excess = instrument.priceScale + instrument.qtyScale - usdScale
  const mark = state.market[symbol]?.mark ?? 0
  const paid = position.fees + baseFeesWorth(instrument, position, mark) + position.funding
  return equityAt(position, mark, paid, excess)
}

const equityAt = (position: Position, mark: number, paid: number, excess: number): number => {
  const { qty, cost, realizedPnl } = position
  const unrealized = qty * mark - cost
  const made = unrealized + realizedPnl - paid
  if (Number.isSafeInteger(unrealized) && Number.isSafeInteger(made)) return toUsd(made, excess)
  const wide = BigInt(qty) * BigInt(mark) - BigInt(cost) + BigInt(realizedPnl) - BigInt(paid)
  return wideToUsd(wide, excess)
}

const toUsd = (units: number, excess: number): number => {
  if (excess <= 0) return wideToUsd(BigInt(units), excess)
  const size = pow10[excess] as number
  return Math.floor((units - (((units % size) + size) % size)) / size)
}

/** The same for an amount that no safe integer holds; it is held at the largest that one does. */
const wideToUsd = (units: bigint, excess: number): number => {
  if (excess <= 0) return held(units * BigInt(pow10[-excess] as number))
  const size = BigInt(pow10[excess] as number)
  const whole = units / size
  return held(units % size < 0n ? whole - 1n : whole)
}

const held = (usd: bigint): number => {
  const max = BigInt(Number.MAX_SAFE_INTEGER)
  return Number(usd > max ? max : usd < -max ? -max : usd)
}
