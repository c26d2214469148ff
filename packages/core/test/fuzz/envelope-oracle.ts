import type { Envelope } from '../../src'
import { knownDialects } from '../../src'

/** The messages of today by the names that lines have them under. */
const typeOf = new Map(
  [...knownDialects.newest.spoken.values()].map(({ written, type }) => [written, type]),
)

const envelope =
  /^\{"seq":([1-9][0-9]{0,15}),"at":(0|[1-9][0-9]{0,15}),"cause":(null|[1-9][0-9]{0,15}),"type":"([A-Za-z]+(?:@[0-9]+)?)"(?=,)/

/** What a line's envelope is by a regular expression, or `null`; its letters are its bytes. */
export const envelopeOf = (line: string): Envelope | null => {
  const match = envelope.exec(line)
  if (match === null || !line.startsWith(',"crc":"', line.length - 18)) return null
  const [all, seq, at, cause, type = ''] = match
  const numbers = [Number(seq), Number(at), cause === 'null' ? 0 : Number(cause)] as const
  if (!numbers.every(Number.isSafeInteger) || !typeOf.has(type)) return null
  return {
    seq: numbers[0],
    at: numbers[1],
    cause: cause === 'null' ? null : numbers[2],
    type: typeOf.get(type) as Envelope['type'],
    p: all.length,
  }
}

/** Whether an envelope read at `start` is the one that is there. */
export const isSameEnvelope = (read: Envelope, wanted: Envelope, start: number): boolean =>
  read.seq === wanted.seq &&
  read.at === wanted.at &&
  read.cause === wanted.cause &&
  read.type === wanted.type &&
  read.p === wanted.p + start
