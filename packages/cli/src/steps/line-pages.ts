import { crcFault, viewOf } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import { lastSeq, linesAt, offsetOfSeq, seqOfLine } from '../journals/locate'

/** A journal's lines by their numbers, read a page at a time; some pages are kept. */
export type LinePages = {
  /** A line's fields; `null` where there is none, or where it is not what was written. */
  readonly line: (seq: number) => LineFields | null
  /** The number of the last whole line, which rises where a session is still recorded. */
  readonly last: () => number
  /** Looks whether the journal has grown. */
  readonly refresh: () => void
}

const pageLines = 256
const pagesMax = 32

type Page = ReadonlyMap<number, LineFields | null>

/** The lines of a journal. Throws `JournalUnread` where it cannot be read on. */
export const linePages = (path: string): LinePages => {
  const pages = new Map<number, Page>()
  const lastNow = (): number => {
    const found = lastSeq(path)
    if (isLeft(found)) throw new JournalUnread(path, found.left)
    return found.right
  }
  let last = lastNow()
  const pageAt = (first: number): Page => {
    const kept = pages.get(first)
    const page = kept ?? readPage(path, first)
    // the one that was asked for last leaves last
    pages.delete(first)
    pages.set(first, page)
    const [oldest] = pages.keys()
    if (pages.size > pagesMax && oldest !== undefined) pages.delete(oldest)
    return page
  }
  return {
    line: (seq) =>
      seq < 1 || seq > last ? null : (pageAt(seq - ((seq - 1) % pageLines)).get(seq) ?? null),
    last: () => last,
    refresh: () => {
      const now = lastNow()
      if (now === last) return
      pages.delete(last - ((last - 1) % pageLines))
      pages.delete(last + 1)
      last = now
    },
  }
}

const readPage = (path: string, first: number): Page => {
  const offset = offsetOfSeq(path, first)
  if (isLeft(offset)) throw new JournalUnread(path, offset.left)
  const lines = linesAt(path, offset.right, pageLines)
  if (isLeft(lines)) throw new JournalUnread(path, lines.left)
  const page = new Map<number, LineFields | null>()
  for (const line of lines.right) {
    const seq = seqOfLine(line)
    if (seq !== null && seq >= first && seq < first + pageLines) page.set(seq, soundFields(line))
  }
  return page
}

/** A line's fields, newline included in its bytes; `null` where its CRC is of other ones. */
const soundFields = (line: Buffer): LineFields | null =>
  crcFault(line, viewOf(line), 0, line.length - 1) === null ? fieldsOfText(line.toString()) : null
