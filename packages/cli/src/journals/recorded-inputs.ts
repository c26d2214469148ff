import { openBlocks } from '@shadowtape/adapters'
import type { Input, LineCodec, Message, SessionOpened, TimestampUs } from '@shadowtape/core'
import { lineCodec, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { codecOf } from './codec-of'
import { JournalUnread } from './journal-unread'

/** Something that came in, as it was recorded, and its line. */
export type RecordedInput = {
  readonly line: number
  readonly at: TimestampUs
  readonly message: SessionOpened | Input
}

/**
 * What came in by the first `bytes` of a journal, which were found sound: the lines without a
 * cause, the header among them. Throws `JournalUnread` where the file is no longer what it was.
 */
export function* recordedInputs(path: string, bytes: number): Generator<RecordedInput, void> {
  const reader = openBlocks(path)
  if (isLeft(reader)) throw new JournalUnread(path, reader.left)
  const look = looker(path)
  try {
    for (let rest = bytes; rest > 0;) {
      const next = reader.right.next()
      if (isLeft(next)) throw new JournalUnread(path, next.left)
      if (next.right === null) throw new JournalUnread(path, 'changed')
      const { b, start, end } = next.right
      const stop = Math.min(end, start + rest)
      rest -= stop - start
      for (let p = start; p < stop;) {
        const newline = b.indexOf(10, p)
        const input = look(b, p, newline)
        if (input !== null) yield input
        p = newline + 1
      }
    }
  } finally {
    reader.right.close()
  }
}

/** Reads lines that came in, and passes over what the session said itself. */
const looker = (path: string) => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  let codec: LineCodec = lineCodec()
  let line = 0
  return (b: Buffer, start: number, end: number): RecordedInput | null => {
    line += 1
    if (line === 1) codec = codecOf(b, start, end)
    const v = viewOf(b)
    const isRead = readEnvelope(b, v, start, end, envelope, codec.dialect.names)
    if (!isRead) throw new JournalUnread(path, 'changed')
    if (envelope.cause !== null) return null
    const at = envelope.at as TimestampUs
    const message = codec.message(b, v, envelope, end) ?? slowly(codec, b, start, end)
    if (message === null) throw new JournalUnread(path, 'changed')
    return { line, at, message: message as SessionOpened | Input }
  }
}

const slowly = (codec: LineCodec, b: Buffer, start: number, end: number): Message | null => {
  const entry = codec.decode(b, start, end, 'trust')
  return isLeft(entry) ? null : entry.right.message
}
