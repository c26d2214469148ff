import { isLeft } from 'fp-ts/Either'

import type { Strategy } from '../deciders/strategy'
import type { Entry } from '../events/entry'
import type { SessionOpened } from '../events/session-opened'
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
import type { Checkpoints } from './checkpoints'
import { stateSaidBy } from './checkpoints'
import type { Restoration } from './session'
import type { Reducer, Slice } from '../state/reduce'
import { reducerOf } from '../state/reduce'
import type { State } from '../state/state'
import { initialState } from '../state/state'
import type { Digest } from '../units/digest'

/**
 * Reduces a journal's recorded lines, in blocks of whole lines, with every check on: bytes, seals,
 * the state's digest wherever a line says it, and the totals at the close. Nothing is decided anew.
 */
export type Fold = {
  readonly found: Checked
  readonly checkpoints: Checkpoints
  readonly state: State
  readonly block: (b: Uint8Array, start: number, end: number) => FaultAt | null
  /** The digest of the state, as the journal would say it. */
  readonly stateDigest: () => Digest
}

/** Hears each line before it changes the state, and the state as the one before it left it. */
export type BeforeEntry = (state: State, entry: Entry) => void

/** A fold before its first block, or behind the seal that stands before a snapshot. */
export const foldOf = (
  newHasher: NewHasher,
  strategyFor: (opened: SessionOpened) => Strategy,
  crcOf: CrcOf = crcOfHere,
  dialects: Dialects = knownDialects,
  restored: Restoration | null = null,
  beforeEntry: BeforeEntry | null = null,
): Fold => {
  const state = restored?.state ?? initialState()
  const { config } = state
  let codec = lineCodec(
    config === null ? dialects.newest : dialectNamed(dialects, config.catalogue),
  )
  codec.list(Object.values(state.instruments))
  let reducer: Reducer | null = config === null ? null : reducerOf(strategyFor(config) as Slice)
  const checkpoints: Checkpoints = { equal: 0, lastEqual: null, unequal: null }
  const unequal = (
    { seq, message: { type } }: Entry,
    field: string,
    recorded: string | number,
    folded: string | number,
  ): LineFault => {
    const values = { recorded: String(recorded), folded: String(folded) }
    checkpoints.unequal = { seq, type, field, ...values }
    return lineFault('fold', field, `the lines fold to ${values.folded}, not to ${values.recorded}`)
  }
  const digest = (): Digest => stateDigest(newHasher, state, codec.dialect)
  const reduced = (entry: Entry): LineFault | null => {
    const { message } = entry
    if (message.type === 'SessionOpened') reducer = reducerOf(strategyFor(message) as Slice)
    const said = stateSaidBy(message)
    if (said !== null) {
      const folded = digest()
      if (folded !== said) return unequal(entry, 'stateDigest', said, folded)
      checkpoints.equal += 1
      checkpoints.lastEqual = entry.seq
    }
    if (message.type === 'SessionClosed') {
      const name = counted.find((total) => message[total] !== state.totals[total])
      if (name !== undefined) return unequal(entry, name, message[name], state.totals[name])
    }
    beforeEntry?.(state, entry)
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
  const { found, block } = checker
  return { found, checkpoints, state, block, stateDigest: digest }
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
