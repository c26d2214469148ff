import type { RiskRule } from '@shadowtape/core'
import { formatDecimal, ruleScale, ruleTraits } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { recordedInputs } from '../journals/recorded-inputs'
import type { LineFields } from '../journals/line-text'
import type { ReplaySubject } from '../replays/replay-subject'
import { StrategyFault } from '../sessions/checked-strategy'
import type { Cell } from '../whatifs/cell'
import { given, leftOpen, openCell } from '../whatifs/cell'
import type { PlannedCell } from '../whatifs/plan-cells'
import { readyCell } from '../whatifs/plan-cells'
import { figure } from './figure'
import type { Stop } from './find-stops'
import type { KeptQuoting, Unsaid } from './kept-quoting'
import { keptQuoting } from './kept-quoting'
import type { Lift } from './lift'
import { liftOf } from './lift'
import type { LimitSearch, Thresholds } from './thresholds'
import {
  edgeThresholds,
  firstLimits,
  nextLimits,
  ruleThresholds,
  searchedFurther,
} from './thresholds'

/** What would have been, had a session not stopped where it did. */
export type Otherwise = {
  readonly kept: KeptQuoting
  /** What was changed for that: a setting and its value, or what was left out. */
  readonly by: string
  /** `null` where no threshold stopped it. */
  readonly thresholds: Thresholds | null
}

/** A journal that was found sound, and the stop in it that is looked at. */
export type StopIn = {
  readonly path: string
  readonly bytes: number
  readonly subject: ReplaySubject
  readonly stop: Stop
  /** When the journal's last line was said. */
  readonly endAt: number
  /** How long after the stop is looked at, in microseconds. */
  readonly aheadUs: number
}

/**
 * Runs a session again without its stop, up to a while after it, and finds the thresholds that part
 * its ways. Everything that is said was run, nothing is estimated.
 */
export const otherwise = (
  stopIn: StopIn,
  onProgress: (line: number) => void,
): Otherwise | Unsaid => {
  const lift = liftOf(stopIn.subject.opened, stopIn.stop.fields)
  if (lift.type === 'none') return { unsaid: lift.why }
  try {
    return lifted(stopIn, lift, onProgress)
  } catch (error) {
    if (!(error instanceof JournalUnread)) throw error
    return { unsaid: error.message }
  }
}

type Lifted = Exclude<Lift, { readonly type: 'none' }>

const lifted = (
  stopIn: StopIn,
  lift: Lifted,
  onProgress: (line: number) => void,
): Otherwise | Unsaid => {
  const { path, bytes, subject, stop } = stopIn
  const cell = cellOf(stopIn, lift, lift.type === 'setting' ? lift.lax : null)
  if (typeof cell === 'string') return { unsaid: cell }
  const { seq, at, account, stateDigest } = stop.fields
  const plan = {
    ...{ subject, cell, rootLine: stop.root.line, untilAt: untilOf(stopIn), endAt: stopIn.endAt },
    leftOut: lift.type === 'input' ? stop.root.line : null,
    stop: { seq: Number(seq), at: Number(at), account, stateDigest },
  }
  const kept = keptQuoting(recordedInputs(path, bytes), plan, onProgress)
  if ('unsaid' in kept) return kept
  if (lift.type === 'input')
    return { kept, by: 'the request to stop is left out', thresholds: null }
  const by = `${lift.name}=${lift.lax}`
  if (lift.rule === null)
    return { kept, by, thresholds: edgeThresholds(stop.fields, stop.edges, kept) }
  const search = limitSearched(stopIn, lift, lift.rule, onProgress)
  if (search !== null && 'unsaid' in search) return search
  const thresholds = search && ruleThresholds(stop.fields, lift.rule, search, lift)
  return { kept, by, thresholds }
}

const untilOf = ({ stop, aheadUs }: StopIn): number => Number(stop.fields['at']) + aheadUs

/** The session with another value of the setting that stopped it; a text where that cannot be. */
const cellOf = ({ subject, stop }: StopIn, lift: Lifted, text: string | null): Cell | string => {
  const settings = lift.type === 'setting' && text !== null ? [{ name: lift.name, text }] : []
  const isTurning = lift.type === 'setting' && lift.isTurning
  const turn = isTurning ? { ...stop.root, actor: 'freeze' } : null
  const plan = { nth: 1, settings, turn, journal: null } as PlannedCell
  const cell = readyCell(subject, plan, 'refuse')
  if (!isLeft(cell)) return cell.right
  return 'says' in cell.left ? cell.left.says : cell.left.code
}

/** Runs with limits between the figure that was observed and the laxest, until it is known. */
const limitSearched = (
  stopIn: StopIn,
  lift: Extract<Lifted, { readonly type: 'setting' }>,
  rule: RiskRule,
  onProgress: (line: number) => void,
): LimitSearch | Unsaid | null => {
  const { unit, max } = ruleTraits[rule.rule]
  const observed = figure(stopIn.stop.fields['observed'], ruleScale[unit])
  if (observed === null) return null
  const ran = (limits: ReadonlyArray<number>) => stopsOf(stopIn, lift, rule, limits, onProgress)
  const first = ran(firstLimits(observed, max).filter((limit) => limit <= max))
  if ('unsaid' in first) return first
  if (first.at(-1)?.isStopped === true) return null
  if (first[0]?.isStopped === false) return { stops: rule.limit, passes: observed }
  let search = searchedFurther({ stops: observed, passes: max }, first)
  for (let limits = nextLimits(search); limits.length > 0; limits = nextLimits(search)) {
    const found = ran(limits)
    if ('unsaid' in found) return found
    search = searchedFurther(search, found)
  }
  return search
}

type Found = ReadonlyArray<{ readonly limit: number; readonly isStopped: boolean }>

/** Which limits of a rule let it stop the session from the recorded stop on, within the while. */
const stopsOf = (
  stopIn: StopIn,
  lift: Extract<Lifted, { readonly type: 'setting' }>,
  { rule }: RiskRule,
  limits: ReadonlyArray<number>,
  onProgress: (line: number) => void,
): Found | Unsaid => {
  const { path, bytes, stop } = stopIn
  const scale = ruleScale[ruleTraits[rule].unit]
  const cells: Array<Cell> = []
  for (const limit of limits) {
    const cell = cellOf(stopIn, lift, formatDecimal(limit, scale))
    if (typeof cell === 'string') return { unsaid: cell }
    cells.push(cell)
  }
  const runs: Array<ReturnType<typeof openCell>> = []
  const stopped = new Set<number>()
  try {
    for (const { line, at, message } of recordedInputs(path, bytes)) {
      if (at > untilOf(stopIn) || message.type === 'CloseSession') break
      if (line % 1_024 === 0) onProgress(line)
      cells.forEach((cell, i) => {
        if (message.type === 'SessionOpened') runs.push(openCell(cell, at))
        else if (!stopped.has(i)) {
          const said = given(runs[i] as (typeof runs)[0], line, at, message)
          const label = stop.fields['rule']
          const isStop = said.some(
            (entry) => 'rule' in entry.message && isStopOf(entry.message, label),
          )
          if (isStop && line >= stop.root.line) stopped.add(i)
        }
      })
    }
  } catch (error) {
    if (!(error instanceof StrategyFault)) throw error
    return { unsaid: `with another limit it stops: ${error.message}` }
  } finally {
    runs.forEach(leftOpen)
  }
  return limits.map((limit, i) => ({ limit, isStopped: stopped.has(i) }))
}

const isStopOf = (message: LineFields, label: unknown): boolean =>
  (message['type'] === 'TradingFrozen' || message['type'] === 'TradingReduced') &&
  message['rule'] === label
