import { invariant } from '../base/invariant'
import type { Strategy } from '../deciders/strategy'
import type { VenueVoice } from '../deciders/venue/venue-voice'
import { headersVenue } from '../deciders/venue/venue-voice'
import type { Entry } from '../events/entry'
import type { Input } from '../events/input'
import type { SessionOpened } from '../events/session-opened'
import type { Dialects } from '../journal/dialect'
import { dialectNamed } from '../journal/dialect'
import type { NewHasher } from '../journal/digest'
import { knownDialects } from '../journal/known-dialects'
import type { Tape } from '../journal/tape'
import { newTape } from '../journal/tape'
import type { State } from '../state/state'
import type { CloseReason } from '../units/close-reason'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import type { Recording, Segment, SessionEars } from './recording'
import { closed, ended, put, snapshotTaken, stepped } from './recording'
import type { Engine } from './step'
import { engineOf } from './step'

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

const deaf: SessionEars = { snapshot: () => undefined, roll: () => undefined }

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
  ears: SessionEars = deaf,
  venue: VenueVoice = headersVenue,
): Session => {
  const engine = engineOf(strategy, newHasher, tape.codec.dialect, venue)
  const segment: Segment = { number: 1, from: 0, at }
  const fresh = { snapshotAt: 0, digestAt: 0, segment, isEnded: false }
  const recording: Recording = { engine, opened, tape, newHasher, ears, ...fresh }
  return sessionOf(recording, put(recording, stepped(recording, at, opened)))
}

/** Where a session goes on: a snapshot's state, and the link just before the line that names it. */
export type Restoration = {
  readonly state: State
  /** The bytes of that `Sealed` or `SegmentOpened` line with its newline, and the digest in it. */
  readonly sealed: Uint8Array
  readonly sealDigest: string
  /** Which line named the snapshot. */
  readonly namedBy: 'SnapshotTaken' | 'SessionClosed'
  /** The SHA-256 of the journal's first line. */
  readonly origin: string
  /** The segment it stands in, its bytes before the naming line, and when it was opened. */
  readonly segment: { readonly number: number; readonly bytes: number; readonly at: number }
}

/**
 * Goes on from a snapshot, whose state it owns from now on: the line that named it is on the tape
 * when this returns, and what is recorded next gives the same bytes as it did in the session that
 * took it.
 */
export const restoreSession = (
  { state, sealed, sealDigest, namedBy, origin, segment }: Restoration,
  strategy: Strategy,
  newHasher: NewHasher,
  ears: SessionEars = deaf,
  dialects: Dialects = knownDialects,
): Session => {
  const { config: opened } = state
  invariant(opened !== null, 'a snapshot has a header')
  const dialect = dialectNamed(dialects, opened.catalogue)
  const engine = { ...engineOf(strategy, newHasher, dialect), state }
  const { seq, instruments } = state
  const tape = newTape(newHasher, dialect, { lines: seq, sealed, sealDigest, instruments, origin })
  const { number, bytes, at } = segment
  const fresh = {
    snapshotAt: 0,
    digestAt: 0,
    segment: { number, from: -bytes, at },
    isEnded: false,
  }
  const recording: Recording = { engine, opened, tape, newHasher, ears, ...fresh }
  return sessionOf(recording, [
    namedBy === 'SnapshotTaken'
      ? snapshotTaken(recording)
      : closed(recording, (state.seq - 1) as Seq),
  ])
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
