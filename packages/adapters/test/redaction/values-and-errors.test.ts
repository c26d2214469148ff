import fc from 'fast-check'

import { newRedactor } from '../../src/redaction/redactor'

const secret = 's3cret-Value-1234'
const redactor = newRedactor()
redactor.remember(secret)
const json = (value: unknown): string => JSON.stringify(redactor.value(value))

describe('a value', () => {
  it.each<readonly [string, unknown, string]>([
    ['texts in lists', [`a ${secret}`], '["a s3c...***"]'],
    ['keys', { [secret]: 1 }, '{"s3c...***":1}'],
    [
      "secrets' names",
      { apiKey: 'abcdefgh', n: { password: 12 } },
      '{"apiKey":"abc...***","n":{"password":"***"}}',
    ],
    [
      'what stands under such a name',
      { secret: { value: secret } },
      '{"secret":{"value":"s3c...***"}}',
    ],
    [
      'auth frames',
      { op: 'auth', args: ['abcdefgh', 1, 'sig'] },
      '{"op":"auth","args":["abc...***",1,"***"]}',
    ],
    [
      'raw headers',
      ['X-BAPI-SIGN', 'abcdefgh', 'Host', 'x'],
      '["X-BAPI-SIGN","abc...***","Host","x"]',
    ],
    [
      'maps and sets',
      new Map([
        ['token', new Set(['x'])],
        ['sign', 'abcdefgh'],
      ] as never),
      '{"token":["x"],"sign":"abc...***"}',
    ],
    [
      'addresses',
      { at: new URL('https://a.b/?sign=abcdefgh') },
      '{"at":"https://a.b/?sign=abc...***"}',
    ],
    ['bytes', { body: Buffer.from(secret) }, '{"body":"[17 bytes]"}'],
    [
      'what JSON has no word for',
      [1n, () => 1, Symbol('x'), undefined, NaN],
      '["1","[function]","[symbol]",null,null]',
    ],
    [
      'an anchor',
      { signature: 'y'.repeat(86), public_key: 'x' },
      `{"signature":"${'y'.repeat(86)}","public_key":"x"}`,
    ],
  ])('is redacted: %s', (_, value, shown) => {
    expect(json(value)).toBe(shown)
  })

  it('may lead back to itself, be shared, or refuse to be read', () => {
    const loop: Record<string, unknown> = { a: 1 }
    loop['self'] = loop
    const shared = { token: 'abcdefgh' }
    const bad = {
      get it(): never {
        throw new Error(secret)
      },
    }
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error(secret)
        },
      },
    )
    expect(json({ loop, both: [shared, shared], bad, proxy })).toBe(
      '{"loop":{"a":1,"self":"[circular]"},' +
        '"both":[{"token":"abc...***"},{"token":"abc...***"}],' +
        '"bad":{"it":"[unreadable]"},"proxy":"[unreadable]"}',
    )
  })

  it('may be deep or large, and is cut short then', () => {
    let deep: unknown = secret
    for (let i = 0; i < 5_000; i++) deep = { deep }
    let wide: unknown = 'x'
    for (let i = 0; i < 40; i++) wide = [wide, wide]
    expect(json(deep)).toContain('[deeper]')
    expect(JSON.stringify(redactor.value(Array.from({ length: 200_000 }, () => 'x')))).toContain(
      '[more]',
    )
    expect(redactor.value(wide)).toBeDefined()
  })

  it('keeps a field that is called __proto__ from changing anything', () => {
    const value: unknown = JSON.parse(`{"__proto__":{"polluted":"${secret}"}}`)
    expect(json(value)).toBe('{"__proto__":{"polluted":"s3c...***"}}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('of any kind never shows the secret, and is the same the second time', () => {
    fc.assert(
      fc.property(
        fc.object({
          withBigInt: true,
          withDate: true,
          withMap: true,
          values: [fc.string(), fc.constant(`"${secret}`), fc.integer()],
        }),
        (value) => {
          const once = redactor.value(value)
          expect(JSON.stringify(once)).not.toContain(secret)
          expect(redactor.value(once)).toStrictEqual(once)
        },
      ),
      { seed: 3, numRuns: 300 },
    )
  })
})

describe('an error', () => {
  it('is told with its stack, its causes and the errors that it is made of', () => {
    const inner = new TypeError(`inner ${secret}`)
    const many = new AggregateError([inner, `thrown ${secret}`], `all ${secret}`, {
      cause: { message: secret },
    })
    const told = redactor.error(new Error('outer', { cause: many }))
    expect(told).not.toContain(secret)
    for (const part of [
      'Error: outer\n    at ',
      '[cause]: AggregateError: all s3c...***',
      '[cause]: s3c...***',
      '[errors]: TypeError: inner s3c...***',
      '[errors]: thrown s3c...***',
    ])
      expect(told).toContain(part)
  })

  it('whose message or stack was changed is told with both', () => {
    const error = new Error('first')
    expect(error.stack).toContain('first')
    error.message = `later ${secret}`
    expect(redactor.error(error)).toMatch(/^Error: later s3c\.\.\.\*\*\*\nError: first\n/)
  })

  it('is told with its code, and no other field', () => {
    const error = Object.assign(new Error('no'), { code: 'E_NO', config: { headers: secret } })
    expect(redactor.error(error)).toMatch(/\(E_NO\)$/)
    expect(redactor.error(error)).not.toContain('headers')
  })

  it.each<readonly [string, () => unknown]>([
    ['a text', () => secret],
    ['nothing', () => undefined],
    ['a symbol', () => Symbol(secret)],
    ['an object', () => ({ a: secret })],
    [
      'one whose fields throw',
      () =>
        Object.defineProperty(new Error('x'), 'stack', {
          get: () => {
            throw new Error(secret)
          },
        }),
    ],
    [
      'one that is its own cause',
      () => {
        const e = new Error(secret)
        e.cause = e
        return e
      },
    ],
    [
      'a long chain',
      () => {
        let e: unknown = secret
        for (let i = 0; i < 99; i++) e = new Error(secret, { cause: e })
        return e
      },
    ],
    ['a wide one', () => new AggregateError(Array.from({ length: 99 }, () => new Error(secret)))],
    [
      'a proxy that throws',
      () =>
        new Proxy(new Error('x'), {
          get: () => {
            throw new Error(secret)
          },
        }),
    ],
  ])('may be anything that can be thrown: %s', (_, thrown) => {
    const told = redactor.error(thrown())
    expect(told).not.toContain(secret)
    expect(told).not.toBe('')
  })
})
