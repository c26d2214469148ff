import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'

import { isLeft } from 'fp-ts/Either'

import type { Entry, LineFault, ScaleTable } from '../../src'
import { entryOfJson, jsonOfEntry, lineFault } from '../../src'

/**
 * What a line is by JSON.parse, io-ts and JSON.stringify, whatever its CRC says: its entry where
 * it is the one canonical way to write one. It has nothing in common with the byte reader but the
 * declarations of the messages.
 */
export type Answer = {
  readonly entry: Entry | null
  readonly fault: LineFault | null
  readonly isCrcGood: boolean
  /** Whether nothing in it needs an escape or is beyond ASCII. */
  readonly isPlain: boolean
}

/** The answer to a line, whose letters are its bytes. */
export const answerOf = (line: string, bytes: Uint8Array, scales: ScaleTable): Answer => {
  const at = line.length - tailLength
  if (at <= 0 || !line.startsWith(',"crc":"', at) || !line.endsWith('"}'))
    return refused(noCrc, false)
  const before = bytes.subarray(0, at)
  const crc = crc32(before).toString(16).padStart(8, '0')
  const tail = `,"crc":"${crc}"}`
  const isCrcGood = line.endsWith(tail)
  const isAscii = !beyondAscii.test(line)
  if (!isAscii && !isUtf8(before)) return refused(notUtf8, isCrcGood)
  const body = isAscii ? line.slice(0, at) : Buffer.from(before).toString('utf8')
  const answer = entryOfJson(body + tail, scales)
  if (isLeft(answer)) return refused(answer.left, isCrcGood)
  const entry = answer.right
  const json = JSON.stringify(jsonOfEntry(entry, scales))
  if (json.length !== body.length + 1 || !json.startsWith(body))
    return refused(notCanonical, isCrcGood)
  return { entry, fault: null, isCrcGood, isPlain: isAscii && !needsEscape.test(body) }
}

const tailLength = 18
const beyondAscii = /[\x80-\xff]/
const needsEscape = /[\\\x7f]/

const noCrc = lineFault('torn', 'crc', 'no crc')
const notUtf8 = lineFault('json', null, 'the line is not UTF-8')
const notCanonical = lineFault('not canonical', null, 'the line is not canonical')

const refused = (fault: LineFault, isCrcGood: boolean): Answer => ({
  entry: null,
  fault,
  isCrcGood,
  isPlain: false,
})
