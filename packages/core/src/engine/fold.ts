import { isLeft } from 'fp-ts/Either'

import type { Strategy } from '../deciders/strategy'
import type { Entry } from '../events/entry'
import type { SessionOpened } from '../events/session-opened'
import type { FaultAt } from '../journal/bytes-checker'
import { bytesChecker } from '../journal/bytes-checker'
import type { Checked } from '../journal/bytes-checker'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import { lineCodec } from '../journal/line-codec'
import { lineFault } from '../journal/line-fault'
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

/** A fold before its first block. */
export const foldOf = (
  newHasher: NewHasher,
  strategyFor: (opened: SessionOpened) => Strategy,
): Fold => {
  const checker = bytesChecker(newHasher)
  const codec = lineCodec()
  const state = initialState()
  let reducer: Reducer | null = null
  let line = 0

  const reduced = (entry: Entry): FaultAt | null => {
    const { message } = entry
    if (message.type === 'SessionOpened') reducer = reducerOf(strategyFor(message) as Slice)
    if (message.type === 'SessionClosed') {
      const digest = stateDigest(newHasher, state)
      if (digest !== message.stateDigest) {
        const says = `the state folds to ${digest}, not to ${message.stateDigest}`
        return { line, fault: lineFault('shape', 'stateDigest', says) }
      }
    }
    reducer?.apply(state, entry)
    return null
  }

  return {
    found: checker.found,
    state,
    block: (b, start, end) => {
      const broken = checker.block(b, start, end)
      if (broken !== null) return broken
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        line += 1
        const entry = codec.decode(b, p, newline, 'trust')
        if (isLeft(entry)) return { line, fault: entry.left }
        const fault = reduced(entry.right)
        if (fault !== null) return fault
        p = newline + 1
      }
      return null
    },
  }
}
