import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import type { Entry, LineCodec, LineFault, Message, Scales } from '../../src'
import { lineCodec, newEnvelope, readEnvelope, viewOf } from '../../src'
import { entryOf } from '../support/lines'
import type { Corpus } from './corpus'
import { envelopeOf, isSameEnvelope } from './envelope-oracle'
import type { FuzzedLine } from './fuzzed-line'
import type { Answer } from './json-oracle'
import { answerOf } from './json-oracle'

/** Where the reader and the oracle differ over a line: what each of them says. */
export type Difference = { readonly what: string; readonly reader: string; readonly oracle: string }

/** Puts one line after the other to the byte reader and to the oracle. */
export type LineJudge = {
  readonly judge: (fuzzed: FuzzedLine, isThorough: boolean) => Difference | null
  /** The message that the last line turned out to be, by the oracle. */
  readonly accepted: () => Message | null
}

/** A judge whose reader and oracle have seen the listings of a corpus. */
export const lineJudge = ({ listings }: Corpus): LineJudge => {
  let reader = taught(listings)
  let known = [...reader.scales]
  let answer: Answer | null = null
  const judge = (fuzzed: FuzzedLine, isThorough: boolean): Difference | null => {
    const { line } = fuzzed
    const alone = placed('', line, '')
    answer = answerOf(line, alone.bytes, reader.scales)
    const between = placed(fuzzed.before, line, fuzzed.behind)
    return (
      differenceInFast(reader, alone, line, answer) ??
      differenceInFast(reader, between, line, answer) ??
      (isThorough || answer.entry !== null
        ? (differenceInDecode(reader, between, answer, 'check') ??
          differenceInDecode(reader, alone, answer, 'trust'))
        : null) ??
      (answer.entry === null && !isKnown(reader, known)
        ? differs('a refused line taught scales', [...reader.scales], known)
        : null)
    )
  }
  return {
    judge: (fuzzed, isThorough) => {
      try {
        return judge(fuzzed, isThorough)
      } catch (error) {
        return differs('thrown', String(error), answer)
      } finally {
        if (!isKnown(reader, known)) {
          reader = taught(listings)
          known = [...reader.scales]
        }
      }
    },
    accepted: () => answer?.entry?.message ?? null,
  }
}

const taught = (listings: ReadonlyArray<Uint8Array>): LineCodec => {
  const codec = lineCodec()
  for (const line of listings) {
    const decoded = codec.decode(line, 0, line.length, 'check')
    if (isLeft(decoded)) throw new Error(decoded.left.says)
  }
  return codec
}

const isKnown = (
  { scales }: LineCodec,
  known: ReadonlyArray<readonly [string, Scales]>,
): boolean => {
  if (scales.size !== known.length) return false
  for (const [symbol, learned] of known) if (scales.get(symbol) !== learned) return false
  return true
}

/** A line `[start, end)` in a buffer that ends where `bytes` ends. */
type Placed = { readonly bytes: Uint8Array; readonly start: number; readonly end: number }

const arena = Buffer.alloc(1 << 21)

/** Puts a line in an array of bytes of its own; the memory behind it is not empty. */
const placed = (before: string, line: string, behind: string): Placed => {
  const offset = before === '' && behind === '' ? 0 : arena.length >> 1
  const start = before.length
  const end = start + line.length
  const size = end + behind.length
  arena.write(before + line + behind, offset, 'latin1')
  return { bytes: new Uint8Array(arena.buffer, arena.byteOffset + offset, size), start, end }
}

const envelope = newEnvelope()

const differenceInFast = (
  reader: LineCodec,
  { bytes, start, end }: Placed,
  line: string,
  { entry, isPlain }: Answer,
): Difference | null => {
  const view = viewOf(bytes)
  const wanted = envelopeOf(line)
  if (!readEnvelope(bytes, view, start, end, envelope, reader.dialect.names)) {
    if (entry !== null) return differs('no envelope', null, entry)
    return wanted === null ? null : differs('no envelope', null, wanted)
  }
  const isWhole = line.startsWith(',"crc":"', line.length - 18)
  if (isWhole && (wanted === null || !isSameEnvelope(envelope, wanted, start)))
    return differs('another envelope', envelope, wanted)
  const message = reader.message(bytes, view, envelope, end)
  if (message === null) return entry !== null && isPlain ? differs('no message', null, entry) : null
  const { seq, at, cause } = envelope
  const read = { ...entryOf(message, seq, cause), at: at as Entry['at'] }
  return isSame(read, entry) ? null : differs('another message', read, entry)
}

const differenceInDecode = (
  reader: LineCodec,
  { bytes, start, end }: Placed,
  { entry, fault, isCrcGood }: Answer,
  crc: 'check' | 'trust',
): Difference | null => {
  const decoded = reader.decode(bytes, start, end, crc)
  if (isLeft(decoded)) {
    if (entry !== null && isCrcGood) return differs(`decode, ${crc}`, decoded, entry)
    if (!isCrcGood || isSameFault(decoded.left, fault)) return null
    return differs(`decode, ${crc}: another fault`, decoded.left, fault)
  }
  if (!isSame(decoded.right, entry) || (crc === 'check' && !isCrcGood))
    return differs(`decode, ${crc}`, decoded, entry)
  return isCrcGood ? differenceInBytes(reader, decoded, bytes.subarray(start, end)) : null
}

const isSameFault = (a: LineFault, b: LineFault | null): boolean =>
  a.kind === b?.kind && a.field === b.field && (a.kind !== 'shape' || a.says === b.says)

const differenceInBytes = (
  reader: LineCodec,
  decoded: Either<LineFault, Entry>,
  line: Uint8Array,
): Difference | null => {
  if (isLeft(decoded)) return null
  const again = Buffer.alloc(reader.sizeMax(decoded.right))
  const size = reader.encode(again, 0, decoded.right)
  const written = again.subarray(0, size - 1)
  if (Buffer.compare(written, line) === 0 && again[size - 1] === 10) return null
  return differs('written otherwise', written.toString('latin1'), null)
}

const differs = (what: string, reader: unknown, oracle: unknown): Difference => ({
  what,
  reader: JSON.stringify(reader),
  oracle: JSON.stringify(oracle),
})

/** Whether two values are the same, minus zero and the order of keys included. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Object.is(a, b)
  const keys = Object.keys(a)
  const others = Object.keys(b)
  if (keys.length !== others.length || Array.isArray(a) !== Array.isArray(b)) return false
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as keyof object
    if (key !== others[i] || !isSame(a[key], b[key])) return false
  }
  return true
}
