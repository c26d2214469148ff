import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import fc from 'fast-check'

import { newRedactor } from '../../src/redaction/redactor'
import { mayHoldSecret } from '../../src/redaction/triggers'

const journals = resolve(__dirname, '..', '..', '..', '..', 'journals')
const files = readdirSync(journals, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.jsonl'),
)

describe('a journal that was recorded', () => {
  it('is one of many', () => {
    expect(files.length).toBeGreaterThan(8)
  })

  it.each(files)('passes unchanged, and by the cheap check alone: %s', (name) => {
    const whole = readFileSync(join(journals, name), 'utf8')
    const { text, remember } = newRedactor()
    expect(mayHoldSecret(whole)).toBe(false)
    expect(text(whole) === whole).toBe(true)
    remember('CFEJUGQEQPPHGOHGHM')
    remember('a-secret-of-36-characters-0123456789')
    for (const line of whole.split('\n')) if (text(line) !== line) throw new Error(line)
  })
})

describe('any text', () => {
  const { text, remember } = newRedactor()
  remember('s3cret-Value-1234')
  const words = [
    ...['"', "'", '\\', '\\"', '{', '}', '[', ']', ':', '=', ',', ' ', '\n', '&', '%3D'],
    ...['secret', 'apiKey', 'sign', 'X-BAPI-SIGN', '"op":"auth"', '"args":[', 'origin_string['],
    ...['-----BEGIN PRIVATE KEY-----', '-----END ', 'AKIAIOSFODNN7EXAMPLE', 's3cret-Value-1234'],
    ...['Bearer ', 'abcdefgh12345678', 'Authorization', '***', '...***', 'null'],
  ]

  it('that secrets are made of is redacted once and for all', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const once = text(parts.join(''))
        expect(once).not.toContain('s3cret-Value-1234')
        expect(text(once)).toBe(once)
      }),
      { seed: 5, numRuns: 4_000 },
    )
  })

  it('that was JSON is JSON still', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('secret', 'apiKey', 'token', 'n', 'retMsg', 'op', 'args'),
            fc.oneof(
              fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((parts) => parts.join('')),
              fc.array(fc.string(), { maxLength: 3 }),
              fc.string(),
              fc.integer(),
            ),
          ),
          { maxLength: 5 },
        ),
        (fields) => {
          const plain = JSON.stringify(Object.fromEntries(fields))
          expect(() => JSON.parse(text(plain)) as unknown).not.toThrow()
        },
      ),
      { seed: 6, numRuns: 5_000 },
    )
  })

  it.each(words.map((word) => [word]))('of a million characters is done with: %j', (word) => {
    const many = word.repeat(Math.ceil(1_000_000 / word.length))
    expect(text(many).length).toBeGreaterThan(0)
    expect(text(`{"op":"auth","secret":"${many}`).length).toBeGreaterThan(0)
  })

  it('is taken from someone who breaks the rules', () => {
    expect(text(undefined as never)).toBe('undefined')
    expect(text(Object.create(null) as never)).toBe('[a text that could not be redacted]')
    expect(text('\ud800 secret="\udc00abcdefgh"')).toBe('\ud800 secret="***"')
  })
})
