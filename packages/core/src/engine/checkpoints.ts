import type { Message } from '../events/entry'
import type { Digest } from '../units/digest'
import { noDigest } from '../units/digest'

/** What a line says of the state just before it, as a digest; `null` where it says nothing. */
export const stateSaidBy = (message: Message): Digest | null => {
  switch (message.type) {
    case 'Sealed':
    case 'SnapshotTaken':
    case 'SessionClosed':
      return message.stateDigest
    case 'TradingFrozen':
    case 'TradingReduced':
      return message.stateDigest === noDigest ? null : message.stateDigest
    default:
      return null
  }
}

/** A line that says something else of the state before it than the lines before it fold to. */
export type Unequal = {
  readonly seq: number
  readonly type: Message['type']
  readonly field: string
  readonly recorded: string
  readonly folded: string
}

/** What was held to a fold so far: how many lines that say what the state is, and how they did. */
export type Checkpoints = {
  equal: number
  /** The last of them that was equal. */
  lastEqual: number | null
  unequal: Unequal | null
}
