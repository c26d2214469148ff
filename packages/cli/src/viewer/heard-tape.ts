import type { JournalWriter } from '@shadowtape/adapters'
import { newSha256, zlibCrc } from '@shadowtape/adapters'
import type { BeforeEntry, State, Strategy } from '@shadowtape/core'
import { foldOf, invariant, knownDialects } from '@shadowtape/core'
import { right } from 'fp-ts/Either'

/** A journal that is heard as it is written, and kept nowhere. */
export type HeardTape = {
  readonly writer: JournalWriter
  /** The state after the last line that was written; lent until the next one is. */
  readonly state: () => State
}

/** A tape before its first line; `beforeEntry` hears each before it changes the state. */
export const newHeardTape = (strategy: Strategy, beforeEntry: BeforeEntry): HeardTape => {
  const fold = foldOf(newSha256, () => strategy, zlibCrc, knownDialects, null, beforeEntry)
  const done = right(undefined)
  return {
    state: () => fold.state,
    writer: {
      path: '',
      bytes: () => fold.found.bytes,
      durableBytes: () => 0,
      write: (bytes) => {
        const fault = bytes.length === 0 ? null : fold.block(bytes, 0, bytes.length)
        invariant(
          fault === null,
          () => `what was just written is unsound at line ${String(fault?.line)}`,
        )
        return done
      },
      sync: () => done,
      roll: () => done,
      close: () => done,
    },
  }
}
