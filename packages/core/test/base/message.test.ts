import * as t from 'io-ts'
import { isLeft } from 'fp-ts/Either'

import { InvariantViolated, Price, invariant, message, nullable } from '../../src'

describe('invariant', () => {
  it('lets a claim that holds pass', () => {
    expect(() => invariant(1 < 2, 'one is less')).not.toThrow()
  })

  it('stops everything with its own kind of error when a claim does not hold', () => {
    expect(() => invariant(1 > 2, 'one is more')).toThrow(new InvariantViolated('one is more'))
  })
})

describe('a message', () => {
  const Seen = message('Seen', { price: nullable(Price), count: t.number })

  it('decodes what has its tag and all its fields', () => {
    const decoded = Seen.decode({ type: 'Seen', price: null, count: 1 })
    expect(decoded).toStrictEqual({
      _tag: 'Right',
      right: { type: 'Seen', price: null, count: 1 },
    })
  })

  it.each([
    ['another tag', { type: 'Heard', price: null, count: 1 }],
    ['a missing field, even one that may be null', { type: 'Seen', count: 1 }],
    ['a field of another kind', { type: 'Seen', price: '1', count: 1 }],
  ])('refuses %s', (_, value) => {
    expect(isLeft(Seen.decode(value))).toBe(true)
  })
})
