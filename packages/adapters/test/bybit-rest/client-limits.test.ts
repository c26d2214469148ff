import type { Attempt } from '../../src/bybit-rest/trouble'
import { anOrder, madeClient } from './made-client'
import { enveloped, smallDesk } from './small-desk'
import { virtualClock } from './virtual-clock'

const create = '/v5/order/create'
const asking = { category: 'linear', symbol: 'BTCUSDT' } as const

describe('a client at its limits', () => {
  test('lets calls wait for their turn, in the order they came', async () => {
    const { client, desk, clock } = madeClient()
    const ids = Array.from({ length: 9 }, (_, i) => `n-${i}`)
    await Promise.all(ids.map((id) => client.placeOrder({ ...anOrder, clientOrderId: id })()))
    const sent = desk
      .sent(create)
      .map(({ body }) => (JSON.parse(body) as object)['orderLinkId' as never])
    expect(sent).toStrictEqual(ids)
    expect(clock.waits).toStrictEqual([250, 250, 250, 250, 250])
  })

  test('fails calls with 10006 where it is told to, and sends nothing', async () => {
    const { client, desk } = madeClient({ onLimit: 'fail' })
    const four = Array.from({ length: 5 }, () => client.placeOrder(anOrder)())
    expect((await Promise.all(four)).at(-1)).toStrictEqual({
      _tag: 'Left',
      left: {
        ...{ type: 'RateLimited', retCode: 10006, by: 'client' },
        ...{ bucket: '/v5/order/create linear', waitMs: 250 },
      },
    })
    expect(desk.sent(create)).toHaveLength(4)
  })

  test('fails a call that would have to wait too long', async () => {
    const { client } = madeClient({ limitWaitMsMax: 600 })
    const many = Array.from({ length: 8 }, () => client.placeOrder(anOrder)())
    const failed = (await Promise.all(many)).filter(({ _tag }) => _tag === 'Left')
    expect(failed).toHaveLength(2)
  })

  test('does not send what nobody wants any more at its turn, and keeps no other waiting', async () => {
    const gone = new Set<string>()
    const { client, desk, clock } = madeClient({
      unwanted: (deed, id) => (deed === 'place' && gone.has(id) ? `${id} is gone` : null),
    })
    const placing = Array.from({ length: 9 }, (_, i) =>
      client.placeOrder({ ...anOrder, clientOrderId: `n-${i}` })(),
    )
    for (const i of [4, 5, 6, 7]) gone.add(`n-${i}`)
    const done = await Promise.all(placing)
    expect(done.slice(4)).toMatchObject([
      ...[4, 5, 6, 7].map((i) => ({ left: { type: 'Denied', says: `n-${i} is gone` } })),
      { _tag: 'Right' },
    ])
    expect(desk.sent(create)).toHaveLength(5)
    expect(clock.waits).toStrictEqual([250])
  })

  test('does not send again what nobody wants any more, and says that it may be there', async () => {
    let isWanted = true
    const { client, desk } = madeClient({
      unwanted: () => (isWanted ? null : 'it is over'),
      // by now it is on its way
      onAttempt: ({ path }) => {
        if (path === create) isWanted = false
      },
    })
    desk.disturb(create, 'lost request')
    expect(await client.placeOrder(anOrder)()).toMatchObject({ left: { type: 'Ambiguous' } })
    expect(desk.sent(create)).toHaveLength(1)
  })

  test('has a budget of its own over all endpoints', async () => {
    const { client } = madeClient({ rateLimitCapacity: 2, rateLimitRefillRate: 1, onLimit: 'fail' })
    await client.openOrders(asking)()
    await client.orderHistory(asking)()
    expect(await client.openOrders(asking)()).toMatchObject({
      left: { type: 'RateLimited', bucket: 'client', waitMs: 1_000 },
    })
  })

  test('heeds what the venue’s headers say', async () => {
    const clock = virtualClock()
    const desk = smallDesk(clock.nowMs)
    const full = {
      'x-bapi-limit': '10',
      'x-bapi-limit-status': '0',
      'x-bapi-limit-reset-timestamp': String(clock.nowMs() + 900),
    }
    const { client } = madeClient({
      ...{ clock, onLimit: 'fail' },
      desk: {
        ...desk,
        answer: (request) => {
          const answer = desk.answer(request)
          const body = { ...(JSON.parse(answer.body) as object), time: clock.nowMs() }
          return { ...answer, headers: full, body: JSON.stringify(body) }
        },
      },
    })
    expect(await client.openOrders(asking)()).toMatchObject({ _tag: 'Right' })
    expect(await client.openOrders(asking)()).toMatchObject({ left: { waitMs: 900 } })
    clock.advance(900)
    expect(await client.openOrders(asking)()).toMatchObject({ _tag: 'Right' })
  })

  test('is silent for ten minutes after HTTP 403', async () => {
    const { client, desk, clock } = madeClient()
    desk.disturb('/v5/order/realtime', { refusedWith: { status: 403, headers: {}, body: 'x' } })
    const banned = { type: 'RateLimited', retCode: 10006, by: 'exchange', bucket: 'ip' }
    expect(await client.openOrders(asking)()).toMatchObject({
      left: { ...banned, waitMs: 600_000 },
    })
    expect(await client.openOrders(asking)()).toMatchObject({
      left: { type: 'RateLimited', by: 'client', bucket: 'ip', waitMs: 600_000 },
    })
    clock.advance(600_000)
    expect(await client.openOrders(asking)()).toMatchObject({ _tag: 'Right' })
    expect(desk.requests).toHaveLength(2)
  })

  test('is silent longer each time that HTTP 429 comes in a row', async () => {
    const attempts: Array<Attempt> = []
    const { client, desk } = madeClient({ onAttempt: (attempt) => attempts.push(attempt) })
    const busy = { refusedWith: { status: 429, headers: { 'retry-after': '3' }, body: '' } }
    desk.disturb('/v5/order/realtime', busy, busy, busy)
    expect(await client.openOrders(asking)()).toMatchObject({ _tag: 'Right' })
    expect(attempts.map(({ reason }) => reason)).toStrictEqual([
      ...['FIRST', 'HTTP_429', 'HTTP_429', 'HTTP_429'],
    ])
    for (const { waitedMs } of attempts.slice(1)) expect(waitedMs).toBeGreaterThanOrEqual(3_000)
  })

  test('asks a question again after 10006 without any header, and later than before', async () => {
    const { client, desk, clock } = madeClient()
    desk.disturb('/v5/order/realtime', { refusedWith: enveloped(10006) })
    expect(await client.openOrders(asking)()).toMatchObject({ _tag: 'Right' })
    expect(clock.waits.length).toBeGreaterThan(0)
  })

  test('gives up a question after its tries, and says how many they were', async () => {
    const { client, desk } = madeClient()
    const lost = Array.from({ length: 9 }, () => 'lost request' as const)
    desk.disturb('/v5/order/realtime', ...lost)
    expect(await client.openOrders(asking)()).toMatchObject({
      left: { type: 'Unanswered', attempts: 4 },
    })
    expect(desk.requests).toHaveLength(4)
  })

  test('waits the same for the same seed', async () => {
    const waitsOf = async (seed: number) => {
      const { client, desk, clock } = madeClient({ seed })
      desk.disturb('/v5/order/realtime', 'lost request', 'lost request', 'lost request')
      await client.openOrders(asking)()
      return clock.waits
    }
    expect(await waitsOf(1)).toStrictEqual(await waitsOf(1))
    expect(await waitsOf(1)).not.toStrictEqual(await waitsOf(2))
  })

  test('sends nothing that its ear does not take', async () => {
    const { client, desk } = madeClient({
      onAttempt: () => {
        throw new Error('the journal is full')
      },
    })
    expect(await client.openOrders(asking)()).toMatchObject({ left: { type: 'Transport' } })
    expect(desk.requests).toHaveLength(0)
  })

  test('sends nothing once it is closed, and lets nobody wait', async () => {
    const { client, desk } = madeClient()
    client.close()
    expect(await client.placeOrder(anOrder)()).toMatchObject({ left: { type: 'Transport' } })
    expect(desk.requests).toHaveLength(0)
  })
})

describe('a batch', () => {
  const batch = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...anOrder, clientOrderId: `b-${i}` }))
  const sizes = (bodies: ReadonlyArray<{ readonly body: string }>) =>
    bodies.map(({ body }) => (JSON.parse(body) as { request: Array<unknown> }).request.length)

  test('goes in pieces that the limit allows, and has an outcome for each order', async () => {
    const { client, desk } = madeClient()
    const outcome = await client.placeOrders(batch(10))()
    if (outcome._tag === 'Left') throw new Error(outcome.left.type)
    expect(
      outcome.right.map((one) => one._tag === 'Right' && one.right.clientOrderId),
    ).toStrictEqual(batch(10).map(({ clientOrderId }) => clientOrderId))
    expect(sizes(desk.sent('/v5/order/create-batch'))).toStrictEqual([4, 4, 2])
  })

  test('goes in pieces of twenty once the venue allows as many', async () => {
    const clock = virtualClock()
    const desk = smallDesk(clock.nowMs)
    const vip = { 'x-bapi-limit': '60', 'x-bapi-limit-status': '60' }
    const { client } = madeClient({
      ...{ clock },
      desk: { ...desk, answer: (request) => ({ ...desk.answer(request), headers: vip }) },
    })
    await client.placeOrders(batch(1))()
    clock.advance(60_000)
    await client.placeOrders(batch(45).slice(1))()
    expect(sizes(desk.sent('/v5/order/create-batch'))).toStrictEqual([1, 20, 20, 4])
  })

  test('has what each order came to, whatever the others did', async () => {
    const { client, desk } = madeClient()
    await client.placeOrder({ ...anOrder, clientOrderId: 'b-1' })()
    const wrong = { ...anOrder, clientOrderId: 'b-3', qty: '1e-2' }
    const outcome = await client.placeOrders([...batch(3), wrong, ...batch(1)])()
    expect(outcome).toMatchObject({
      right: [
        { right: { clientOrderId: 'b-0' } },
        { left: { type: 'Rejected', retCode: 110072 } },
        { right: { clientOrderId: 'b-2' } },
        { left: { type: 'Invalid', field: 'qty' } },
        { left: { type: 'Invalid', field: 'clientOrderId' } },
      ],
    })
    expect(desk.orders.size).toBe(3)
  })

  test('whose answer was lost is asked about order by order, and nothing is sent twice', async () => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/order/create-batch', 'lost answer')
    expect(await client.placeOrders(batch(3))()).toMatchObject({
      right: Array.from({ length: 3 }, () => ({ right: { settledBy: 'query' } })),
    })
    expect(desk.sent('/v5/order/create-batch')).toHaveLength(1)
    expect(desk.sent(create)).toHaveLength(0)
  })

  test('of orders above the venue’s budget sends those again that are not there', async () => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/order/create-batch', {
      refusedWith: enveloped(
        0,
        { list: [{ orderId: '', orderLinkId: 'b-0' }] },
        { retExtInfo: { list: [{ code: 10006, msg: 'Too many visits!' }] } },
      ),
    })
    expect(await client.placeOrders(batch(1))()).toMatchObject({
      right: [{ right: { clientOrderId: 'b-0', settledBy: 'answer' } }],
    })
    expect(desk.sent(create)).toHaveLength(1)
  })

  test('whose two lists do not fit is asked about', async () => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/order/create-batch', { instead: enveloped(0, { list: [] }) })
    expect(await client.placeOrders(batch(2))()).toMatchObject({
      right: [{ right: { settledBy: 'query' } }, { right: { settledBy: 'query' } }],
    })
  })

  test('amends and cancels too', async () => {
    const { client, desk } = madeClient()
    await client.placeOrders(batch(2))()
    const named = batch(2).map(({ category, symbol, clientOrderId }) => ({
      ...{ category, symbol, clientOrderId },
    }))
    await client.amendOrders(named.map((one) => ({ ...one, qty: '0.020' })))()
    expect([...desk.orders.values()].map((one) => one['qty'])).toStrictEqual(['0.020', '0.020'])
    expect(await client.cancelOrders(named)()).toMatchObject({
      right: [{ right: { closed: null } }, { right: { closed: null } }],
    })
  })

  test('is of one category, and of none it is nothing', async () => {
    const { client } = madeClient()
    const mixed = [anOrder, { ...anOrder, category: 'spot' as const }]
    expect(await client.placeOrders(mixed)()).toMatchObject({ left: { field: 'category' } })
    expect(await client.placeOrders([])()).toStrictEqual({ _tag: 'Right', right: [] })
  })
})
