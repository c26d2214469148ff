import type { Entry, LineCodec, Message, Seq, TimestampUs } from '../../src'
import { crc32, viewOf } from '../../src'

/** A message in an envelope. */
export const entryOf = (message: Message, seq = 7, cause: number | null = null): Entry => ({
  seq: seq as Seq,
  at: 1_700_000_000_000_000 as TimestampUs,
  cause: cause as Seq | null,
  message,
})

/** The bytes of an entry's line, its newline included. */
export const lineBytesOf = (codec: LineCodec, entry: Entry): Uint8Array => {
  const bytes = new Uint8Array(codec.sizeMax(entry))
  return bytes.subarray(0, codec.encode(bytes, 0, entry))
}

/** The bytes of a line with the CRC that its bytes ask for, without a newline. */
export const withCrc = (body: Uint8Array | string): Uint8Array => {
  const bytes = Buffer.from(body as string)
  const crc = crc32(viewOf(bytes), 0, bytes.length).toString(16).padStart(8, '0')
  return Buffer.concat([bytes, Buffer.from(`,"crc":"${crc}"}`)])
}

/** The bytes of a line before its CRC. */
export const bodyOf = (line: Uint8Array): Uint8Array =>
  line.subarray(0, line.length - (line.at(-1) === 10 ? 19 : 18))
