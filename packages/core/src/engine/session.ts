import { invariant } from '../base/invariant'
import type { Strategy } from '../deciders/strategy'
import type { Entry, Message } from '../events/entry'
import type { Input } from '../events/input'
import type { SessionClosed } from '../events/session-closed'
import type { SessionOpened } from '../events/session-opened'
import type { Dialects } from '../journal/dialect'
import { dialectNamed } from '../journal/dialect'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import { knownDialects } from '../journal/known-dialects'
import type { Tape } from '../journal/tape'
import { newTape } from '../journal/tape'
import type { State } from '../state/state'
import type { CloseReason } from '../units/close-reason'
import type { Count } from '../units/count'
import type { Digest } from '../units/digest'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import type { Engine } from './step'
import { append, engineOf, step } from './step'

/**
 * A session being recorded: the engine, and the tape its lines go to. Whoever owns it takes the
 * tape's bytes away, and acts on the world only after they are written.
 */
export type Session = {
  readonly engine: Engine
  readonly state: State
  readonly tape: Tape
  /** The header's lines; of a session that was restored, the line that named its snapshot. */
  readonly opening: ReadonlyArray<Entry>
  /** Takes one input and all its consequences; seals where the rule says so. */
  readonly record: (at: TimestampUs, input: Input) => ReadonlyArray<Entry>
  /** Ends the session with its totals and digests; nothing may be recorded after. */
  readonly close: (at: TimestampUs, reason: CloseReason) => ReadonlyArray<Entry>
}

/**
 * A state between two lines, which line `seq` will name by its digest. As JSON it must keep the
 * order of its keys: open orders, for one, are canceled in the order of their table.
 */
export type Snapshot = { readonly seq: number; readonly digest: Digest; readonly state: State }

/** Takes each snapshot just before the line that names it; its state is only lent. */
export type OnSnapshot = (snapshot: Snapshot) => void

/**
 * Opens a session: its header is on the tape when this returns. Where a strategy throws, the lines
 * that were made before are put on the tape all the same, so that a journal holds what it threw at,
 * and nothing may be recorded after. The tape says in which dialect it all is.
 */
export const openSession = (
  opened: SessionOpened,
  at: TimestampUs,
  strategy: Strategy,
  newHasher: NewHasher,
  tape: Tape = newTape(newHasher),
  onSnapshot: OnSnapshot = () => undefined,
): Session => {
  const engine = engineOf(strategy, newHasher, tape.codec.dialect)
  const recording = { engine, opened, tape, newHasher, onSnapshot, snapshotAt: 0, isEnded: false }
  return sessionOf(recording, put(recording, stepped(recording, at, opened)))
}

/** Where a session goes on: a snapshot's state, and the seal just before the line that names it. */
export type Restoration = {
  readonly state: State
  /** The bytes of that `Sealed` line, its newline included, and its digest. */
  readonly sealed: Uint8Array
  readonly sealDigest: string
  /** Which line named the snapshot. */
  readonly namedBy: 'SnapshotTaken' | 'SessionClosed'
}

/**
 * Goes on from a snapshot, whose state it owns from now on: the line that named it is on the tape
 * when this returns, and what is recorded next gives the same bytes as it did in the session that
 * took it.
 */
export const restoreSession = (
  { state, sealed, sealDigest, namedBy }: Restoration,
  strategy: Strategy,
  newHasher: NewHasher,
  onSnapshot: OnSnapshot = () => undefined,
  dialects: Dialects = knownDialects,
): Session => {
  const { config: opened } = state
  invariant(opened !== null, 'a snapshot has a header')
  const dialect = dialectNamed(dialects, opened.catalogue)
  const engine = { ...engineOf(strategy, newHasher, dialect), state }
  const { seq, instruments } = state
  const tape = newTape(newHasher, dialect, { lines: seq, sealed, sealDigest, instruments })
  const recording = { engine, opened, tape, newHasher, onSnapshot, snapshotAt: 0, isEnded: false }
  return sessionOf(recording, [
    namedBy === 'SnapshotTaken'
      ? snapshotTaken(recording)
      : closed(recording, (state.seq - 1) as Seq),
  ])
}

/** A session under way; `snapshotAt` is the line that named its last snapshot. */
type Recording = {
  readonly engine: Engine
  readonly opened: SessionOpened
  readonly tape: Tape
  readonly newHasher: NewHasher
  readonly onSnapshot: OnSnapshot
  snapshotAt: number
  isEnded: boolean
}

const sessionOf = (recording: Recording, opening: ReadonlyArray<Entry>): Session => ({
  engine: recording.engine,
  state: recording.engine.state,
  tape: recording.tape,
  opening,
  record: (time, input) => {
    invariant(!recording.isEnded, 'the session is closed')
    const entries = stepped(recording, time, input)
    return input.type === 'CloseSession' ? ended(recording, entries) : put(recording, entries)
  },
  close(time, reason) {
    return this.record(time, { type: 'CloseSession', reason })
  },
})

const stepped = (
  recording: Recording,
  at: TimestampUs,
  input: Input | SessionOpened,
): Array<Entry> => {
  const entries: Array<Entry> = []
  try {
    return step(recording.engine, at, input, entries)
  } catch (error) {
    recording.isEnded = true
    for (const entry of entries) recording.tape.put(entry)
    throw error
  }
}

/** Puts an input and its consequences on the tape, and what the header's rules say behind them. */
const put = (recording: Recording, entries: Array<Entry>): Array<Entry> => {
  const { opened, tape, engine } = recording
  let isFrozen = false
  for (const entry of entries) {
    tape.put(entry)
    isFrozen ||= entry.message.type === 'TradingFrozen'
  }
  const linesMax = opened.snapshotLinesMax
  const isSnapshotDue =
    linesMax > 0 && (isFrozen || engine.state.seq - recording.snapshotAt >= linesMax)
  if (isSnapshotDue || isFrozen || isSealDue(opened, tape)) entries.push(sealed(recording))
  if (isSnapshotDue) entries.push(snapshotTaken(recording))
  return entries
}

const ended = (recording: Recording, entries: Array<Entry>): Array<Entry> => {
  recording.isEnded = true
  const cause = recording.engine.state.seq as Seq
  for (const entry of entries) recording.tape.put(entry)
  entries.push(sealed(recording))
  entries.push(closed(recording, cause))
  return entries
}

const isSealDue = ({ sealLinesMax, sealBytesMax }: SessionOpened, tape: Tape): boolean =>
  tape.linesSinceSeal() >= sealLinesMax || tape.bytesSinceSeal() >= sealBytesMax

const say = ({ engine, tape }: Recording, cause: Seq, message: Message): Entry => {
  const entry = append(engine, cause, message)
  tape.put(entry)
  return entry
}

const sealed = (recording: Recording): Entry => {
  const cause = recording.engine.state.seq as Seq
  return say(recording, cause, { type: 'Sealed', ...recording.tape.seal() })
}

const snapshotTaken = (recording: Recording): Entry => {
  const cause = recording.engine.state.seq as Seq
  const stateDigest = snapshotted(recording)
  const entry = say(recording, cause, { type: 'SnapshotTaken', stateDigest })
  recording.snapshotAt = entry.seq
  return entry
}

const closed = (recording: Recording, cause: Seq): Entry => {
  recording.isEnded = true
  const digest = snapshotted(recording)
  return say(recording, cause, sessionClosed(recording.engine.state, recording.tape, digest))
}

const snapshotted = ({ engine, tape, newHasher, onSnapshot }: Recording): Digest => {
  const { state } = engine
  const digest = stateDigest(newHasher, state, tape.codec.dialect)
  onSnapshot({ seq: state.seq + 1, digest, state })
  return digest
}

const sessionClosed = (state: State, tape: Tape, stateDigest: Digest): SessionClosed => {
  const { totals } = state
  return {
    type: 'SessionClosed',
    lines: (state.seq + 1) as Count,
    inputs: totals.inputs as Count,
    placed: totals.placed as Count,
    denied: totals.denied as Count,
    accepted: totals.accepted as Count,
    rejected: totals.rejected as Count,
    fills: totals.fills as Count,
    canceled: totals.canceled as Count,
    freezes: totals.freezes as Count,
    stateDigest,
    digest: tape.seal().digest,
  }
}
