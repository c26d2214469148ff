import { base64Forms, encodedForms } from './encoded-forms'
import type { SecretForm } from './secret-form'

/** A line of a PEM is looked for from so many characters on: the last one may be short. */
const lineLengthMin = 8

/**
 * What a private key in PEM may look like besides: with other ends of its lines, without any, in
 * hex, and every line of it alone, which shows nothing, as all its lines would show much together.
 */
export const pemForms = (text: string): ReadonlyArray<SecretForm> => {
  if (!text.includes('-----BEGIN ') || !text.includes('PRIVATE KEY-----')) return []
  const lines = text.split(/\r\n|\n|\\n|\r/).map((line) => line.trim())
  const body = lines.filter((line) => /^[A-Za-z0-9+/=]+$/.test(line))
  const joined = body.join('')
  const der = Buffer.from(joined, 'base64')
  return [
    ...['\n', '\r\n', '\\n', '\\\\n', '\\u000a', ' '].flatMap((end) => [
      whole(lines.join(end)),
      whole(body.join(end)),
    ]),
    ...encodedForms(lines.join('\n')),
    ...base64Forms(joined),
    ...[der.toString('hex'), der.toString('hex').toUpperCase()].map(whole),
    ...body
      .filter((line) => line.length >= lineLengthMin)
      .flatMap(base64Forms)
      .map(({ text: line }): SecretForm => ({ text: line, shows: 'nothing' })),
  ]
}

const whole = (text: string): SecretForm => ({ text, shows: 'nothing' })
