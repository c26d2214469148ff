import type { Message } from '../events/entry'
import type { PastMessage } from './past-message'

/** A state as plain data, whatever its slices were at the time. */
export type PlainState = Readonly<Record<string, unknown>>

/**
 * The messages that an older engine knew, as what sets them apart from the catalogue after it. A
 * header names the catalogue it was written by, and all that a journal's lines mean follows.
 */
export type PastCatalogue = {
  /** SHA-256 of the catalogue's text. */
  readonly digest: string
  /** The messages that were another version then. */
  readonly messages: ReadonlyArray<PastMessage>
  /** The messages that there were not. */
  readonly unknown: ReadonlyArray<Message['type']>
  /**
   * What the state was then, for its digests, out of what it was by the catalogue after. Whole
   * messages in it, the header and what is under way, are those of their time by then.
   */
  readonly stateThen: ((state: PlainState) => PlainState) | null
}
