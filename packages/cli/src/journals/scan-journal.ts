import type { BlockReader, FileFailure } from '@shadowtape/adapters'
import { newSha256, openBlocks, zlibCrc } from '@shadowtape/adapters'
import type { BytesChecker, Checked, FaultAt } from '@shadowtape/core'
import { bytesChecker, lineFault } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

/** What a look at every byte of a file found. */
export type Scan = {
  readonly found: Checked
  /** The first fault; nothing behind it was looked at. */
  readonly fault: FaultAt | null
  readonly bytes: number
  /** Bytes behind the last newline. */
  readonly tornBytes: number
  /** How the file begins, for saying what it is when it is no journal. */
  readonly head: Buffer
}

/** How many `Sealed` lines were found; the close ends the chain, but is not one of them. */
export const sealsOf = ({ seals, closed }: Checked): number => seals - (closed === null ? 0 : 1)

/** Takes lines that were found sound, in blocks. */
export type OnSound = (b: Buffer, start: number, end: number) => void

/** Checks every byte of a journal; what is sound is handed on as it passes. */
export const scanJournal = (
  path: string,
  onProgress: (bytes: number, bytesTotal: number) => void,
  onSound: OnSound = () => undefined,
): Either<FileFailure, Scan> => {
  const reader = openBlocks(path)
  if (isLeft(reader)) return reader
  try {
    return scanned(reader.right, onProgress, onSound)
  } finally {
    reader.right.close()
  }
}

const scanned = (
  reader: BlockReader,
  onProgress: (bytes: number, bytesTotal: number) => void,
  onSound: OnSound,
): Either<FileFailure, Scan> => {
  const total = reader.size()
  const checker = bytesChecker(newSha256, zlibCrc)
  let head: Buffer | null = null
  let fault: FaultAt | null = null
  while (fault === null) {
    const next = reader.next()
    if (isLeft(next)) return next
    const block = next.right
    if (block === null) break
    const { b, start, end } = block
    head ??= Buffer.from(b.subarray(start, Math.min(end, start + headBytes)))
    fault = checkedBlock(checker, b, start, end, onSound)
    onProgress(reader.bytes(), total)
  }
  head ??= Buffer.from(reader.torn().subarray(0, headBytes))
  const { found } = checker
  const tornBytes = fault === null ? reader.torn().length : 0
  return right({ found, fault: fault ?? countFault(found), bytes: reader.bytes(), tornBytes, head })
}

const headBytes = 4_096

const checkedBlock = (
  checker: BytesChecker,
  b: Buffer,
  start: number,
  end: number,
  onSound: OnSound,
): FaultAt | null => {
  const before = checker.found.bytes
  const fault = checker.block(b, start, end)
  onSound(b, start, start + checker.found.bytes - before)
  return fault
}

/** The close counts the lines; a count that is off is a fault of the close. */
const countFault = ({ closed, lines }: Checked): FaultAt | null =>
  closed === null || closed.lines === lines
    ? null
    : {
        line: lines,
        fault: lineFault('order', 'lines', `lines is ${closed.lines}, not ${lines}`),
      }
