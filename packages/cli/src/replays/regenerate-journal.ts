import { newSha256 } from '@shadowtape/adapters'
import type { Session, Strategy } from '@shadowtape/core'
import { dialectNamed, knownDialects, newTape, openSession } from '@shadowtape/core'

import { JournalUnread } from '../journals/journal-unread'
import { recordedInputs } from '../journals/recorded-inputs'

/** What the engine came to over the recorded inputs, whatever was recorded of it. */
export type Regenerated = {
  readonly lines: number
  /** What stopped it, and the line that came in last; `null` where nothing did. */
  readonly crash: { readonly line: number; readonly says: string } | null
}

/** So many bytes wait in memory at most, beside the lines of one input. */
const takenAt = 1 << 16

/**
 * Feeds what came in by the first `bytes` of a journal to the engine and hands on every byte that
 * it writes. Throws `JournalUnread` where the file is no longer what it was.
 */
export const regenerateJournal = (
  path: string,
  bytes: number,
  strategy: Strategy,
  onBytes: (written: Uint8Array) => void,
): Regenerated => {
  let tape = newTape(newSha256)
  let session = null as Session | null
  let crash: Regenerated['crash'] = null
  const take = (): void => {
    onBytes(tape.waiting())
    tape.drop(tape.size())
  }
  for (const { line, at, message } of recordedInputs(path, bytes)) {
    try {
      if (message.type === 'SessionOpened') {
        tape = newTape(newSha256, dialectNamed(knownDialects, message.catalogue))
        session = openSession(message, at, strategy, newSha256, tape)
      } else session?.record(at, message)
    } catch (error) {
      if (error instanceof JournalUnread) throw error
      crash = { line, says: error instanceof Error ? error.message : String(error) }
      break
    }
    if (tape.size() >= takenAt) take()
  }
  take()
  return { lines: tape.lines(), crash }
}
