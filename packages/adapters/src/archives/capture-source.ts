import * as E from 'fp-ts/Either'

import type { CaptureFailure } from '../captures/capture-failure'
import type { LineReader } from '../captures/line-reader'
import { numberAsCut } from '../captures/line-reader'
import type { OpenBytes } from '../captures/open-bytes'
import type { ArchiveForm } from './archive-form'
import { archiveForm } from './archive-form'
import type { ArchiveHeader } from './archive-lines'
import { archiveLines } from './archive-lines'
import { isReversed } from './is-reversed'
import type { PeekedBytes } from './peeked-bytes'
import { peekedBytes } from './peeked-bytes'
import { reversedRows } from './reversed-rows'
import type { ArchiveContext } from './row-topics'

/** A file's bytes, and what reads their lines; `null` where they are no archive. */
export type CaptureSource = Pick<OpenBytes, 'next' | 'close'> & {
  readonly lines: LineReader | null
}

/** What the rows of an archive are read with, but what its first line tells. */
export type SourceContext = Omit<ArchiveContext, 'form' | 'file'> & {
  readonly warn: (text: string) => void
}

/** More than the line that names the columns of any archive has. */
const headerBytesMax = 64 * 1024
/** Enough rows to see which way they run. */
const rowsBytesMin = 256 * 1024

/**
 * Finds out by its first line whether a file is an archive. One that runs backwards is turned
 * around first, with a warning.
 */
export const captureSource = async (
  file: string,
  opened: OpenBytes,
  context: SourceContext,
): Promise<E.Either<CaptureFailure, CaptureSource>> => {
  const bytes = peekedBytes(opened)
  const header = await firstLine(bytes)
  if (header === null) return E.right({ ...bytes, close: opened.close, lines: null })
  const form = archiveForm(file, header.bytes.toString('utf8'))
  if (E.isLeft(form)) {
    const detail = form.left
    return E.left({ type: 'UnknownTable', file, line: header.line, detail })
  }
  if (form.right === null) return E.right({ ...bytes, close: opened.close, lines: null })
  const { warn, ...known } = context
  const archive = { ...known, file, form: form.right }
  if (await runsBackwards(bytes, archive.form, header)) {
    warn(`${file}: its rows run backwards; they are turned around in a temporary file first`)
    return turnedAround(bytes, opened, archive, header)
  }
  const lines = archiveLines(archive, header, numberAsCut)
  return E.right({ ...bytes, close: opened.close, lines })
}

/** A byte order mark is left out for good. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** The first line that is not blank; `null` where there is none that could name columns. */
const firstLine = async (bytes: PeekedBytes): Promise<ArchiveHeader | null> => {
  while (bytes.beginning().length < byteOrderMark.length && (await bytes.peek()));
  if (bytes.beginning().subarray(0, 3).equals(byteOrderMark)) bytes.skip(byteOrderMark.length)
  let line = 1
  for (let start = 0; start < headerBytesMax; line++) {
    const end = await lineEnd(bytes, start)
    const text = bytes.beginning().subarray(start, end)
    const trimmed = text[text.length - 1] === 13 ? text.subarray(0, -1) : text
    if (trimmed.some((byte) => byte !== 32 && byte !== 9)) {
      const isTable = trimmed.length <= headerBytesMax && trimmed[0] !== 123
      return isTable ? { line, bytes: Buffer.from(trimmed) } : null
    }
    if (end >= bytes.beginning().length) return null
    start = end + 1
  }
  return null
}

/** Where the line that begins at `start` ends, or what may be known of it. */
const lineEnd = async (bytes: PeekedBytes, start: number): Promise<number> => {
  for (;;) {
    const beginning = bytes.beginning()
    const end = beginning.indexOf(10, start)
    if (end >= 0) return end
    const isOver = beginning.length - start > headerBytesMax || !(await bytes.peek())
    if (isOver) return bytes.beginning().length
  }
}

const runsBackwards = async (
  bytes: PeekedBytes,
  form: ArchiveForm,
  header: ArchiveHeader,
): Promise<boolean> => {
  if (!form.mayBeReversed) return false
  while (bytes.beginning().length < rowsBytesMin && (await bytes.peek()));
  return isReversed(form, bytes.beginning(), header.line)
}

const turnedAround = async (
  bytes: PeekedBytes,
  opened: OpenBytes,
  archive: ArchiveContext,
  header: ArchiveHeader,
): Promise<E.Either<CaptureFailure, CaptureSource>> => {
  const { file } = archive
  const first = Buffer.from(
    bytes.beginning().subarray(0, endOfLine(bytes.beginning(), header.line)),
  )
  bytes.skip(first.length)
  try {
    const rows = await reversedRows(bytes)
    if ('type' in rows) {
      return E.left({ type: 'Truncated', file, line: 0, detail: rows.detail })
    }
    const last = header.line + rows.lines
    const numberOf = (cut: number): number =>
      cut <= header.line ? cut : last + header.line + 1 - cut
    const lines = archiveLines(archive, header, numberOf)
    let isFirst = true
    const next: typeof rows.next = async () => {
      if (!isFirst) return rows.next()
      isFirst = false
      return first
    }
    const close = async (): Promise<void> => {
      await rows.close()
      await opened.close()
    }
    return E.right({ next, close, lines })
  } catch (error) {
    return E.left({ type: 'Unreadable', file, detail: (error as Error).message })
  }
}

/** Where the nth line ends, behind its end. */
const endOfLine = (bytes: Buffer, lines: number): number => {
  let at = 0
  for (let n = 0; n < lines; n++) at = bytes.indexOf(10, at) + 1
  return at
}
