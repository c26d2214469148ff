import type { Cursor } from '@shadowtape/core'
import { readInt } from '@shadowtape/core'

import { timeMsMax } from './frame'

/** The bytes of a literal, to be looked for in a message. */
export const utf8 = (literal: string): Uint8Array => Buffer.from(literal, 'utf8')

/** Whether a literal stands at a place. */
export const isAt = (b: Uint8Array, p: number, literal: Uint8Array): boolean => {
  for (let i = 0; i < literal.length; i++) if (b[p + i] !== literal[i]) return false
  return true
}

/** Fails the cursor: the message is for the slow path. */
export const fail = (c: Cursor): null => {
  c.p = -1
  return null
}

/** Steps over a literal; elsewhere the cursor fails, and every later read fails with it. */
export const skip = (b: Uint8Array, c: Cursor, literal: Uint8Array): void => {
  if (c.p >= 0) c.p = isAt(b, c.p, literal) ? c.p + literal.length : -1
}

/** A whole number of 0 or more. */
export const readWhole = (b: Uint8Array, c: Cursor): number => (c.p < 0 ? 0 : readInt(b, c))

/** A time in milliseconds, as microseconds. */
export const readTimeUs = (b: Uint8Array, c: Cursor): number => {
  const ms = readWhole(b, c)
  if (ms > timeMsMax) c.p = -1
  return ms * 1000
}
