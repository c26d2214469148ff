import { netUsd } from '../reports/holdings'
import { stateJson } from '../reports/state-report'
import type { CellRun, Parting, Stop } from './cell'
import type { Typed } from './setting'

/** What a cell came to, as plain data: all that is told of it, and what a worker hands back. */
export type CellResult = {
  readonly settings: ReadonlyArray<Typed>
  /** The first stops of trading, and how many there were. */
  readonly stops: ReadonlyArray<Stop>
  readonly stopCount: number
  readonly parting: Parting | null
  readonly placed: number
  readonly fills: number
  /** What was made after fees, with what is held at the mark, in millionths of a dollar. */
  readonly netUsd: number
  /** Where its journal went, and the digest it closed with; `null` for one that did not close. */
  readonly journal: string | null
  readonly head: string | null
  /** What its state came to, as `state --json` has it. */
  readonly report: Readonly<Record<string, unknown>>
}

/** What a cell came to, once nothing more is given to it. */
export const resultOf = ({ cell, recorder, ...run }: CellRun): CellResult => ({
  settings: cell.settings,
  stops: run.stops,
  stopCount: run.stopCount,
  parting: run.parting,
  placed: recorder.state.totals.placed,
  fills: recorder.state.totals.fills,
  netUsd: netUsd(recorder.state),
  journal: cell.journal?.path ?? null,
  head: run.done?.digest ?? null,
  report: stateJson(recorder.state),
})
