import type { LimitedCall, RateLimits } from '../../src/bybit-api/rate-limits'
import {
  askLeave,
  batchSize,
  heedHeaders,
  keepQuiet,
  newRateLimits,
  tokensLeft,
} from '../../src/bybit-api/rate-limits'
import { neverMs } from '../../src/bybit-api/token-bucket'
import { bucketWithin, endpointLimit } from '../../src/bybit-api/venue-limits'

const at = 1_700_000_000_000
const fresh = newRateLimits({ capacity: 100, refillRate: 10 }, at)
const create: LimitedCall = { path: '/v5/order/create', category: 'linear', orders: 1 }
const onSpot: LimitedCall = { ...create, category: 'spot' }
const cancel: LimitedCall = { ...create, path: '/v5/order/cancel' }
const batch: LimitedCall = { path: '/v5/order/create-batch', category: 'linear', orders: 4 }
const market: LimitedCall = { path: '/v5/market/time', category: 'linear', orders: 1 }

/** How many of a call go at one moment, and what is left then. */
const spend = (limits: RateLimits, call: LimitedCall, atMs: number) => {
  let [left, count] = [limits, 0]
  for (;;) {
    const answer = askLeave(left, atMs, call)
    if (answer.waitMs > 0) return { left, count, blockedBy: answer.blockedBy, wait: answer.waitMs }
    left = answer.limits
    count += 1
  }
}

describe('the limits of a client', () => {
  test('give each endpoint in each category a bucket of its own', () => {
    const spent = spend(fresh, create, at)
    expect(spent).toMatchObject({ count: 4, blockedBy: '/v5/order/create linear', wait: 250 })
    expect(spend(spent.left, onSpot, at).count).toBe(8)
    expect(spend(spent.left, cancel, at).count).toBe(4)
  })

  test('keep orders to 80 % of what the venue allows in any second', () => {
    const granted: Array<number> = []
    let limits = fresh
    for (let ms = 0; ms < 5_000; ms += 1) {
      const answer = askLeave(limits, at + ms, create)
      limits = answer.limits
      if (answer.waitMs === 0) granted.push(ms)
    }
    const inWindow = granted.map((ms) => granted.filter((g) => g >= ms && g <= ms + 1_000).length)
    expect(Math.max(...inWindow)).toBe(8)
    expect(granted.length).toBe(4 + 4 * 5 - 1)
  })

  test('keep requests without a limit of their own to the client’s and the IP’s', () => {
    expect(spend(fresh, market, at)).toMatchObject({ count: 100, blockedBy: 'client', wait: 100 })
    const wide = newRateLimits({ capacity: 10_000, refillRate: 10_000 }, at)
    expect(spend(wide, market, at)).toMatchObject({ count: 240, blockedBy: 'ip', wait: 21 })
  })

  test('count a batch by its orders at its endpoint, and once for the client', () => {
    const after = askLeave(fresh, at, batch).limits
    expect(tokensLeft(after, at)).toStrictEqual(
      new Map([
        ['client', 99],
        ['ip', 239],
        ['/v5/order/create-batch linear', 0],
      ]),
    )
    expect(spend(after, create, at).count).toBe(4)
  })

  test('take nothing anywhere when one bucket has not enough', () => {
    const { left } = spend(fresh, create, at)
    expect(askLeave(left, at, create).limits).toBe(left)
  })

  test('know how many orders a batch may have: what a full bucket allows', () => {
    expect(batchSize(fresh, at, batch)).toBe(4)
    expect(batchSize(fresh, at, { ...batch, category: 'spot' })).toBe(8)
    expect(askLeave(fresh, at, { ...batch, orders: 5 }).waitMs).toBe(neverMs)
  })

  test('refill at a rate with a fraction', () => {
    const slow = newRateLimits({ capacity: 1, refillRate: 0.5 }, at)
    expect(spend(slow, market, at)).toMatchObject({ count: 1, wait: 2_000 })
  })

  test('stay quiet for as long as was said, and a longer silence stays', () => {
    const quiet = keepQuiet(keepQuiet(fresh, at, 'ip', 600_000), at, 'ip', 1_000)
    expect(askLeave(quiet, at + 1_000, create)).toMatchObject({ waitMs: 599_000, blockedBy: 'ip' })
    expect(askLeave(quiet, at + 600_000, create).waitMs).toBe(0)
  })
})

describe('the venue’s headers', () => {
  const told = (limit: string, remaining: string, resetAt: string) => ({
    'x-bapi-limit': limit,
    'x-bapi-limit-status': remaining,
    'x-bapi-limit-reset-timestamp': resetAt,
  })
  const heed = (headers: Readonly<Record<string, string>>, serverMs: number | null = at) =>
    heedHeaders(fresh, at, create, headers, serverMs)

  test('raise a limit, without giving tokens at once', () => {
    const raised = heed(told('60', '59', String(at)))
    expect(spend(raised, create, at).count).toBe(4)
    expect(spend(raised, create, at + 1_000).count).toBe(24)
  })

  test('make a batch as large as the venue takes it, once the limit allows it', () => {
    const raised = heedHeaders(fresh, at, batch, told('60', '59', String(at)), at)
    expect(batchSize(raised, at, batch)).toBe(20)
  })

  test('lower a limit', () => {
    expect(spend(heed(told('5', '4', String(at))), create, at).count).toBe(2)
  })

  test('tell of requests that someone else has made', () => {
    expect(spend(heed({ 'x-bapi-limit-status': '1' }), create, at).count).toBe(1)
  })

  test('shut an endpoint until its reset, by the venue’s clock', () => {
    const shut = heedHeaders(fresh, at, create, told('10', '0', '500700'), 500_000)
    expect(askLeave(shut, at, create)).toMatchObject({ waitMs: 700 })
    expect(askLeave(shut, at, cancel).waitMs).toBe(0)
  })

  test('are not required, and are ignored one by one when they make no sense', () => {
    const asIfNone = spend(fresh, create, at).count
    for (const headers of [
      {},
      told('', '', ''),
      told('-1', '-1', '-1'),
      told('0', 'none', 'soon'),
      told('1e9', '1.5', 'NaN'),
      told('99999999999999999999', '99999999999999999999', '0'),
    ]) {
      expect(spend(heed(headers), create, at).count).toBe(asIfNone)
    }
    const far = heed(told('10', '0', String(at + 3_600_000)))
    expect(askLeave(far, at, create).waitMs).toBe(250)
    expect(askLeave(heed(told('10', '0', String(at + 700)), null), at, create).waitMs).toBe(250)
    expect(heedHeaders(fresh, at, market, told('10', '0', '0'), at)).toBe(fresh)
  })
})

describe('a bucket within a limit', () => {
  test.each([1, 2, 3, 5, 10, 20, 25, 50, 600])('of %d stays within 80 %% of it', (limit) => {
    const rule = bucketWithin(limit, 1_000)
    const inWindow = rule.capacity + (rule.refill * 1_000) / rule.everyMs
    if (limit > 2) expect(inWindow).toBeLessThanOrEqual(limit * 0.8)
    else expect(rule).toStrictEqual({ capacity: 1, refill: 1, everyMs: 1_250 })
  })

  test('is no endpoint’s that the venue does not limit by account', () => {
    expect(endpointLimit('/v5/market/time', 'linear')).toBeNull()
    expect(endpointLimit('toString', 'linear')).toBeNull()
  })
})
