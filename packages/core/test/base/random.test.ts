import { draw, happens } from '../../src'

describe('draw', () => {
  it('gives the same number for the same seed, purpose and ordinal, for ever', () => {
    expect([1, 2, 3].map((ordinal) => draw(42, 'fill', ordinal))).toStrictEqual(
      [1, 2, 3].map((ordinal) => draw(42, 'fill', ordinal)),
    )
  })

  it('keeps purposes apart', () => {
    expect(draw(42, 'fill', 1)).not.toBe(draw(42, 'reject', 1))
  })
})

describe('happens', () => {
  it('never happens at 0 and always at one million', () => {
    for (let ordinal = 0; ordinal < 1_000; ordinal++) {
      expect(happens(7, 'fill', ordinal, 0)).toBe(false)
      expect(happens(7, 'fill', ordinal, 1_000_000)).toBe(true)
    }
  })
})
