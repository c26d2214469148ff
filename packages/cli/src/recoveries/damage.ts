import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import { crcFault, knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { offsetOfSeq } from '../journals/locate'
import type { Scan } from '../journals/scan-journal'
import { scanJournal } from '../journals/scan-journal'

/** How far a journal is sound, and what kind of thing follows. */
export type Damage = {
  readonly scan: Scan
  /** The lines and the bytes before the first defect. */
  readonly lines: number
  readonly bytes: number
  /** How many bytes the file has. */
  readonly size: number
  /** The first sound line behind the first defect: what is before it is no torn tail. */
  readonly soundBehind: number | null
}

/** Looks for the first defect of a journal, and for sound lines behind it. */
export const damageOf = (
  path: string,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Damage> => {
  const scanned = scanJournal(path, onProgress)
  if (isLeft(scanned)) return scanned
  const scan = scanned.right
  const end = checkedEnd(path, scan)
  if (isLeft(end)) return end
  const prefix = soundPrefix(path, scan, end.right)
  if (isLeft(prefix)) return prefix
  const rest = soundLineFrom(path, end.right.bytes, end.right.lines)
  return isLeft(rest) ? rest : right({ scan, ...prefix.right, ...rest.right })
}

/** So many lines, and so many bytes. */
type Prefix = Pick<Damage, 'lines' | 'bytes'>

/** What was passed before the fault; a close that counts wrongly was passed itself. */
const checkedEnd = (path: string, { found, fault }: Scan): Either<FileFailure, Prefix> => {
  const { lines, bytes } = found
  if (fault === null || fault.line > lines) return right({ lines, bytes })
  const end = offsetOfSeq(path, lines)
  return isLeft(end) ? end : right({ lines: lines - 1, bytes: end.right })
}

/**
 * What stands before the first defect. Where a seal is off, any line since the seal before it may
 * be the one that was changed, whatever its CRC says.
 */
const soundPrefix = (
  path: string,
  { found: { sealedLines }, fault }: Scan,
  end: Prefix,
): Either<FileFailure, Prefix> => {
  if (fault?.fault.kind !== 'seal') return right(end)
  if (sealedLines === 0) return right({ lines: 0, bytes: 0 })
  const sealed = offsetOfSeq(path, sealedLines + 2)
  return isLeft(sealed) ? sealed : right({ lines: sealedLines + 1, bytes: sealed.right })
}

/** The first line from a byte on whose CRC is good and which has an envelope. */
const soundLineFrom = (
  path: string,
  offset: number,
  linesBefore: number,
): Either<FileFailure, Pick<Damage, 'size' | 'soundBehind'>> => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  let line = linesBefore
  let found: number | null = null
  const read = readBlocks(
    path,
    (b, start, end) => {
      const v = viewOf(b)
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        line += 1
        if (
          found === null &&
          newline > p &&
          crcFault(b, v, p, newline) === null &&
          readEnvelope(b, v, p, newline, envelope, knownDialects.names)
        )
          found = line
        p = newline + 1
      }
      return 'go on'
    },
    undefined,
    offset,
  )
  return isLeft(read) ? read : right({ size: offset + read.right.bytes, soundBehind: found })
}
