import { isLeft } from 'fp-ts/Either'

import type { Strategy } from '../deciders/strategy'
import type { Entry } from '../events/entry'
import type { SessionClosed } from '../events/session-closed'
import type { SessionOpened } from '../events/session-opened'
import type { SnapshotTaken } from '../events/snapshot-taken'
import type { CrcOf } from '../journal/block-crc'
import { crcOfHere } from '../journal/block-crc'
import type { Checked, FaultAt } from '../journal/bytes-checker'
import type { OnLine } from '../journal/bytes-checker'
import { bytesChecker } from '../journal/bytes-checker'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import { entryOf } from '../journal/envelope'
import { lineCodec } from '../journal/line-codec'
import type { LineFault } from '../journal/line-fault'
import { lineFault } from '../journal/line-fault'
import type { Restoration } from './session'
import type { Reducer, Slice } from '../state/reduce'
import { reducerOf } from '../state/reduce'
import type { State } from '../state/state'
import { initialState } from '../state/state'

/**
 * Reduces a journal's recorded lines, in blocks of whole lines, with every check on: bytes, seals,
 * and the state's digest at the close. Nothing is decided anew.
 */
export type Fold = {
  readonly found: Checked
  readonly state: State
  readonly block: (b: Uint8Array, start: number, end: number) => FaultAt | null
}

/** A fold before its first block, or behind the seal that stands before a snapshot. */
export const foldOf = (
  newHasher: NewHasher,
  strategyFor: (opened: SessionOpened) => Strategy,
  crcOf: CrcOf = crcOfHere,
  restored: Restoration | null = null,
): Fold => {
  const codec = lineCodec()
  const state = restored?.state ?? initialState()
  const { config } = state
  codec.list(Object.values(state.instruments))
  let reducer: Reducer | null = config === null ? null : reducerOf(strategyFor(config) as Slice)
  const reduced = (entry: Entry): LineFault | null => {
    const { message } = entry
    if (message.type === 'SessionOpened') reducer = reducerOf(strategyFor(message) as Slice)
    const fault =
      message.type === 'SessionClosed'
        ? closeFault(newHasher, state, message)
        : message.type === 'SnapshotTaken'
          ? snapshotFault(newHasher, state, message)
          : null
    if (fault !== null) return fault
    reducer?.apply(state, entry)
    return null
  }
  const onLine: OnLine = (b, v, start, envelope, end) => {
    const message = codec.message(b, v, envelope, end)
    if (message !== null) return reduced(entryOf(envelope, message))
    const entry = codec.decode(b, start, end, 'trust')
    return isLeft(entry) ? entry.left : reduced(entry.right)
  }
  const begun =
    restored === null || config === null
      ? null
      : { ...restored, opened: config, seq: state.seq, at: state.at }
  const checker = bytesChecker(newHasher, crcOf, onLine, begun)
  return { found: checker.found, state, block: checker.block }
}

/** Where the close says something else than the lines before it fold to. */
const closeFault = (
  newHasher: NewHasher,
  state: State,
  closed: SessionClosed,
): LineFault | null => {
  const digest = stateDigest(newHasher, state)
  if (digest !== closed.stateDigest) return foldFault('stateDigest', closed.stateDigest, digest)
  for (const name of counted)
    if (closed[name] !== state.totals[name])
      return foldFault(name, String(closed[name]), String(state.totals[name]))
  return null
}

const snapshotFault = (
  newHasher: NewHasher,
  state: State,
  taken: SnapshotTaken,
): LineFault | null => {
  const digest = stateDigest(newHasher, state)
  return digest === taken.stateDigest ? null : foldFault('stateDigest', taken.stateDigest, digest)
}

/** The totals that a close repeats. */
const counted = [
  'inputs',
  'placed',
  'denied',
  'accepted',
  'rejected',
  'fills',
  'canceled',
  'freezes',
] as const

const foldFault = (field: string, recorded: string, folded: string): LineFault =>
  lineFault('fold', field, `the lines fold to ${folded}, not to ${recorded}`)
