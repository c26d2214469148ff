import type { Entry, Message } from '../events/entry'
import type { Input } from '../events/input'
import type { SessionClosed } from '../events/session-closed'
import type { SessionOpened } from '../events/session-opened'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import type { Tape } from '../journal/tape'
import type { State } from '../state/state'
import type { Count } from '../units/count'
import type { Digest } from '../units/digest'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import type { Engine } from './step'
import { append, step } from './step'

/**
 * A state between two lines, which line `seq` will name by its digest. As JSON it must keep the
 * order of its keys: open orders, for one, are canceled in the order of their table.
 */
export type Snapshot = { readonly seq: number; readonly digest: Digest; readonly state: State }

/** Who keeps what a session says beside its lines. */
export type SessionEars = {
  /** Takes each snapshot just before the line that names it; its state is only lent. */
  readonly snapshot: (snapshot: Snapshot) => void
  /** Hears that the next line on the tape begins a segment, counted from 1. */
  readonly roll: (segment: number) => void
}

/** The segment that is being written: where it begins on the tape, and when it was opened. */
export type Segment = { readonly number: number; readonly from: number; readonly at: number }

/**
 * A session under way; `snapshotAt` is the line that named its last snapshot, `digestAt` the last
 * one behind a quiet point that said what the state is.
 */
export type Recording = {
  readonly engine: Engine
  readonly opened: SessionOpened
  readonly tape: Tape
  readonly newHasher: NewHasher
  readonly ears: SessionEars
  snapshotAt: number
  digestAt: number
  segment: Segment
  isEnded: boolean
}

/** Takes an input with all its consequences; what was said before a strategy threw is taped. */
export const stepped = (
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
export const put = (recording: Recording, entries: Array<Entry>): Array<Entry> => {
  const { opened, tape, engine } = recording
  let isFrozen = false
  let isAsked = false
  for (const entry of entries) {
    tape.put(entry)
    isFrozen ||= entry.message.type === 'TradingFrozen'
    isAsked ||= rolling.has(entry.message.type)
  }
  const isRollDue = isAsked || isSegmentFull(recording)
  const linesMax = opened.snapshotLinesMax
  const isSnapshotDue =
    linesMax > 0 && (isFrozen || isRollDue || engine.state.seq - recording.snapshotAt >= linesMax)
  const isForced = isSnapshotDue || isRollDue || isFrozen
  if (isForced || isSealDue(opened, tape))
    entries.push(sealed(recording, isSnapshotDue ? null : stateSealed(recording, isForced)))
  if (isRollDue) entries.push(segmentOpened(recording))
  if (isSnapshotDue) entries.push(snapshotTaken(recording))
  return entries
}

/** Behind these a segment begins, whatever the header says. */
const rolling: ReadonlySet<Message['type']> = new Set(['RollJournal', 'SessionResumed'])

const isSegmentFull = ({ opened, engine, tape, segment }: Recording): boolean =>
  (opened.rollBytesMax > 0 && tape.bytes() - segment.from >= opened.rollBytesMax) ||
  (opened.rollAfterUs > 0 && engine.state.at - segment.at >= opened.rollAfterUs)

/** Puts the last input and its consequences on the tape, and the close behind them. */
export const ended = (recording: Recording, entries: Array<Entry>): Array<Entry> => {
  recording.isEnded = true
  const cause = recording.engine.state.seq as Seq
  for (const entry of entries) recording.tape.put(entry)
  entries.push(sealed(recording, null))
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

const sealed = (recording: Recording, digest: Digest | null): Entry => {
  const cause = recording.engine.state.seq as Seq
  return say(recording, cause, { type: 'Sealed', ...recording.tape.seal(), stateDigest: digest })
}

/** What a seal says of the state that no line behind it says: something in a while, or if asked. */
const stateSealed = (recording: Recording, isAsked: boolean): Digest | null => {
  const { opened, engine, tape, newHasher } = recording
  const { stateDigestLinesMax: linesMax } = opened
  const { state } = engine
  if (linesMax === 0) return null
  if (!isAsked && state.seq + 1 - recording.digestAt < linesMax) return null
  recording.digestAt = state.seq + 1
  return stateDigest(newHasher, state, tape.codec.dialect)
}

/** Says what the state is. */
export const snapshotTaken = (recording: Recording): Entry => {
  const cause = recording.engine.state.seq as Seq
  const stateDigest = snapshotted(recording)
  const entry = say(recording, cause, { type: 'SnapshotTaken', stateDigest })
  recording.snapshotAt = entry.seq
  recording.digestAt = entry.seq
  return entry
}

const segmentOpened = (recording: Recording): Entry => {
  const { engine, tape, ears } = recording
  const { seq, at } = engine.state
  const number = recording.segment.number + 1
  const [origin, predecessor] = [tape.origin() as Digest, tape.seal().digest]
  ears.roll(number)
  recording.segment = { number, from: tape.bytes(), at }
  return say(recording, seq as Seq, {
    type: 'SegmentOpened',
    segment: number as Count,
    origin,
    predecessor,
  })
}

/** Says that the session ends; `cause` is the seal's. */
export const closed = (recording: Recording, cause: Seq): Entry => {
  recording.isEnded = true
  const digest = snapshotted(recording)
  return say(recording, cause, sessionClosed(recording.engine.state, recording.tape, digest))
}

const snapshotted = ({ engine, tape, newHasher, ears }: Recording): Digest => {
  const { state } = engine
  const digest = stateDigest(newHasher, state, tape.codec.dialect)
  ears.snapshot({ seq: state.seq + 1, digest, state })
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
