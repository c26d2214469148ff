import type { BlocksRead, FileFailure, OnBlock } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import type { Envelope } from '@shadowtape/core'
import { crcFault, knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from './line-text'
import { fieldsOfText, textOfLine } from './line-text'

/** A line as it passes; all of it is lent until the next one. */
export type PassingLine = {
  readonly envelope: Envelope
  /** Whether its bytes are those that its CRC is of. */
  readonly isSound: () => boolean
  readonly includes: (text: string) => boolean
  readonly text: () => string
  readonly fields: () => LineFields | null
}

/** Where to look, and what is done with each line. */
export type Passing = {
  readonly path: string
  /** A byte where a line begins. */
  readonly from?: number
  readonly onLine: (line: PassingLine) => 'go on' | 'stop'
  /** A line that has no envelope, and so no number. */
  readonly onUnread?: () => void
  readonly onProgress?: (bytes: number, bytesTotal: number) => void
}

/** As `eachLine`, of the lines whose CRC is good; returns how many others there are. */
export const eachSoundLine = (
  passing: Omit<Passing, 'onUnread'>,
): Either<FileFailure, { readonly damaged: number }> => {
  let damaged = 0
  const onUnread = (): void => {
    damaged += 1
  }
  const read = eachLine({
    ...passing,
    onUnread,
    onLine: (line) => {
      if (line.isSound()) return passing.onLine(line)
      onUnread()
      return 'go on'
    },
  })
  return isLeft(read) ? read : right({ damaged })
}

/** Hands on every line of a journal that can be read, from a byte on, in flat memory. */
export const eachLine = (passing: Passing): Either<FileFailure, BlocksRead> =>
  readBlocks(passing.path, lineByLine(passing), passing.onProgress, passing.from)

/** Takes blocks of whole lines, and hands on each line of them that can be read. */
export const lineByLine = ({ onLine, onUnread }: Omit<Passing, 'path'>): OnBlock => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  let [b, start, end]: [Buffer, number, number] = [Buffer.alloc(0), 0, 0]
  const text = (): string => textOfLine(b, start, end)
  const line: PassingLine = {
    envelope,
    isSound: () => crcFault(b, viewOf(b), start, end) === null,
    includes: (part) => b.subarray(start, end).includes(part),
    text,
    fields: () => fieldsOfText(text()),
  }
  return (block, first, stop) => {
    b = block
    const v = viewOf(b)
    for (let p = first; p < stop;) {
      start = p
      end = b.indexOf(10, p)
      p = end + 1
      if (!readEnvelope(b, v, start, end, envelope, knownDialects.names)) onUnread?.()
      else if (onLine(line) === 'stop') return 'stop'
    }
    return 'go on'
  }
}
