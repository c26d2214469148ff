import { join } from 'node:path'

import { corpusOf } from '../fuzz/corpus'
import { newDice } from '../fuzz/dice'
import { fuzzLines } from '../fuzz/fuzz-lines'
import { fuzzedLine } from '../fuzz/fuzzed-line'
import { goldenLines } from '../fuzz/golden-lines'
import { messageTypes } from '../support/any-message'

const seed = 1
const byText = (a: string, b: string) => (a < b ? -1 : 1)
const corpus = corpusOf(goldenLines(join(__dirname, '../../../../journals')), seed)

describe('the byte reader', () => {
  it('says of every mutated line what JSON.parse and io-ts say, wherever it stands', () => {
    const { lines, accepted, failure } = fuzzLines(corpus, seed, 0, 120_000)
    expect(failure).toBeNull()
    expect(lines).toBe(120_000)
    // the law must have met sound lines of every type
    expect([...accepted.keys()].sort(byText)).toStrictEqual([...messageTypes].sort(byText))
    expect(Math.min(...accepted.values())).toBeGreaterThan(100)
  })

  it('is given the same lines by the same seed, and others by another', () => {
    const linesBy = (set: number) => {
      const dice = newDice()
      return Array.from({ length: 100 }, (_, nth) => {
        dice.set(set, nth)
        return fuzzedLine(dice, corpus).line
      })
    }
    expect(linesBy(5)).toStrictEqual(linesBy(5))
    expect(linesBy(5)).not.toStrictEqual(linesBy(6))
  })
})
