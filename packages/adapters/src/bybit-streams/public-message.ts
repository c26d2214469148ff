import type { BookKind } from '@shadowtape/core'
import * as t from 'io-ts'

import { isAt, utf8 } from '../bybit/expect-bytes'

/** What a connection answers to what it was asked: an acknowledgement, a refusal, a pong. */
export type ControlReply = t.TypeOf<typeof ControlReply>

/** A market message as far as a stream looks into it; `book` is null where its topic is none. */
export type PublicData = {
  readonly type: 'Data'
  readonly topic: string
  readonly book: { readonly kind: BookKind; readonly updateId: number } | null
  /** Its `ts`, in milliseconds since the epoch, or null where it has none. */
  readonly sentMs: number | null
}

/** What a frame of a public stream is. */
export type PublicMessage =
  | PublicData
  | { readonly type: 'Control'; readonly reply: ControlReply }
  | { readonly type: 'Unreadable' }

/**
 * Looks into a frame no further than a stream must. A message as Bybit writes it is looked at in
 * its bytes, its levels unread; anything else is parsed whole.
 */
export const publicMessage = (bytes: Buffer): PublicMessage =>
  glanced(bytes) ?? parsed(bytes.toString('utf8'))

/** The message as it was parsed whole; what `publicMessage` is held to. */
export const parsed = (text: string): PublicMessage => {
  const json = jsonOf(text)
  if (typeof json !== 'object' || json === null) return unreadable
  const { topic, type, ts, data } = json as Readonly<Record<string, unknown>>
  if (typeof topic === 'string') {
    const sentMs = isWhole(ts) ? ts : null
    if (!isBook(topic)) return { type: 'Data', topic, book: null, sentMs }
    const updateId = (data as { readonly u?: unknown } | null | undefined)?.u
    if ((type !== 'snapshot' && type !== 'delta') || !isWhole(updateId)) return unreadable
    return { type: 'Data', topic, book: { kind: type, updateId }, sentMs }
  }
  const isControl = 'op' in json || 'success' in json || 'ret_msg' in json || 'conn_id' in json
  return isControl && ControlReply.is(json) ? { type: 'Control', reply: json } : unreadable
}

const ControlReply = t.partial(
  { op: t.string, success: t.boolean, ret_msg: t.string, req_id: t.string },
  'a reply',
)

const unreadable: PublicMessage = { type: 'Unreadable' }

const isBook = (topic: string): boolean => topic.startsWith('orderbook.')

const isWhole = (u: unknown): u is number => Number.isSafeInteger(u) && (u as number) >= 0

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const glanced = (bytes: Buffer): PublicData | null => {
  if (!isAt(bytes, 0, literal.opening) || bytes[bytes.length - 1] !== brace) return null
  const start = literal.opening.length
  const end = bytes.indexOf(quote, start)
  const topic = bytes.toString('latin1', start, Math.max(end, start))
  if (!/^[\w.-]+$/.test(topic) || !isBook(topic)) return null
  const isDelta = isAt(bytes, end, literal.delta)
  if (!isDelta && !isAt(bytes, end, literal.snapshot)) return null
  const at: Place = { p: end + (isDelta ? literal.delta : literal.snapshot).length }
  const sentMs = digits(bytes, at)
  if (!isAt(bytes, at.p, literal.data)) return null
  at.p = bytes.lastIndexOf(literal.updateId)
  if (at.p < 0) return null
  at.p += literal.updateId.length
  const updateId = digits(bytes, at)
  if (!pass(bytes, at, literal.crossSeq) || digits(bytes, at) < 0 || bytes[at.p++] !== brace) {
    return null
  }
  if (bytes[at.p] === comma && (!pass(bytes, at, literal.matchedAt) || digits(bytes, at) < 0)) {
    return null
  }
  if (sentMs < 0 || updateId < 0 || at.p !== bytes.length - 1) return null
  return { type: 'Data', topic, book: { kind: isDelta ? 'delta' : 'snapshot', updateId }, sentMs }
}

type Place = { p: number }

const pass = (bytes: Buffer, at: Place, text: Uint8Array): boolean => {
  const isThere = isAt(bytes, at.p, text)
  at.p += text.length
  return isThere
}

/** A whole number as JSON writes it, or -1. */
const digits = (bytes: Buffer, at: Place): number => {
  const start = at.p
  let value = 0
  for (let digit = bytes[at.p] ?? 0; digit >= 48 && digit <= 57; digit = bytes[++at.p] ?? 0) {
    value = value * 10 + (digit - 48)
  }
  const hasLeadingZero = bytes[start] === 48 && at.p > start + 1
  return at.p === start || hasLeadingZero || !Number.isSafeInteger(value) ? -1 : value
}

const quote = 34
const comma = 44
const brace = 125
const literal = {
  opening: utf8('{"topic":"'),
  delta: utf8('","type":"delta","ts":'),
  snapshot: utf8('","type":"snapshot","ts":'),
  data: utf8(',"data":{"s":"'),
  updateId: utf8('],"u":'),
  crossSeq: utf8(',"seq":'),
  matchedAt: utf8(',"cts":'),
}
