import { isDeepStrictEqual } from 'node:util'

import type { FileFailure, JournalWriter } from '@shadowtape/adapters'
import type {
  CloseReason,
  Entry,
  Input,
  Message,
  Reason,
  SessionOpened,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { TurningPoint } from '../branches/turning-point'
import { changeSaidTo, settingsChange } from '../branches/settings-change'
import { isKeeping } from '../journals/is-keeping'
import type { RecordedInput } from '../journals/recorded-inputs'
import type { Recorder, RecordingDone } from '../sessions/recorder'
import { openRecorder } from '../sessions/recorder'
import type { Typed } from './setting'

/** A session that is run again with other settings, or with its own. */
export type Cell = {
  /** Which one of a sweep it is, from 1; 0 is the session as it was recorded. */
  readonly nth: number
  readonly settings: ReadonlyArray<Typed>
  readonly opened: SessionOpened
  readonly strategy: Strategy
  readonly journal: JournalWriter | null
  /** Hears the bytes of its journal where it has no file. */
  readonly listener?: JournalWriter | undefined
  /** Where it goes on by its settings, if not from its header on, and who says so. */
  readonly turn: (TurningPoint & { readonly actor: Reason }) | null
}

/** A stop of trading. */
export type Stop = { readonly at: number; readonly message: Message & { type: StopType } }
type StopType = 'TradingFrozen' | 'TradingReduced'

/** Where a session first decided something else than the recorded one did at the same input. */
export type Parting = {
  /** The input's line in the recorded journal, and the engine time of what is other. */
  readonly line: number
  readonly at: number
  readonly recorded: Message['type'] | null
  readonly instead: Message['type'] | null
}

/** A cell under way. */
export type CellRun = {
  readonly cell: Cell
  readonly recorder: Recorder
  readonly stops: Array<Stop>
  stopCount: number
  parting: Parting | null
  /** It takes nothing more; `done` is what it came to, where its journal could be written. */
  isEnded: boolean
  done: RecordingDone | null
}

/** More stops than this are only counted. */
const stopsKept = 20

/** Opens a cell with the header that was recorded, or another. */
export const openCell = (cell: Cell, at: TimestampUs): CellRun => ({
  cell,
  recorder: openRecorder(cell.opened, at, cell.strategy, cell.journal ?? cell.listener ?? null),
  stops: [],
  stopCount: 0,
  parting: null,
  isEnded: false,
  done: null,
})

/** Gives a cell what came in, first its settings where it turns; returns what it said to it. */
export const given = (
  run: CellRun,
  line: number,
  at: TimestampUs,
  input: Input,
): ReadonlyArray<Entry> => {
  const { settings, turn } = run.cell
  const { config } = run.recorder.state
  if (config === null) return []
  if (turn?.line === line) {
    const change = settingsChange(config, settings, turn.actor)
    if (typeof change === 'string') throw new InvariantViolated(change)
    return [...told(run, at, change), ...told(run, at, input)]
  }
  const isOther = input.type === 'SettingsChanged' && settings.length > 0
  return told(run, at, isOther ? changeSaidTo(config, input) : input)
}

const told = (run: CellRun, at: TimestampUs, input: Input): ReadonlyArray<Entry> => {
  const entries = run.recorder.record(at, input)
  for (const entry of entries) {
    const { message } = entry
    if (message.type !== 'TradingFrozen' && message.type !== 'TradingReduced') continue
    run.stopCount += 1
    if (run.stops.length < stopsKept) run.stops.push({ at: entry.at, message })
  }
  return entries
}

/** Ends a cell's session, and its journal; returns what could not be written. */
export const closed = (run: CellRun, at: TimestampUs, reason: CloseReason): FileFailure | null => {
  run.isEnded = true
  const done = run.recorder.close(at, reason)
  if (isLeft(done)) return done.left
  run.done = done.right
  return null
}

/** Leaves a session that was not ended without a close. */
export const leftOpen = (run: CellRun): void => {
  if (!run.isEnded) run.recorder.abandon()
  run.isEnded = true
}

/** Notes where a cell decides something else than the recorded session did, the first time. */
export const compared = (
  run: CellRun,
  { line }: RecordedInput,
  recorded: ReadonlyArray<Entry>,
  instead: ReadonlyArray<Entry>,
): void => {
  if (run.parting !== null) return
  const [was, is] = [recorded.filter(isDecided), instead.filter(isDecided)]
  for (let i = 0; i < Math.max(was.length, is.length); i++) {
    const [one, other] = [was[i], is[i]]
    if (one !== undefined && other !== undefined && isSame(one, other)) continue
    const types = { recorded: one?.message.type ?? null, instead: other?.message.type ?? null }
    run.parting = { line, at: (one ?? other)?.at ?? 0, ...types }
    return
  }
}

const isSame = (one: Entry, other: Entry): boolean =>
  one.at === other.at && isDeepStrictEqual(figures(one.message), figures(other.message))

/** What was decided, without settings and numbers of lines that it quotes, or a digest of them. */
const figures = (message: Message): object => ({
  ...message,
  ...quoted,
  // a rule that thaws says so many milliseconds after which line
  note: 'note' in message ? String(message.note).replace(/\bline \d+/, 'line') : null,
})

const quoted = { stateDigest: '', threshold: '', limit: '', fromSeq: 0, windowSeqs: '' }

const isDecided = ({ message }: Entry): boolean =>
  !isKeeping(message.type) && message.type !== 'SettingsChanged'
