import * as fc from 'fast-check'

import { canonicalJson } from '../../src'

/** What canonical JSON is, in as few words as there are. */
const asDefined = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(asDefined).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const record = value as Readonly<Record<string, unknown>>
  const members = Object.keys(record)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => `${JSON.stringify(key)}:${asDefined(record[key])}`)
  return `{${members.join(',')}}`
}

/** Texts of any UTF-16 unit, halves of pairs among them, about as long as the short ones may be. */
const texts = fc.oneof(
  fc.string({ maxLength: 70 }),
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0x80 }), fc.integer({ min: 0, max: 0xffff })))
    .map((units) => String.fromCharCode(...units)),
)

const numbers = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger())

const values = fc.anything({
  key: texts,
  maxDepth: 4,
  maxKeys: 20,
  values: [texts, numbers, fc.boolean(), fc.constant(null), fc.constant(undefined)],
})

/** Records on both sides of how many keys are few. */
const wide = fc.dictionary(texts, fc.oneof(numbers, texts), { minKeys: 10, maxKeys: 24 })

describe('canonicalJson', () => {
  it('is what it is defined to be, for any value', () => {
    fc.assert(fc.property(values, (value) => canonicalJson(value) === asDefined(value)))
  })

  it('is, for records of few keys and of many', () => {
    fc.assert(fc.property(wide, (value) => canonicalJson(value) === asDefined(value)))
  })

  it('is, with holes in a list and what JSON has no word for', () => {
    const holes = Object.assign(new Array<number>(3), { 1: 2 })
    for (const value of [holes, [undefined, 1], [() => 1, 2], { a: undefined }, [NaN, -0, 1e21]])
      expect(canonicalJson(value)).toBe(asDefined(value))
  })
})
