import {
  atMostTokens,
  fullBucket,
  neverMs,
  refilled,
  takeTokens,
  tokensIn,
  withRule,
} from '../../src/bybit-api/token-bucket'

const rule = { capacity: 4, refill: 3, everyMs: 1_000 }

describe('a bucket of 4 tokens to which 3 come back each second', () => {
  const full = fullBucket(rule, 1_000)
  const empty = takeTokens(full, 1_000, 4).bucket

  test('gives all it has at once', () => {
    expect(tokensIn(full, 1_000)).toBe(4)
    expect(takeTokens(full, 1_000, 4).waitMs).toBe(0)
    expect(tokensIn(empty, 1_000)).toBe(0)
  })

  test('says exactly how long to wait for one more', () => {
    expect(takeTokens(empty, 1_000, 1).waitMs).toBe(334)
    expect(takeTokens(empty, 1_333, 1).waitMs).toBe(1)
    expect(takeTokens(empty, 1_334, 1).waitMs).toBe(0)
  })

  test('takes nothing where it says to wait', () => {
    expect(takeTokens(empty, 1_500, 2).bucket).toStrictEqual(refilled(empty, 1_500))
  })

  test('says that more than it holds never comes', () => {
    expect(takeTokens(full, 1_000, 5).waitMs).toBe(neverMs)
    expect(takeTokens(fullBucket({ ...rule, refill: 0 }, 0), 0, 5).waitMs).toBe(neverMs)
  })

  test('holds no more than it holds, however long it is left alone', () => {
    expect(tokensIn(empty, Number.MAX_SAFE_INTEGER)).toBe(4)
  })

  test('gives nothing when time runs back, and waits until it is where it was', () => {
    expect(tokensIn(empty, 0)).toBe(0)
    expect(takeTokens(empty, 400, 1).waitMs).toBe(600 + 334)
  })

  test('keeps to what someone else knows to be left', () => {
    expect(tokensIn(atMostTokens(full, 1_000, 1), 1_000)).toBe(1)
    expect(tokensIn(atMostTokens(empty, 1_000, 3), 1_000)).toBe(0)
  })

  test('takes its tokens along under another rule, as far as they fit', () => {
    const smaller = withRule(full, 1_000, { capacity: 2, refill: 2, everyMs: 500 })
    expect(tokensIn(smaller, 1_000)).toBe(2)
    const larger = withRule(full, 1_000, { capacity: 40, refill: 2, everyMs: 500 })
    expect(tokensIn(larger, 1_000)).toBe(4)
  })
})
