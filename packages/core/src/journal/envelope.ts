import type { Entry, Message } from '../events/entry'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import type { Cursor } from './read-bytes'
import { readInt } from './read-bytes'
import type { Words } from './words'
import { isAt, ofDigits4, wordsOf } from './words'

/** What a line's envelope says, read without decoding the rest. `p` is where its fields begin. */
export type Envelope = {
  seq: number
  at: number
  cause: number | null
  type: Message['type']
  p: number
}

/** An envelope for `readEnvelope` to fill. */
export const newEnvelope = (): Envelope => ({
  seq: 0,
  at: 0,
  cause: null,
  type: 'ClockAdvanced',
  p: 0,
})

/** What messages can be called in a line, by what the first eight bytes of a name hash to. */
export type NameTable = ReadonlyArray<ReadonlyArray<Name>>

/** A table for `readEnvelope` of what messages are called in a journal. */
export const nameTable = (
  names: ReadonlyArray<{ readonly written: string; readonly type: Message['type'] }>,
): NameTable => {
  const slots: Array<Array<Name>> = Array.from({ length: 64 }, () => [])
  for (const { written, type } of names) {
    const words = wordsOf(`${written}",`)
    const [first = 0, second = 0] = words.values
    slots[slotOf(first, second)]?.push({ type, words })
  }
  return slots
}

/**
 * Reads `{"seq":..,"at":..,"cause":..,"type":".."` at the start of the line `[start, end)`,
 * strictly; false when it is anything else, or a message that is not in the table.
 */
export const readEnvelope = (
  b: Uint8Array,
  v: DataView,
  start: number,
  end: number,
  out: Envelope,
  names: NameTable,
): boolean => {
  // the shortest line there is has more bytes than the keys of an envelope with a time
  if (end - start < 59 || v.getInt32(start, true) !== seqKey[0]) return false
  if (v.getInt32(start + 3, true) !== seqKey[1]) return false
  cursor.p = start + 7
  out.seq = readInt(b, cursor)
  let { p } = cursor
  if (p < 0 || out.seq === 0 || p + 10 > end || v.getInt32(p, true) !== atKey[0]) return false
  if (v.getInt32(p + 2, true) !== atKey[1]) return false
  cursor.p = p + 6
  out.at = readTime(b, v, end)
  p = cursor.p
  if (p < 0 || p + 18 > end || v.getInt32(p, true) !== causeKey[0]) return false
  if (v.getInt32(p + 4, true) !== causeKey[1] || b[p + 8] !== 58) return false
  cursor.p = p + 9
  if (!readCause(b, v, out)) return false
  p = cursor.p
  if (p + 18 > end || v.getInt32(p, true) !== typeKey[0]) return false
  if (v.getInt32(p + 4, true) !== typeKey[1] || b[p + 8] !== 34) return false
  const name = nameAt(names, v, p + 9, end)
  if (name === null) return false
  out.type = name.type
  // the comma behind the name belongs to what follows
  out.p = p + 9 + name.words.size - 1
  return true
}

/** The entry that a line's envelope and its message make. */
export const entryOf = ({ seq, at, cause }: Envelope, message: Message): Entry => ({
  seq: seq as Seq,
  at: at as TimestampUs,
  cause: cause as Seq | null,
  message,
})

const keyOf = (text: string): readonly [number, number] =>
  wordsOf(text).values as unknown as [number, number]

const seqKey = keyOf('{"seq":')
const atKey = keyOf(',"at":')
const causeKey = keyOf(',"cause"')
const typeKey = keyOf(',"type":')
const [nullWord] = keyOf('null')

const cursor: Cursor = { p: 0 }

const readCause = (b: Uint8Array, v: DataView, out: Envelope): boolean => {
  if (v.getInt32(cursor.p, true) === nullWord) {
    out.cause = null
    cursor.p += 4
    return true
  }
  out.cause = readInt(b, cursor)
  return cursor.p >= 0 && out.cause !== 0
}

/** A time of sixteen digits, as all are from 2001 on, four digits at a time; others one by one. */
const readTime = (b: Uint8Array, v: DataView, end: number): number => {
  const { p } = cursor
  if (p + 20 > end || b[p] === 48 || b[p + 16] !== 44) return readInt(b, cursor)
  const a = ofDigits4(v.getInt32(p, true))
  const c = ofDigits4(v.getInt32(p + 4, true))
  const d = ofDigits4(v.getInt32(p + 8, true))
  const e = ofDigits4(v.getInt32(p + 12, true))
  const high = a * 10_000 + c
  const low = d * 10_000 + e
  const time = high * 100_000_000 + low
  if (a < 0 || c < 0 || d < 0 || e < 0 || time > Number.MAX_SAFE_INTEGER) return readInt(b, cursor)
  cursor.p = p + 16
  return time
}

type Name = { readonly type: Message['type']; readonly words: Words }

function slotOf(first: number, second: number): number {
  return Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1) >>> 26
}

const nameAt = (names: NameTable, v: DataView, p: number, end: number): Name | null => {
  if (p + 8 > end) return null
  const slot = names[slotOf(v.getInt32(p, true), v.getInt32(p + 4, true))] as ReadonlyArray<Name>
  for (let i = 0; i < slot.length; i++) {
    const name = slot[i] as Name
    if (isAt(v, p, end, name.words)) return name
  }
  return null
}
