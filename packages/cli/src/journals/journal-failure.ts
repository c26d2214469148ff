import type { FaultAt } from '@shadowtape/core'
import { formatName } from '@shadowtape/core'

import { printable } from '../reports/printable'
import { quantity } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Scan } from './scan-journal'
import { segmentFaults } from './segment-fault'

/** What is wrong with a journal's bytes, for programs (`verdict`) and for people. */
export type JournalFailure = {
  readonly verdict: 'damaged' | 'cut short' | 'not a journal' | 'newer format' | 'other catalogue'
  readonly line: number | null
  readonly field: string | null
  /** How many lines before it are sound. */
  readonly lines: number
  readonly failure: Failure
}

/** What a look at a file found, as far as it goes. */
type Looked = Pick<Scan, 'fault' | 'bytes' | 'tornBytes' | 'head'> & {
  readonly found: Pick<Scan['found'], 'lines' | 'sealedLines'> & { readonly closed: unknown }
}

/** What keeps a scanned file from being a whole journal, or `null`. */
export const journalFailure = (file: string, scan: Looked): JournalFailure | null => {
  const { found, fault, bytes, tornBytes } = scan
  const foreign = bytes === 0 || found.lines === 0 ? foreignText(scan) : null
  if (foreign !== null) return notAJournal(`${file} is not a journal: ${foreign}.`)
  if (fault !== null) return withSegments(file, faultFailure(file, fault))
  if (tornBytes > 0) return torn(file, scan)
  if (found.closed !== null) return null
  const says =
    `${file} was cut short: it ends at seq ${String(found.lines)} without SessionClosed` +
    ` and is ${sealText(scan)}.`
  return { ...cutShort, lines: found.lines, failure: failure('Failed', says) }
}

/** Of a run directory, first of all which segments do not stand where they should. */
const withSegments = (file: string, failed: JournalFailure): JournalFailure => {
  const wrong = segmentFaults(file).map(({ path, says }) => `${path}: ${says}.`)
  if (wrong.length === 0) return failed
  const { type, says } = failed.failure
  return { ...failed, failure: failure(type, [...wrong, says].join('\n')) }
}

/** Why a file that begins like this is no journal, or `null`. */
export const foreignFailure = (file: string, begins: Buffer): Failure | null => {
  const foreign = foreignText({ bytes: begins.length, head: begins.subarray(0, headBytes) })
  return foreign === null ? null : notAJournal(`${file} is not a journal: ${foreign}.`).failure
}

const headBytes = 4_096

const cutShort = { verdict: 'cut short', line: null, field: null } as const

/** A fault with the file and the place it is in. */
export const faultText = (file: string, { line, fault }: FaultAt): string => {
  const field = fault.field === null ? '' : `, field ${printable(fault.field)}`
  return `${file}, line ${String(line)}${field}: ${printable(fault.says)}.`
}

/** A fault as a failure; a newer format is not damage. */
export const faultFailure = (file: string, at: FaultAt): JournalFailure => {
  const { kind, field } = at.fault
  const isOther = kind === 'version'
  return {
    verdict: !isOther ? 'damaged' : field === 'catalogue' ? 'other catalogue' : 'newer format',
    line: at.line,
    field,
    lines: at.line - 1,
    failure: failure(isOther ? 'Incompatible' : 'Failed', faultText(file, at)),
  }
}

const torn = (file: string, scan: Looked): JournalFailure => {
  const { found, tornBytes } = scan
  const line = found.lines + 1
  const bytes = quantity(tornBytes, 'byte')
  const where = `${file}, line ${String(line)}`
  const says =
    found.closed !== null
      ? `${where}: ${bytes} without a newline follow SessionClosed.`
      : `${where}: the file was cut short in this line, after ${bytes} of it;` +
        ` seq ${String(found.lines)} is the last whole line, and the journal is ${sealText(scan)}.`
  const verdict = found.closed === null ? 'cut short' : 'damaged'
  return { verdict, line, field: null, lines: found.lines, failure: failure('Failed', says) }
}

/** How far a journal is sealed, in words. */
const sealText = ({ found }: Looked): string => {
  if (found.sealedLines === 0) return 'not sealed'
  const behind = found.lines - found.sealedLines - 1
  const sealed = `sealed up to seq ${String(found.sealedLines)}`
  return behind <= 0 ? sealed : `${sealed}, ${quantity(behind, 'line')} behind the seal`
}

const notAJournal = (says: string): JournalFailure => ({
  verdict: 'not a journal',
  line: null,
  field: null,
  lines: 0,
  failure: failure('Failed', says),
})

/** What a file is that does not begin as a journal does, or `null` for one that does. */
const foreignText = ({ bytes, head }: Pick<Scan, 'bytes' | 'head'>): string | null => {
  if (bytes === 0) return 'it is empty'
  if (head[0] === 0x1f && head[1] === 0x8b) return 'it is compressed with gzip; decompress it first'
  const text = head.toString('latin1')
  if (text.startsWith('{"seq":') || text.includes(`"format":"${formatName}"`)) return null
  return 'its first line is not SessionOpened'
}
