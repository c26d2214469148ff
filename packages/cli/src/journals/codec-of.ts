import type { LineCodec } from '@shadowtape/core'
import { dialectOfHeader, knownDialects, lineCodec } from '@shadowtape/core'

/** The codec for the lines of the journal whose first line is `[start, end)`. */
export const codecOf = (b: Uint8Array, start: number, end: number): LineCodec =>
  lineCodec(dialectOfHeader(knownDialects, b, start, end))
