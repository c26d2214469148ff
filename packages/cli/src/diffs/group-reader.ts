import type { BlockReader } from '@shadowtape/adapters'
import { knownDialects, messageName, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'

import { isKeeping } from '../journals/is-keeping'
import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import { JournalUnread } from '../journals/journal-unread'

/** A line as two journals are compared by it: when it was said, and what, without its numbers. */
export type Said = {
  readonly seq: number
  readonly at: number
  readonly type: string
  /** Its fields as they are written, from the type on and without the CRC. */
  readonly body: string
  readonly fields: () => LineFields
}

/** Something that came in, and all that was said until something else did. */
export type Group = { readonly input: Said; readonly said: ReadonlyArray<Said> }

/** What came in, or was put in, about how a journal is kept. */
const aboutKeeping: ReadonlySet<string> = new Set(['RollJournal', 'SessionResumed', 'LinesLost'])

/** Reads a journal a group at a time. Throws `JournalUnread` at a line that is none. */
export function* groupsOf(path: string, reader: BlockReader): Generator<Group, void> {
  let input: Said | null = null
  let said: Array<Said> = []
  for (const line of linesOf(path, reader)) {
    if (isKeeping(line.type) || aboutKeeping.has(line.type)) continue
    if (!line.cameIn) {
      said.push(line)
      continue
    }
    if (input !== null) yield { input, said }
    input = line
    said = []
  }
  if (input !== null) yield { input, said }
}

function* linesOf(
  path: string,
  reader: BlockReader,
): Generator<Said & { readonly cameIn: boolean }, void> {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  let line = 0
  for (;;) {
    const next = reader.next()
    if (next._tag === 'Left') throw new JournalUnread(path, next.left)
    if (next.right === null) return
    const { b, start, end } = next.right
    for (let p = start; p < end;) {
      const newline = b.indexOf(10, p)
      line += 1
      if (!readEnvelope(b, viewOf(b), p, newline, envelope, knownDialects.names))
        throw new JournalUnread(path, line)
      const text = b.toString('utf8', p, newline)
      const { seq, at, cause, type } = envelope
      const body = text.slice(text.indexOf('"type":'), text.lastIndexOf(',"crc":'))
      const fields = (): LineFields => fieldsOfText(text) ?? {}
      yield { seq, at, type: messageName(type), body, fields, cameIn: cause === null }
      p = newline + 1
    }
  }
}
