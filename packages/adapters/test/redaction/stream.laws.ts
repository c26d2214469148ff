import fc from 'fast-check'

import { heldMax } from '../../src/redaction/redacted-stream'
import { newRedactor } from '../../src/redaction/redactor'

const hex = 'a1b2c3d4'.repeat(8)
const body = 'MIIEowIBAAKCAQEAx/+7MIIEowIBAAKCAQEAx/+7abcdefghijklmnopqrstuvwx\n'
const pem = `-----BEGIN PRIVATE KEY-----\n${body.repeat(25)}-----END PRIVATE KEY-----\n`
const known = 'kN0wn-S3cret/Value+42'
const constructs = [
  `X-BAPI-SIGN: ${hex}\n`,
  `{"op":"auth","args":["an-api-key",1662350400000,"${hex}"]}\n`,
  `{"secret":"${'s3cret'.repeat(9)}"} `,
  `{"api_key":"k","b":"${Buffer.from(known).toString('base64')}"}`,
  'error sign! origin_string[1700000000000an-api-key5000a=1]\n',
  ` ${known} `,
  `${encodeURIComponent(known)}|`,
  ' shorty ',
  'AKIAIOSFODNN7EXAMPLE ',
  pem,
  JSON.stringify(pem),
  'an ordinary line of 42 words\n',
  `{"seq":7,"digest":"${hex}"}\n`,
  'x'.repeat(3_000),
]

const redactor = newRedactor()
redactor.remember(known)
redactor.remember('shorty')

const streamed = (text: string, pieces: ReadonlyArray<number>): string => {
  const stream = redactor.stream()
  let out = ''
  let at = 0
  for (let i = 0; at < text.length; i++) {
    const size = pieces[i % pieces.length] ?? 1
    out += stream.push(text.slice(at, at + size))
    at += size
  }
  return out + stream.end()
}

describe('a text that comes in pieces', () => {
  it('is redacted as it would be in one, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...constructs), { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 6_000 }), { minLength: 1, maxLength: 20 }),
        (parts, pieces) => {
          const text = parts.join('')
          expect(streamed(text, pieces)).toBe(redactor.text(text))
        },
      ),
      { seed: 11, numRuns: 150 },
    )
  })

  it('is redacted at each single place where it can be cut', () => {
    const text = `${'y'.repeat(9_000)} ${constructs.join('')}`
    const whole = redactor.text(text)
    for (let at = 8_990; at < text.length; at += 1) {
      const stream = redactor.stream()
      const out = stream.push(text.slice(0, at)) + stream.push(text.slice(at)) + stream.end()
      if (out !== whole) throw new Error(`cut at ${String(at)}`)
    }
    expect(whole).not.toContain(known)
  })

  it('one character at a time too', () => {
    const text = constructs.join('').repeat(3)
    expect(streamed(text, [1])).toBe(redactor.text(text))
  })

  it('holds back no more than a value that has no end may have', () => {
    const stream = redactor.stream()
    let [given, shown] = ['{"secret":"', stream.push('{"secret":"').length]
    for (let i = 0; i < 200; i++) {
      given += 'abcdefghij'.repeat(100)
      shown += stream.push('abcdefghij'.repeat(100)).length
    }
    expect(shown).toBeGreaterThan(given.length - 2 * heldMax)
    expect(stream.end().length).toBeLessThan(2 * heldMax)
  })
})
