import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { invariant } from '../base/invariant'
import type { Entry, Message } from '../events/entry'
import type { Instrument } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { Dialect, Spoken } from './dialect'
import { spokenOf } from './dialect'
import type { Envelope } from './envelope'
import { entryOf, newEnvelope, readEnvelope } from './envelope'
import type { Field } from './field-kind'
import { fieldsOf } from './field-kind'
import type { LineReader } from './generate-reader'
import { lineReader } from './generate-reader'
import type { LineWriter } from './generate-writer'
import { bytesMax, lineWriter, needsScales } from './generate-writer'
import { entryOfJson } from './json-line'
import { knownDialects } from './known-dialects'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import { crcFault, crcTail, isTail, writeTail } from './line-tail'
import type { Cursor } from './read-bytes'
import { symbolTable } from './read-bytes'
import type { Scales, ScaleTable } from './scales'
import { scalesOf } from './scales'
import { readUtf8 } from './utf8'
import { newViewer } from './words'

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
  /**
   * Reads on where an envelope has been read, for loops over many lines: the message of the line
   * that ends at `end`, or `null` where it is not written the one canonical way and `decode` says
   * more. The CRC is not looked at.
   */
  readonly message: (b: Uint8Array, v: DataView, envelope: Envelope, end: number) => Message | null
  readonly scales: ScaleTable
  /** Makes symbols known whose listings passed elsewhere. */
  readonly list: (instruments: ReadonlyArray<Instrument>) => void
  readonly dialect: Dialect
}

/**
 * A codec that has seen no line yet. In lines the messages are those of the dialect, in entries
 * always the newest.
 */
export const lineCodec = (dialect: Dialect = knownDialects.newest): LineCodec => {
  const { names } = dialect
  const wiredOf = wiringOf(dialect)
  const scales: ScaleTable = new Map()
  const symbols = symbolTable()
  const cursor: Cursor = { p: 0 }
  const envelope = newEnvelope()
  const viewOf = newViewer()
  const list = (instrument: Instrument): void => {
    const listed = scalesOf(instrument)
    scales.set(instrument.symbol, listed)
    symbols.of(instrument.symbol).scales = listed
  }
  const learn = (message: Message): void => {
    if (message.type === 'InstrumentListed') list(message)
  }
  const message: LineCodec['message'] = (b, v, { type, p }, end) => {
    cursor.p = p
    const line = wiredOf(type)
    const read = line.read(b, v, cursor, end, symbols)
    if (read === null || cursor.p !== end - crcTail || !isTail(b, v, cursor.p)) return null
    const newest = line.up === null ? read : line.up(read)
    if (line.isListing) learn(newest)
    return newest
  }
  const write = (b: Uint8Array, at: number, entry: Entry, line: Wired): number => {
    const v = viewOf(b)
    const then = line.down === null ? entry : { ...entry, message: line.down(entry.message) }
    const known = line.isScaled ? scalesFor(scales, then.message, line) : noScales
    return writeTail(b, v, at, line.write(b, v, at, then, known))
  }
  const slow = (b: Uint8Array, start: number, end: number): Either<LineFault, Entry> => {
    const text = readUtf8(b, start, end)
    if (text === null) return left(lineFault('json', null, 'the line is not UTF-8'))
    const entry = entryOfJson(text, scales, dialect)
    if (isLeft(entry)) return entry
    const line = wiredOf(entry.right.message.type)
    const canonical = new Uint8Array(sizeMaxOf(line, entry.right))
    const size = write(canonical, 0, entry.right, line) - 1
    if (!sameBytes(b, start, end, canonical, size))
      return left(lineFault('not canonical', null, 'the line is not written the one canonical way'))
    learn(entry.right.message)
    return entry
  }
  return {
    dialect,
    scales,
    list: (instruments) => {
      for (const instrument of instruments) list(instrument)
    },
    encode: (b, at, entry) => {
      const line = wiredOf(entry.message.type)
      if (line.isListing) learn(entry.message)
      return write(b, at, entry, line)
    },
    message,
    sizeMax: (entry) => sizeMaxOf(wiredOf(entry.message.type), entry),
    decode: (b, start, end, crc) => {
      const v = viewOf(b)
      const fault = crc === 'check' ? crcFault(b, v, start, end) : null
      if (fault !== null) return left(fault)
      if (!readEnvelope(b, v, start, end, envelope, names)) return slow(b, start, end)
      const read = message(b, v, envelope, end)
      return read === null ? slow(b, start, end) : right(entryOf(envelope, read))
    },
  }
}

type Wired = {
  readonly write: LineWriter
  readonly read: LineReader
  readonly size: number
  readonly isScaled: boolean
  /** Whether it is an `InstrumentListed`: asking the line is cheaper than asking every message. */
  readonly isListing: boolean
  readonly long: ReadonlyArray<string>
  readonly up: Spoken['up']
  readonly down: Spoken['down']
}

/** What each message's declaration compiles to, made once and when it is first needed. */
const wirings = new WeakMap<Dialect, Map<string, Wired>>()

const wiringOf = (dialect: Dialect): ((type: Message['type']) => Wired) => {
  const wired = wirings.get(dialect) ?? new Map<string, Wired>()
  wirings.set(dialect, wired)
  return (type) => {
    const known = wired.get(type)
    if (known !== undefined) return known
    const made = wiredFor(spokenOf(dialect, type))
    wired.set(type, made)
    return made
  }
}

const wiredFor = ({ type, written, codec, up, down }: Spoken): Wired => {
  const fields = fieldsOf(codec)
  return {
    write: lineWriter(written, fields),
    read: lineReader(type, fields),
    size: bytesMax(fields),
    isScaled: needsScales(fields),
    isListing: type === 'InstrumentListed',
    long: fields.filter(({ kind }) => isLong(kind.as)).map(({ name }) => name),
    up,
    down,
  }
}

const noScales: Scales = { price: 0, qty: 0, amount: 0, coin: 0 }

const scalesFor = (table: ScaleTable, message: Message, { isListing }: Wired): Scales => {
  if (isListing && message.type === 'InstrumentListed') return scalesOf(message)
  const symbol: MarketSymbol | null = 'symbol' in message ? message.symbol : null
  const scales = symbol === null ? undefined : table.get(symbol)
  invariant(
    scales !== undefined,
    () => `${message.type} names ${String(symbol)}, which was never listed`,
  )
  return scales
}

const isLong = (as: Field['kind']['as']): boolean => as === 'text' || as === 'levels'

const sizeMaxOf = ({ size, long, down }: Wired, { message }: Entry): number => {
  const then = down === null ? message : down(message)
  let total = size
  for (const name of long) {
    const value = (then as unknown as Readonly<Record<string, unknown>>)[name]
    if (typeof value === 'string') total += value.length * 6
    else if (Array.isArray(value)) total += value.length * 24
  }
  return total
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
