import { createPrivateKey, generateKeyPairSync } from 'node:crypto'

import fc from 'fast-check'

import { rememberedMax } from '../../src/redaction/known-secrets'
import { newRedactor } from '../../src/redaction/redactor'

/** Secrets of any characters but the asterisk, of which masks are made. */
const secret = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter((one) => !one.includes('*') && one.trim().length >= 8)
const beside = fc.string({ unit: 'grapheme', maxLength: 30 })

/** The ways in which a secret may come to be in a text; `around` stands beside it. */
const writings: Readonly<Record<string, (value: string, around: string) => string>> = {
  'as it is': (value) => value,
  'in JSON': (value) => JSON.stringify({ a: value }),
  'in JSON in JSON': (value) => JSON.stringify(JSON.stringify({ a: value })),
  'in a URL': (value) => encodeURIComponent(value),
  'in a form': (value) => new URLSearchParams({ a: value }).toString(),
  'as hex': (value) => Buffer.from(value).toString('hex'),
  'as upper-case hex': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'as base64': (value) => Buffer.from(value).toString('base64'),
  'as base64url': (value) => Buffer.from(value).toString('base64url'),
  'in the base64 of more': (value, around) =>
    Buffer.from(`${around}${value}${around}`).toString('base64'),
}

describe('a secret that is remembered', () => {
  it.each(Object.entries(writings))('never shows, written %s', (_, write) => {
    fc.assert(
      fc.property(secret, beside, beside, (value, around, other) => {
        const { remember, text } = newRedactor()
        expect(remember(value)).toBe(true)
        const written = write(value, around)
        const shown = text(`${around} ${written} ${other}`)
        expect(shown).not.toContain(value)
        expect(shown).not.toContain(written)
        expect(text(shown)).toBe(shown)
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  it('hides all of several secrets, also where one stands in another or laps over it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ab]{24}$/),
        fc.nat(16),
        fc.integer({ min: 8, max: 16 }),
        (long, at, size) => {
          const { remember, text } = newRedactor()
          const inside = long.slice(at, at + size)
          remember(long)
          remember(inside)
          const shown = text(`${inside} ${long}${long.slice(-3)}${inside}`)
          expect(shown).not.toContain(long)
          if (inside.length >= 8) expect(shown).not.toContain(inside)
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })

  it('leaves everything else as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{8,30}$/), beside, (value, around) => {
        const { remember, text } = newRedactor()
        remember(value)
        fc.pre(!around.includes(value))
        const [shown, before] = [text(`${around}|${value}|${around}`), text(around)]
        expect(shown).toBe(`${before}|${value.slice(0, 3)}...***|${before}`)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('is hidden only as a whole word where it has fewer than eight characters', () => {
    const { remember, text } = newRedactor()
    remember('key7')
    expect(text('key7 (key7) "key7" monkey7 key77 key7_ key7.')).toBe(
      '*** (***) "***" monkey7 key77 key7_ ***.',
    )
  })

  it('is remembered once, and refused where there is no more room', () => {
    const { remember, text } = newRedactor()
    const ids = Array.from({ length: rememberedMax.secrets }, (_, i) => `a-secret-${String(i)}x`)
    expect(ids.every((id) => remember(id) && remember(id))).toBe(true)
    expect(remember('one-secret-more')).toBe(false)
    expect(remember('x'.repeat(rememberedMax.secretLength + 1))).toBe(false)
    expect(ids.filter((id) => text(id) !== 'a-s...***')).toStrictEqual([])
  })

  it('may be empty, which hides nothing', () => {
    const { remember, text } = newRedactor()
    expect([remember(''), remember(' \n')]).toStrictEqual([true, true])
    expect(text('a  b\n')).toBe('a  b\n')
  })
})

describe('a signature', () => {
  it('is hidden until 256 others were made', () => {
    const { rememberSignature, text } = newRedactor()
    const made = Array.from({ length: rememberedMax.signatures + 1 }, (_, i) =>
      String(i).padStart(4, '0').repeat(16),
    )
    made.forEach(rememberSignature)
    expect(made.filter((one) => text(one) === one)).toStrictEqual(made.slice(0, 1))
  })

  it('of an RSA key is hidden in a URL and in JSON too', () => {
    const { rememberSignature, text } = newRedactor()
    const signature = `${'Abc+/d'.repeat(57)}Ab==`
    rememberSignature(signature)
    expect(text(`?a=${encodeURIComponent(signature)}&b=1`)).toBe('?a=Abc...***&b=1')
    expect(text(JSON.stringify({ a: signature }))).toBe('{"a":"Abc...***"}')
  })
})

describe('a private key that is remembered', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const lines = pem.split('\n').filter((line) => line.length >= 8 && !line.startsWith('-'))
  const redactor = newRedactor()
  redactor.remember(pem)

  it.each([
    ['whole', pem],
    ['with other line ends', pem.replaceAll('\n', '\r\n')],
    ['with escaped line ends', pem.replaceAll('\n', '\\n')],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ a: pem }))],
    ['without head and foot', lines.join('\n')],
    ['as one line', lines.join('')],
    [
      'as DER in hex',
      createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }).toString('hex'),
    ],
    ['as base64 of the file', Buffer.from(pem).toString('base64')],
    ['in a form', new URLSearchParams({ a: pem }).toString()],
    ['a line of it', `line 3: ${lines[3] ?? ''}`],
    ['its last line', `the end ${lines.at(-1) ?? ''}`],
    ['line by line in brackets', lines.map((line) => `[${line}]`).join('')],
  ])('never shows: %s', (_, plain) => {
    const shown = redactor.text(plain)
    expect(shown).not.toBe(plain)
    for (let at = 0; at + 8 <= plain.length; at += 4) {
      const piece = plain.slice(at, at + 8)
      if (/^[A-Za-z0-9+/]{8}$/.test(piece)) expect(shown).not.toContain(piece)
    }
  })
})
