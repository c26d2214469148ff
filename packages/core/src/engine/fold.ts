import { isLeft } from 'fp-ts/Either'

import type { Strategy } from '../deciders/strategy'
import type { Entry } from '../events/entry'
import type { SessionClosed } from '../events/session-closed'
import type { SessionOpened } from '../events/session-opened'
import type { SnapshotTaken } from '../events/snapshot-taken'
import type { CrcOf } from '../journal/block-crc'
import { crcOfHere } from '../journal/block-crc'
import type { Checked, FaultAt, OnLine } from '../journal/bytes-checker'
import { bytesChecker } from '../journal/bytes-checker'
import type { Dialects } from '../journal/dialect'
import { dialectNamed, dialectOfHeader } from '../journal/dialect'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import { entryOf } from '../journal/envelope'
import { knownDialects } from '../journal/known-dialects'
import { lineCodec } from '../journal/line-codec'
import type { LineFault } from '../journal/line-fault'
import { lineFault } from '../journal/line-fault'
import type { Restoration } from './session'
import type { Reducer, Slice } from '../state/reduce'
import { reducerOf } from '../state/reduce'
import type { State } from '../state/state'
import { initialState } from '../state/state'
import type { Digest } from '../units/digest'

/**
 * Reduces a journal's recorded lines, in blocks of whole lines, with every check on: bytes, seals,
 * and the state's digest at the close. Nothing is decided anew.
 */
export type Fold = {
  readonly found: Checked
  readonly state: State
  readonly block: (b: Uint8Array, start: number, end: number) => FaultAt | null
  /** The digest of the state, as the journal would say it. */
  readonly stateDigest: () => Digest
}

/** A fold before its first block, or behind the seal that stands before a snapshot. */
export const foldOf = (
  newHasher: NewHasher,
  strategyFor: (opened: SessionOpened) => Strategy,
  crcOf: CrcOf = crcOfHere,
  dialects: Dialects = knownDialects,
  restored: Restoration | null = null,
): Fold => {
  const state = restored?.state ?? initialState()
  const { config } = state
  let codec = lineCodec(
    config === null ? dialects.newest : dialectNamed(dialects, config.catalogue),
  )
  codec.list(Object.values(state.instruments))
  let reducer: Reducer | null = config === null ? null : reducerOf(strategyFor(config) as Slice)
  const digest = (): Digest => stateDigest(newHasher, state, codec.dialect)
  const reduced = (entry: Entry): LineFault | null => {
    const { message } = entry
    if (message.type === 'SessionOpened') reducer = reducerOf(strategyFor(message) as Slice)
    const fault =
      message.type === 'SessionClosed'
        ? closeFault(digest(), state, message)
        : message.type === 'SnapshotTaken'
          ? snapshotFault(digest(), message)
          : null
    if (fault !== null) return fault
    reducer?.apply(state, entry)
    return null
  }
  const onLine: OnLine = (b, v, start, envelope, end) => {
    if (envelope.seq === 1) codec = lineCodec(dialectOfHeader(dialects, b, start, end))
    const message = codec.message(b, v, envelope, end)
    if (message !== null) return reduced(entryOf(envelope, message))
    const entry = codec.decode(b, start, end, 'trust')
    return isLeft(entry) ? entry.left : reduced(entry.right)
  }
  const begun =
    restored === null || config === null
      ? null
      : { ...restored, opened: config, seq: state.seq, at: state.at }
  const checker = bytesChecker(newHasher, crcOf, onLine, dialects, begun)
  return { found: checker.found, state, block: checker.block, stateDigest: digest }
}

/** Where the close says something else than the lines before it fold to. */
const closeFault = (digest: Digest, state: State, closed: SessionClosed): LineFault | null => {
  if (digest !== closed.stateDigest) return foldFault('stateDigest', closed.stateDigest, digest)
  for (const name of counted)
    if (closed[name] !== state.totals[name])
      return foldFault(name, String(closed[name]), String(state.totals[name]))
  return null
}

const snapshotFault = (digest: Digest, { stateDigest: taken }: SnapshotTaken): LineFault | null =>
  digest === taken ? null : foldFault('stateDigest', taken, digest)

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
