import { signHeaders } from '../../src/bybit-api/wire-request'
import type { Attempt } from '../../src/bybit-rest/trouble'
import { systemClock } from '../../src/bybit-rest/client-clock'
import { exchangeFaultText } from '../../src/exchange/exchange-fault'
import { anOrder, madeClient } from './made-client'
import { enveloped, smallDesk } from './small-desk'
import { startedAt, virtualClock } from './virtual-clock'

const asking = { category: 'linear', symbol: 'BTCUSDT' } as const

/** A client whose clock is so far off the desk's: above 0 where it is ahead. */
const off = (ms: number) => {
  const clock = virtualClock()
  const desk = smallDesk(() => clock.nowMs() - ms)
  const attempts: Array<Attempt> = []
  const onAttempt = (attempt: Attempt) => attempts.push(attempt)
  return { ...madeClient({ clock, desk, onAttempt }), desk, attempts }
}

describe('a clock that is off', () => {
  test.each([
    ['more than a second ahead', 1_002],
    ['a day ahead', 86_400_000],
    ['more than the window behind', -5_001],
  ])('is set once after 10002, and the request is sent again: %s', async (_, ms) => {
    const { client, desk, attempts } = off(ms)
    expect(await client.openOrders(asking)()).toMatchObject({ _tag: 'Right' })
    expect(client.clockOffset()).toMatchObject({ offsetMs: -ms, roundTripMs: 0 })
    expect(attempts.map(({ path, reason }) => [path, reason])).toStrictEqual([
      ['/v5/order/realtime', 'FIRST'],
      ['/v5/market/time', 'FIRST'],
      ['/v5/order/realtime', 'CLOCK_OFF'],
    ])
    const signed = Number(desk.requests.at(-1)?.headers[signHeaders.timestamp])
    expect(signed).toBe(startedAt - ms)
  })

  test('is set for all that follows, orders too', async () => {
    const { client, desk } = off(4_000)
    expect(await client.placeOrder(anOrder)()).toMatchObject({ _tag: 'Right' })
    await client.openOrders(asking)()
    expect(desk.sent('/v5/market/time')).toHaveLength(1)
    expect(desk.orders.size).toBe(1)
  })

  test('of less than that is nobody’s business', async () => {
    const { client, desk } = off(999)
    await client.openOrders(asking)()
    expect(desk.requests).toHaveLength(1)
    expect(client.clockOffset()).toBeNull()
  })

  test('that cannot be set right is explained in words', async () => {
    const { client, desk } = off(1_500)
    const again = { refusedWith: enveloped(10002) }
    desk.disturb('/v5/order/realtime', again, again)
    const outcome = await client.openOrders(asking)()
    if (outcome._tag === 'Right') throw new Error('it worked')
    expect(outcome.left).toMatchObject({ type: 'Clock', offsetMs: -1_500, recvWindowMs: 5_000 })
    const says = exchangeFaultText(outcome.left)
    expect(says).toContain('1500 ms behind ours, measured in 0 ms')
    expect(says).toContain('at most 5000 ms old (recvWindow)')
    expect(says).toContain('more than 1000 ms ahead of the exchange is refused for any recvWindow')
    expect(desk.sent('/v5/order/realtime')).toHaveLength(2)
  })

  test('that cannot be measured is explained too', async () => {
    const { client, desk } = off(1_500)
    const lost = Array.from({ length: 4 }, () => 'lost request' as const)
    desk.disturb('/v5/market/time', ...lost)
    const outcome = await client.openOrders(asking)()
    if (outcome._tag === 'Right') throw new Error('it worked')
    expect(outcome.left).toMatchObject({ type: 'Clock', offsetMs: null })
    expect(exchangeFaultText(outcome.left)).toContain('could not be measured')
  })

  test('that the exchange complains of whatever it is asked is given up', async () => {
    const { client, desk } = madeClient()
    const always = Array.from({ length: 20 }, () => ({ refusedWith: enveloped(10002) }))
    for (const path of ['/v5/order/realtime', '/v5/market/time']) desk.disturb(path, ...always)
    expect(await client.openOrders(asking)()).toMatchObject({ left: { type: 'Clock' } })
    expect(desk.requests).toHaveLength(2)
  })

  test('is measured at half of the way there and back', async () => {
    const clock = virtualClock()
    const desk = smallDesk(clock.nowMs)
    const { client } = madeClient({
      clock,
      desk: {
        ...desk,
        answer: (request) => {
          clock.advance(100)
          const answer = desk.answer(request)
          clock.advance(300)
          return answer
        },
      },
    })
    expect(await client.serverTime()()).toStrictEqual({
      _tag: 'Right',
      right: { serverMs: startedAt + 100, offsetMs: -100, roundTripMs: 400 },
    })
  })

  test('is not measured by an answer without a time', async () => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/market/time', { instead: enveloped(0) })
    expect(await client.serverTime()()).toMatchObject({ left: { type: 'Garbled', field: 'time' } })
  })
})

describe('the machine’s clock', () => {
  test('wakes who waits when the wait is called off', async () => {
    const abort = new AbortController()
    const waiting = systemClock.sleep(86_400_000, abort.signal)
    abort.abort()
    await waiting
    await systemClock.sleep(86_400_000, abort.signal)
    await systemClock.sleep(0)
    expect(systemClock.nowMs()).toBeGreaterThan(startedAt)
  })
})
