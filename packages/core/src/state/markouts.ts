import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { SessionOpened } from '../events/session-opened'
import { sum } from '../units/arithmetic'
import type { AccountName } from '../units/account-name'
import type { DurationUs } from '../units/duration-us'
import type { MarketSymbol } from '../units/market-symbol'
import type { ByAccount } from './accounts'
import { hasSeveralAccounts } from './accounts'
import type { State } from './state'
import type { WeightedMean } from './weighted-mean'
import { keptOf, weighed } from './weighted-mean'

/** The markouts of fills at one horizon, of a symbol or of all, oldest first, in 1e-6 bps. */
export type MarkoutWindow = {
  readonly horizonUs: DurationUs
  /** How many fills were measured at this horizon in all, and how many found no touch. */
  readonly measured: number
  readonly unmeasured: number
  /** The sum of all that were measured. */
  readonly totalBps: number
  /** The line of the first fill that was measured. */
  readonly firstSeq: number | null
  /** Of all that were measured, where edge is such a mean; else nothing. */
  readonly weighted: WeightedMean
  /** The last ones, `edgeFillsMax` of them at the most, their sum, and the lines of their fills. */
  readonly sumBps: number
  readonly recentBps: ReadonlyArray<number>
  readonly recentSeqs: ReadonlyArray<number>
}

/**
 * After how long fills are measured, and what was measured of each symbol and of all. `kept` is
 * what a weight is multiplied by when another fill comes, in billionths; 0 where none is kept.
 */
export type Markouts = {
  readonly horizonsUs: ReadonlyArray<DurationUs>
  readonly kept: number
  readonly total: ReadonlyArray<MarkoutWindow>
  readonly bySymbol: Readonly<Record<MarketSymbol, ReadonlyArray<MarkoutWindow>>>
  /** The same of each account, where there are several. */
  readonly byAccount: ByAccount<MarkoutTable>
}

/** What was measured of all symbols together, and of each, by horizon. */
export type MarkoutTable = Pick<Markouts, 'total' | 'bySymbol'>

/** What was measured of an account, or for `null` of the session, which may be the same. */
export const markoutsOfAccount = (
  state: Pick<State, 'markouts' | 'accounts'>,
  account: AccountName | null,
): MarkoutTable =>
  account === null || !hasSeveralAccounts(state)
    ? state.markouts
    : (state.markouts.byAccount[account] ?? nothingMeasured)

const nothingMeasured: MarkoutTable = { total: [], bySymbol: {} }

/** The horizons that a header lists, in its order. */
export const horizonsOf = ({ markoutHorizonsUs }: SessionOpened): Array<DurationUs> =>
  markoutHorizonsUs === '' ? [] : markoutHorizonsUs.split(',').map((us) => Number(us) as DurationUs)

/** What a session measures, before its first fill. */
export const markoutsOf = (opened: SessionOpened): Draft<Markouts> => {
  const horizonsUs = horizonsOf(opened)
  return {
    horizonsUs,
    kept: opened.edgeMean === 'ewma' ? keptOf(opened.edgeHalfLifeFills) : 0,
    total: horizonsUs.map(emptyWindow),
    bySymbol: {},
    byAccount: {},
  }
}

/** A markout joins its symbol's window and that of all; of one that is full the oldest leaves. */
export const markoutMeasured = (
  draft: Draft<State>,
  event: MarkoutMeasured,
  fillSeq: number | null,
): void => {
  const { config, markouts } = draft
  const { account, symbol, markoutBps } = event
  invariant(
    config !== null && fillSeq !== null,
    () => `${event.fillId} was measured, and its fill is not known`,
  )
  const { horizonsUs, kept, byAccount } = markouts
  const tables: Array<Draft<MarkoutTable>> = [markouts]
  if (hasSeveralAccounts(draft))
    tables.push((byAccount[account] ??= { total: horizonsUs.map(emptyWindow), bySymbol: {} }))
  for (const { total, bySymbol } of tables) {
    const windows = (bySymbol[symbol] ??= horizonsUs.map(emptyWindow))
    for (const window of [windowAt(windows, event), windowAt(total, event)])
      if (markoutBps === null) window.unmeasured += 1
      else joined(window, markoutBps, fillSeq, config.edgeFillsMax, kept)
  }
}

/** A window that may hold fewer fills from now on lets go of the oldest. */
export const windowsTrimmed = (
  { total, bySymbol, byAccount }: Draft<Markouts>,
  fillsMax: number,
): void => {
  for (const table of [{ total, bySymbol }, ...Object.values(byAccount)])
    for (const windows of [table.total, ...Object.values(table.bySymbol)])
      for (const window of windows) trimmed(window, fillsMax)
}

const trimmed = (window: Draft<MarkoutWindow>, fillsMax: number): void => {
  while (window.recentBps.length > fillsMax) {
    window.sumBps -= window.recentBps.shift() ?? 0
    window.recentSeqs.shift()
  }
}

const windowAt = (
  windows: ReadonlyArray<Draft<MarkoutWindow>>,
  { fillId, horizonUs }: MarkoutMeasured,
): Draft<MarkoutWindow> => {
  const window = windows.find((each) => each.horizonUs === horizonUs)
  invariant(
    window !== undefined,
    () => `${fillId} was measured at a horizon that the header does not name`,
  )
  return window
}

const joined = (
  window: Draft<MarkoutWindow>,
  bps: number,
  fillSeq: number,
  fillsMax: number,
  kept: number,
): void => {
  window.measured += 1
  window.totalBps = sum(window.totalBps, bps)
  window.firstSeq ??= fillSeq
  if (kept > 0) weighed(window.weighted, bps, kept)
  window.sumBps = sum(window.sumBps, bps)
  window.recentBps.push(bps)
  window.recentSeqs.push(fillSeq)
  trimmed(window, fillsMax)
}

const emptyWindow = (horizonUs: DurationUs): Draft<MarkoutWindow> => ({
  horizonUs,
  measured: 0,
  unmeasured: 0,
  totalBps: 0,
  firstSeq: null,
  weighted: { sumBps: 0, weight: 0 },
  sumBps: 0,
  recentBps: [],
  recentSeqs: [],
})
