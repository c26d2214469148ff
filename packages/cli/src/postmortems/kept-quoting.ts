import type { Entry, TimestampUs } from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'

import type { RecordedInput } from '../journals/recorded-inputs'
import type { ReplaySubject } from '../replays/replay-subject'
import { netUsd, usdDecimal } from '../reports/holdings'
import { StrategyFault } from '../sessions/checked-strategy'
import type { Cell, CellRun } from '../whatifs/cell'
import { compared, given, leftOpen, openCell } from '../whatifs/cell'

/** What a session had made and done at an instant, since the stop. Money is in dollars. */
export type KeptSample = { readonly at: number; readonly netUsd: string; readonly fills: number }

/** What a session made from a stop on: as it was recorded, or had it not stopped. */
export type Course = {
  /**
   * Net after fees at the end, less what the recorded session had behind the last input before the
   * stop, with what is held at the mark. Fills and orders are counted from there too.
   */
  readonly netUsd: string
  readonly fills: number
  readonly placed: number
  /** The least and the most that it had made since the stop, by the samples. */
  readonly lowUsd: string
  readonly highUsd: string
  /** At most a hundred of them, evenly spread. */
  readonly samples: ReadonlyArray<KeptSample>
  /** The first stop since; `null` for none. */
  readonly nextStop: { readonly seq: number; readonly at: number; readonly reason: string } | null
}

/** A session run again up to a while after its stop, and beside it one that was not stopped. */
export type KeptQuoting = {
  readonly untilAt: number
  /** Whether the session's inputs ended before the while was over. */
  readonly isToEnd: boolean
  readonly recorded: Course
  readonly instead: Course
  /**
   * The lowest edge that was said of the stop's account, or of the session, from the stop on, had
   * it gone on; in millionths of a basis point.
   */
  readonly lowestEdgeBps: number | null
  /** Whether the two had parted before the stop: earlier stops are gone too. */
  readonly isPartedBefore: boolean
}

/** A session that is stopped at an input, and how it goes on instead. */
export type KeptPlan = {
  readonly subject: ReplaySubject
  /** The cell that is not stopped; with no settings, `leftOut` is what it does not hear. */
  readonly cell: Cell
  readonly leftOut: number | null
  /** The last input before the stop, and the stop's own digest of the state. */
  readonly rootLine: number
  readonly stop: {
    readonly seq: number
    readonly at: number
    readonly account: unknown
    readonly stateDigest: unknown
  }
  readonly untilAt: number
  /** When the journal's last line was said. */
  readonly endAt: number
}

/** Why nothing can be said of what would have been. */
export type Unsaid = { readonly unsaid: string }

const samplesMax = 100

/**
 * Runs a session again up to an instant, as it was recorded and without its stop. Nothing is said
 * where the recorded one does not come out with the same state at its stop.
 */
export const keptQuoting = (
  inputs: Iterable<RecordedInput>,
  plan: KeptPlan,
  onProgress: (line: number) => void,
): KeptQuoting | Unsaid => {
  const runs: Array<CellRun> = []
  try {
    return ran(inputs, plan, runs, onProgress)
  } catch (error) {
    if (!(error instanceof StrategyFault || error instanceof InvariantViolated)) throw error
    return { unsaid: `it stops when it is run again: ${error.message}` }
  } finally {
    runs.forEach(leftOpen)
  }
}

const ran = (
  inputs: Iterable<RecordedInput>,
  { subject, cell, leftOut, rootLine, stop, untilAt, endAt: lastAt }: KeptPlan,
  runs: Array<CellRun>,
  onProgress: (line: number) => void,
): KeptQuoting | Unsaid => {
  const span = Math.min(untilAt, lastAt) - stop.at
  const spacing = Math.max(1, Math.ceil(span / samplesMax))
  let recorded: Following | null = null
  let instead: Following | null = null
  let [isStopped, isToEnd, endAt, count] = [false, true, stop.at, 0]
  for (const { line, at, message } of inputs) {
    if (at > untilAt) {
      isToEnd = false
      break
    }
    if (message.type === 'CloseSession') break
    if (message.type === 'SessionOpened') {
      const own = { ...cell, ...subject, nth: 0, settings: [], turn: null }
      runs.push(openCell(own, at), openCell(cell, at))
      const [first, second] = runs as [CellRun, CellRun]
      recorded = following(first, stop.account, spacing)
      instead = following(second, stop.account, spacing)
      continue
    }
    if (recorded === null || instead === null) return { unsaid: 'it has no header' }
    const said = given(recorded.run, line, at, message)
    isStopped ||= said.some(isTheStop(stop))
    const other = line === leftOut ? [] : given(instead.run, line, at, message)
    if (line >= rootLine) {
      recorded.hear(at, said)
      instead.hear(at, other)
    }
    if (line === rootLine) {
      const begun = recorded.standing(at)
      recorded.begin(begun)
      instead.begin(begun)
    }
    if (line < rootLine) compared(instead.run, { line, at, message }, said, other)
    endAt = at
    count += 1
    if (count % 1_024 === 0) onProgress(line)
  }
  if (!isStopped || recorded === null || instead === null)
    return {
      unsaid: 'it does not come out the same when it is run again; shadowtape replay says why',
    }
  return {
    ...{
      untilAt: endAt,
      isToEnd,
      recorded: recorded.course(endAt),
      instead: instead.course(endAt),
    },
    ...{ lowestEdgeBps: instead.lowestEdge(), isPartedBefore: instead.run.parting !== null },
  }
}

const isTheStop =
  ({ seq, stateDigest }: KeptPlan['stop']) =>
  ({ seq: own, message }: Entry): boolean =>
    own === seq && 'stateDigest' in message && message.stateDigest === stateDigest

/** Where the recorded session stood behind the last input before its stop. */
type Begun = {
  readonly at: number
  readonly net: number
  readonly fills: number
  readonly placed: number
}

/** Follows a run from the input that led to the stop on. */
const following = (run: CellRun, account: unknown, spacing: number) => {
  let since: Begun | null = null
  let nextAt = 0
  let [low, high] = [0, 0]
  let lowest: number | null = null
  let nextStop: Course['nextStop'] = null
  const samples: Array<KeptSample> = []
  const { state } = run.recorder
  const sampled = (at: number, before: Begun): void => {
    const net = netUsd(state) - before.net
    low = Math.min(low, net)
    high = Math.max(high, net)
    samples.push({ at, netUsd: usdDecimal(net), fills: state.totals.fills - before.fills })
  }
  return {
    run,
    standing: (at: TimestampUs): Begun => {
      const { fills, placed } = state.totals
      return { at, net: netUsd(state), fills, placed }
    },
    begin: (begun: Begun): void => {
      since = begun
      nextAt = begun.at
    },
    hear: (at: TimestampUs, entries: ReadonlyArray<Entry>): void => {
      for (const { seq, at: saidAt, message } of entries) {
        if (message.type === 'EdgeUpdated' && message.account === account)
          lowest = Math.min(lowest ?? message.edgeBps, message.edgeBps)
        if (message.type === 'TradingFrozen' || message.type === 'TradingReduced')
          nextStop ??= { seq, at: saidAt, reason: message.reason }
      }
      if (since === null || at < nextAt) return
      sampled(at, since)
      nextAt = at + spacing
    },
    lowestEdge: (): number | null => lowest,
    course: (at: number): Course => {
      const before = since ?? { at, net: 0, fills: 0, placed: 0 }
      if (samples.at(-1)?.at !== at) sampled(at, before)
      const { fills, placed } = state.totals
      return {
        netUsd: usdDecimal(netUsd(state) - before.net),
        ...{ fills: fills - before.fills, placed: placed - before.placed },
        ...{ lowUsd: usdDecimal(low), highUsd: usdDecimal(high), samples, nextStop },
      }
    },
  }
}

type Following = ReturnType<typeof following>
