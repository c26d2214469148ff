import { createHash } from 'node:crypto'

import { crc32, messageName, noDigest, viewOf } from '@shadowtape/core'

type Fields = Record<string, unknown>

/**
 * A journal with some of its lines changed by someone who knows the format: every CRC and every
 * seal is made anew, so that the bytes are sound.
 */
export const resealed = (bytes: Buffer, change: (fields: Fields) => Fields): Buffer => {
  let chain = createHash('sha256').update(noDigest)
  let sealedBytes = 0
  const lines: Array<string> = []
  for (const text of bytes.toString().trimEnd().split('\n')) {
    const { crc: _, ...was } = JSON.parse(text) as Fields
    const fields = change(was)
    const type = messageName(String(fields['type']))
    if (type === 'Sealed' || type === 'SessionClosed') {
      fields['digest'] = chain.digest('hex')
      if (type === 'Sealed') fields['bytes'] = sealedBytes
      chain = createHash('sha256').update(String(fields['digest']))
      sealedBytes = 0
    }
    const line = withCrc(`${JSON.stringify(fields).slice(0, -1)},"crc":""}\n`)
    chain.update(line)
    sealedBytes += Buffer.byteLength(line)
    lines.push(line)
  }
  return Buffer.from(lines.join(''))
}

/** A line with a good CRC in the place of its own. */
export const withCrc = (line: string): string => {
  const body = line.slice(0, line.lastIndexOf(',"crc":'))
  const sum = crc32(viewOf(Buffer.from(body)), 0, Buffer.byteLength(body))
  return `${body},"crc":"${sum.toString(16).padStart(8, '0')}"}\n`
}

/** A change to one field of one line. */
export const changing =
  (seq: number, field: string, value: unknown) =>
  (fields: Fields): Fields =>
    fields['seq'] === seq ? { ...fields, [field]: value } : fields
