import { invariant } from '../base/invariant'
import type { Strategy } from '../deciders/strategy'
import type { Entry } from '../events/entry'
import type { Input } from '../events/input'
import type { SessionOpened } from '../events/session-opened'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import type { Tape } from '../journal/tape'
import { newTape } from '../journal/tape'
import type { State } from '../state/state'
import type { CloseReason } from '../units/close-reason'
import type { Count } from '../units/count'
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
  /** The header's lines. */
  readonly opening: ReadonlyArray<Entry>
  /** Takes one input and all its consequences; seals where the rule says so. */
  readonly record: (at: TimestampUs, input: Input) => ReadonlyArray<Entry>
  /** Ends the session with its totals and digests; nothing may be recorded after. */
  readonly close: (at: TimestampUs, reason: CloseReason) => ReadonlyArray<Entry>
}

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
): Session => {
  const engine = engineOf(strategy, newHasher, tape.codec.dialect)
  const { state } = engine
  let isEnded = false
  const stepped = (time: TimestampUs, input: Input | SessionOpened): Array<Entry> => {
    const entries: Array<Entry> = []
    try {
      return step(engine, time, input, entries)
    } catch (error) {
      isEnded = true
      for (const entry of entries) tape.put(entry)
      throw error
    }
  }
  const seal = (): Entry => {
    const cause = state.seq as Seq
    const entry = append(engine, cause, { type: 'Sealed', ...tape.seal() })
    tape.put(entry)
    return entry
  }
  const put = (entries: Array<Entry>): Array<Entry> => {
    let isFrozen = false
    for (const entry of entries) {
      tape.put(entry)
      isFrozen ||= entry.message.type === 'TradingFrozen'
    }
    if (isFrozen || isSealDue(opened, tape)) entries.push(seal())
    return entries
  }
  const ended = (entries: Array<Entry>): Array<Entry> => {
    isEnded = true
    const cause = state.seq as Seq
    for (const entry of entries) tape.put(entry)
    entries.push(seal())
    const closed = append(engine, cause, sessionClosed(state, tape, newHasher))
    tape.put(closed)
    entries.push(closed)
    return entries
  }
  const opening = put(stepped(at, opened))
  return {
    engine,
    state,
    tape,
    opening,
    record: (time, input) => {
      invariant(!isEnded, 'the session is closed')
      const entries = stepped(time, input)
      return input.type === 'CloseSession' ? ended(entries) : put(entries)
    },
    close(time, reason) {
      return this.record(time, { type: 'CloseSession', reason })
    },
  }
}

const isSealDue = ({ sealLinesMax, sealBytesMax }: SessionOpened, tape: Tape): boolean =>
  tape.linesSinceSeal() >= sealLinesMax || tape.bytesSinceSeal() >= sealBytesMax

const sessionClosed = (state: State, tape: Tape, newHasher: NewHasher) => {
  const { totals } = state
  return {
    type: 'SessionClosed' as const,
    lines: (state.seq + 1) as Count,
    inputs: totals.inputs as Count,
    placed: totals.placed as Count,
    denied: totals.denied as Count,
    accepted: totals.accepted as Count,
    rejected: totals.rejected as Count,
    fills: totals.fills as Count,
    canceled: totals.canceled as Count,
    freezes: totals.freezes as Count,
    stateDigest: stateDigest(newHasher, state, tape.codec.dialect),
    digest: tape.seal().digest,
  }
}
