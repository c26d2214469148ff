import type { FileFailure } from '@shadowtape/adapters'
import type { Scales } from '@shadowtape/core'
import { knownDialects, lineCodec, newEnvelope, readEnvelope, viewOf } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { codecOf } from '../journals/codec-of'
import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine } from '../journals/line-text'
import type { Scan } from '../journals/scan-journal'
import { scanJournal } from '../journals/scan-journal'

/** What has to be known of a journal before its first line is exported. */
export type Survey = {
  readonly scan: Scan
  readonly header: LineFields | null
  /** The scales of every symbol that is listed anywhere in it. */
  readonly scales: ReadonlyMap<string, Scales>
}

/** Checks every byte of a journal and learns the scales of its symbols. */
export const surveyed = (
  path: string,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Survey> => {
  const envelope = newEnvelope()
  let codec = lineCodec()
  let header: LineFields | null = null
  const scan = scanJournal(path, onProgress, (b, start, end) => {
    const v = viewOf(b)
    for (let p = start; p < end;) {
      const newline = b.indexOf(10, p)
      const { type } = readEnvelope(b, v, p, newline, envelope, knownDialects.names)
        ? envelope
        : { type: null }
      if (type === 'SessionOpened') {
        header = fieldsOfText(textOfLine(b, p, newline))
        codec = codecOf(b, p, newline)
      }
      if (type === 'InstrumentListed') codec.decode(b, p, newline, 'trust')
      p = newline + 1
    }
  })
  if (isLeft(scan)) return scan
  return right({ scan: scan.right, header, scales: codec.scales })
}
