import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { invariant } from '../base/invariant'
import type { Entry, Message } from '../events/entry'
import { messages } from '../events/entry'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import { crc32 } from './crc32'
import type { Field } from './field-kind'
import { fieldsOf } from './field-kind'
import type { LineReader } from './generate-reader'
import { lineReader } from './generate-reader'
import type { LineWriter } from './generate-writer'
import { bytesMax, hasOwnScales, lineWriter, needsScales } from './generate-writer'
import { entryOfJson } from './json-line'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import type { Cursor } from './read-bytes'
import { readInt, symbolTable } from './read-bytes'
import type { Scales, ScaleTable } from './scales'
import { scalesOf } from './scales'
import { readUtf8 } from './utf8'
import { writeHex32 } from './write-bytes'

/** The bytes from a line's CRC to its end, without the newline: `,"crc":"9f3a01c2"}`. */
export const crcTail = 18

/**
 * Turns entries into lines and lines into entries, working on the bytes. It learns the scales of
 * each symbol from the `InstrumentListed` lines that pass, so lines must pass in order.
 */
export type LineCodec = {
  /** At most how many bytes the line of an entry takes, its newline included. */
  readonly sizeMax: (entry: Entry) => number
  /** Writes a line with its CRC and newline; returns the place behind it. Room is the caller's. */
  readonly encode: (b: Uint8Array, at: number, entry: Entry) => number
  /** Reads the line `[start, end)`, newline excluded, with its CRC checked or not. */
  readonly decode: (
    b: Uint8Array,
    start: number,
    end: number,
    crc: 'check' | 'trust',
  ) => Either<LineFault, Entry>
  readonly scales: ScaleTable
}

type Wired = {
  readonly fields: ReadonlyArray<Field>
  readonly write: LineWriter
  readonly read: LineReader
  readonly size: number
  readonly isScaled: boolean
  readonly isListing: boolean
  readonly long: ReadonlyArray<string>
}

/** A codec that has seen no line yet. */
export const lineCodec = (): LineCodec => {
  const scales: ScaleTable = new Map()
  const symbols = symbolTable()
  const cursor: Cursor = { p: 0 }
  const wired = new Map<string, Wired>()
  const wiredOf = (type: Message['type']): Wired => {
    const known = wired.get(type)
    if (known !== undefined) return known
    const fields = fieldsOf(messages[type])
    const made: Wired = {
      fields,
      write: lineWriter(type, fields),
      read: lineReader(type, fields, symbols, scales),
      size: bytesMax(fields),
      isScaled: needsScales(fields),
      isListing: hasOwnScales(fields),
      long: fields.filter(({ kind }) => isLong(kind.as)).map(({ name }) => name),
    }
    wired.set(type, made)
    return made
  }
  const types = typeTable()
  const learn = (message: Message): void => {
    if (message.type === 'InstrumentListed') scales.set(message.symbol, scalesOf(message))
  }
  const encode = (b: Uint8Array, at: number, entry: Entry): number => {
    const { message } = entry
    const line = wiredOf(message.type)
    if (line.isListing) learn(message)
    const end = line.write(b, at, entry, line.isScaled ? scalesFor(scales, message) : noScales)
    return finished(b, at, end)
  }
  const slow = (b: Uint8Array, start: number, end: number): Either<LineFault, Entry> => {
    const text = readUtf8(b, start, end)
    if (text === null) return left(lineFault('json', null, 'the line is not UTF-8'))
    const entry = entryOfJson(text, scales)
    if (isLeft(entry)) return entry
    learn(entry.right.message)
    const canonical = new Uint8Array(sizeMaxOf(wiredOf(entry.right.message.type), entry.right))
    const size = encode(canonical, 0, entry.right) - 1
    return sameBytes(b, start, end, canonical, size)
      ? entry
      : left(lineFault('not canonical', null, 'the line is not written the one canonical way'))
  }
  return {
    scales,
    encode,
    sizeMax: (entry) => sizeMaxOf(wiredOf(entry.message.type), entry),
    decode: (b, start, end, crc) => {
      if (crc === 'check') {
        const fault = crcFault(b, start, end)
        if (fault !== null) return left(fault)
      }
      const entry = readEntry(b, start, end, cursor, types, wiredOf)
      if (entry === null) return slow(b, start, end)
      if (entry.message.type === 'InstrumentListed') learn(entry.message)
      return right(entry)
    },
  }
}

/** What a line's envelope says, read without decoding the rest. `p` is where its fields begin. */
export type Envelope = {
  seq: number
  at: number
  cause: number | null
  type: Message['type']
  p: number
}

/** Finds the name of a line's type by its bytes. */
export type TypeTable = ReadonlyMap<number, Message['type']>

/** A table of every message's name. */
export const typeTable = (): TypeTable => {
  const table = new Map<number, Message['type']>()
  for (const type of Object.keys(messages) as ReadonlyArray<Message['type']>) {
    let hash = 0
    for (let i = 0; i < type.length; i++) hash = (Math.imul(hash, 31) + type.charCodeAt(i)) | 0
    invariant(!table.has(hash), `the names of two messages collide: ${type}`)
    table.set(hash, type)
  }
  return table
}

/** Reads `{"seq":..,"at":..,"cause":..,"type":".."`, strictly; false when it is anything else. */
export const readEnvelope = (
  b: Uint8Array,
  start: number,
  end: number,
  c: Cursor,
  types: TypeTable,
  out: Envelope,
): boolean => {
  c.p = start
  if (!skip(b, c, '{"seq":')) return false
  out.seq = readInt(b, c)
  if (c.p < 0 || out.seq === 0 || !skip(b, c, ',"at":')) return false
  out.at = readInt(b, c)
  if (c.p < 0 || !skip(b, c, ',"cause":')) return false
  if (b[c.p] === 110) {
    if (!skip(b, c, 'null')) return false
    out.cause = null
  } else {
    out.cause = readInt(b, c)
    if (c.p < 0 || out.cause === 0) return false
  }
  if (!skip(b, c, ',"type":"')) return false
  let p = c.p
  let hash = 0
  for (; p < end && b[p] !== 34; p++) hash = (Math.imul(hash, 31) + (b[p] as number)) | 0
  const type = types.get(hash)
  if (type === undefined || p - c.p !== type.length || p >= end) return false
  for (let i = 0; i < type.length; i++) if (b[c.p + i] !== type.charCodeAt(i)) return false
  out.type = type
  out.p = p + 1
  return true
}

/** What is wrong with the CRC at a line's end, or `null`. */
export const crcFault = (b: Uint8Array, start: number, end: number): LineFault | null => {
  const at = end - crcTail
  if (at <= start || !isCrcTail(b, at)) return lineFault('torn', 'crc', 'the line has no crc')
  const found = readHex32(b, at + 8)
  const wanted = crc32(b, start, at)
  return found === wanted
    ? null
    : lineFault('crc', 'crc', `crc is ${hex32(found)}, the bytes give ${hex32(wanted)}`)
}

const envelope: Envelope = { seq: 0, at: 0, cause: null, type: 'ClockAdvanced', p: 0 }

const readEntry = (
  b: Uint8Array,
  start: number,
  end: number,
  c: Cursor,
  types: TypeTable,
  wiredOf: (type: Message['type']) => Wired,
): Entry | null => {
  if (!readEnvelope(b, start, end, c, types, envelope)) return null
  c.p = envelope.p
  const message = wiredOf(envelope.type).read(b, c, end)
  if (message === null || c.p !== end - crcTail || !isCrcTail(b, c.p)) return null
  const { seq, at, cause } = envelope
  return { seq: seq as Seq, at: at as TimestampUs, cause: cause as Seq | null, message }
}

const noScales: Scales = { price: 0, qty: 0, amount: 0 }

const scalesFor = (table: ScaleTable, message: Message): Scales => {
  const symbol = 'symbol' in message ? message.symbol : null
  const scales = symbol === null ? undefined : table.get(symbol)
  invariant(scales !== undefined, `${message.type} names ${String(symbol)}, which was never listed`)
  return scales
}

const finished = (b: Uint8Array, start: number, end: number): number => {
  const crc = crc32(b, start, end)
  for (let i = 0; i < crcStart.length; i++) b[end + i] = crcStart.charCodeAt(i)
  const p = writeHex32(b, end + crcStart.length, crc)
  b[p] = 34
  b[p + 1] = 125
  b[p + 2] = 10
  return p + 3
}

const crcStart = ',"crc":"'

const isCrcTail = (b: Uint8Array, at: number): boolean => {
  for (let i = 0; i < crcStart.length; i++) if (b[at + i] !== crcStart.charCodeAt(i)) return false
  for (let i = 8; i < 16; i++) if (hexDigit(b[at + i] as number) < 0) return false
  return b[at + 16] === 34 && b[at + 17] === 125
}

const hexDigit = (byte: number): number => {
  if (byte >= 48 && byte <= 57) return byte - 48
  return byte >= 97 && byte <= 102 ? byte - 87 : -1
}

const readHex32 = (b: Uint8Array, at: number): number => {
  let n = 0
  for (let i = 0; i < 8; i++) n = ((n << 4) | hexDigit(b[at + i] as number)) >>> 0
  return n
}

const hex32 = (n: number): string => n.toString(16).padStart(8, '0')

const isLong = (as: Field['kind']['as']): boolean => as === 'text' || as === 'levels'

const sizeMaxOf = ({ size, long }: Wired, { message }: Entry): number => {
  let total = size
  for (const name of long) {
    const value = (message as unknown as Readonly<Record<string, unknown>>)[name]
    if (typeof value === 'string') total += value.length * 6
    else if (Array.isArray(value)) total += value.length * 24
  }
  return total
}

const skip = (b: Uint8Array, c: Cursor, text: string): boolean => {
  const p = c.p
  for (let i = 0; i < text.length; i++) if (b[p + i] !== text.charCodeAt(i)) return false
  c.p = p + text.length
  return true
}

const sameBytes = (
  a: Uint8Array,
  start: number,
  end: number,
  b: Uint8Array,
  size: number,
): boolean => {
  if (end - start !== size) return false
  for (let i = 0; i < size; i++) if (a[start + i] !== b[i]) return false
  return true
}
