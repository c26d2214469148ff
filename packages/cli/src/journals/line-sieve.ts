import type { LineFault } from '@shadowtape/core'
import {
  crcFault,
  formatVersion,
  knownDialects,
  lineFault,
  newEnvelope,
  newViewer,
  readEnvelope,
} from '@shadowtape/core'

import type { SeqRange } from '../shell/cat-options'
import type { LineFields } from './line-text'
import { fieldsOfText, textOfLine, typeOf } from './line-text'

/** Which lines are wanted; what is left out lets all pass. */
export type Wanted = {
  readonly types?: ReadonlySet<string>
  readonly seqs?: SeqRange
  readonly symbol?: string
}

/** What a line is: wanted, not wanted, or damaged. */
export type Sieved =
  | { readonly type: 'Wanted'; readonly text: string; readonly fields: LineFields }
  | { readonly type: 'Unwanted' }
  | { readonly type: 'Damaged'; readonly fault: LineFault }

/** Looks at a journal's lines one by one: each by itself, its CRC and its form, not the chain. */
export type LineSieve = {
  readonly look: (b: Buffer, start: number, end: number) => Sieved
  readonly found: {
    lines: number
    sealedLines: number
    seq: number
    /** When the first sound line was said. */
    startedAt: number | null
    closed: true | null
  }
}

const { names } = knownDialects

const nothingFound = { lines: 0, sealedLines: 0, seq: 0, startedAt: null, closed: null }

/** A sieve before the first line. */
export const lineSieve = (wanted: Wanted): LineSieve => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  const found: LineSieve['found'] = { ...nothingFound }
  const note = (seq: number, type: string): void => {
    found.seq = seq
    if (type === 'Sealed') found.sealedLines = seq - 1
    if (type === 'SessionClosed') found.closed = true
  }
  const isWanted = (seq: number, type: string): boolean =>
    (wanted.types?.has(type) ?? true) &&
    (wanted.seqs === undefined || (seq >= wanted.seqs.from && seq <= wanted.seqs.to))
  const looked = (b: Buffer, start: number, end: number): Sieved => {
    const v = viewOf(b)
    const fault = crcFault(b, v, start, end)
    if (fault !== null) return damaged(fault)
    if (found.startedAt !== null && readEnvelope(b, v, start, end, envelope, names)) {
      note(envelope.seq, envelope.type)
      if (!isWanted(envelope.seq, envelope.type)) return unwanted
    }
    const text = textOfLine(b, start, end)
    const fields = fieldsOfText(text)
    if (fields === null) return damaged(lineFault('json', null, 'the line is not JSON'))
    const { formatVersion: version } = fields
    const seq = Number(fields['seq'])
    const type = typeOf(fields)
    if (typeof version === 'number' && version > formatVersion) return newer(version)
    note(seq, type)
    found.startedAt ??= Number(fields['at'])
    const isOfSymbol = wanted.symbol === undefined || fields['symbol'] === wanted.symbol
    return isOfSymbol && isWanted(seq, type) ? { type: 'Wanted', text, fields } : unwanted
  }
  return {
    found,
    look: (b, start, end) => {
      found.lines += 1
      return looked(b, start, end)
    },
  }
}

const unwanted: Sieved = { type: 'Unwanted' }

const damaged = (fault: LineFault): Sieved => ({ type: 'Damaged', fault })

const newer = (version: number): Sieved => {
  const says = `the journal is of format ${version}; this engine reads up to ${formatVersion}`
  return damaged(lineFault('version', 'formatVersion', says))
}
