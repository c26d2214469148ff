import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'

import { newVenueIds } from '../../src/bybit-desk/venue-ids'
import { newFaults } from '../../src/bybit-server/faults'
import { answerHttp } from '../../src/bybit-server/rest-side'
import { bySystemTimers } from '../../src/bybit-server/server-options'
import { newSightings } from '../../src/bybit-server/sightings'
import { aBook, aDesk, anOrder, signed, startMs } from '../bybit-desk/a-desk'
import { aServer, closeServers } from './a-server'

afterEach(closeServers)

const create = '/v5/order/create'
const look = '/v5/order/realtime?category=linear&symbol=BTCUSDT'

describe('a server over HTTP', () => {
  test('answers by the desk, over the bytes that came', async () => {
    const story = await aServer()
    story.sees(aBook())
    const time = await story.http({ path: '/v5/market/time' })
    expect(time.status).toBe(200)
    expect(time.headers['content-type']).toMatch(/^application\/json/)
    expect(JSON.parse(time.body)).toMatchObject({ retCode: 0, time: startMs })
    // spaces as Python writes them, a query out of order, and a cursor with percent signs in it
    const body = JSON.stringify(anOrder({ orderLinkId: 'a' })).replaceAll(':', ': ')
    const headers = signed(body, startMs)
    const placed = await story.http({ method: 'POST', path: create, body, headers })
    expect(JSON.parse(placed.body)).toMatchObject({ retCode: 0 })
    const query = 'symbol=BTCUSDT&limit=1&category=linear&cursor=page_token%3D9%26'
    const path = `/v5/order/realtime?${query}`
    const listed = await story.http({ path, headers: signed(query, startMs) })
    expect(JSON.parse(listed.body)).toMatchObject({ result: { list: [{ orderLinkId: 'a' }] } })
    const other = await story.http({ path, headers: signed(`${query}&`, startMs) })
    expect(JSON.parse(other.body)).toMatchObject({ retCode: 10004 })
  })

  test('answers what is no route, no method, a GET with a body and a body too large', async () => {
    const story = await aServer()
    expect((await story.http({ path: '/v5/nowhere' })).status).toBe(404)
    expect((await story.http({ path: create })).status).toBe(404)
    expect((await story.http({ method: 'DELETE', path: create })).status).toBe(404)
    expect((await story.http({ path: '/v5/market/time', body: '{}' })).status).toBe(403)
    const body = 'x'.repeat((1 << 20) + 1)
    expect((await story.http({ method: 'POST', path: create, body })).status).toBe(413)
    expect((await story.http({ path: '/v5/market/time' })).status).toBe(200)
  })

  test('counts what it was asked', async () => {
    const story = await aServer()
    await story.http({ path: '/v5/market/time?x=1' })
    await story.http({ path: '/v5/market/time' })
    expect(story.server.seen()).toMatchObject({ requests: { '/v5/market/time': 2 }, open: 0 })
  })

  test('listens on loopback, at the port that it says', async () => {
    const { server } = await aServer()
    expect(server.urls.rest).toBe(`http://127.0.0.1:${server.port}`)
    await expect(aServer({ port: server.port })).rejects.toThrow(/EADDRINUSE/)
  })

  test('is gone once it is closed, whatever still waits', async () => {
    const story = await aServer({ faults: [{ at: 'answer', deed: 'hang' }] })
    const waiting = story.http({ path: '/v5/market/time' }).catch(() => 'gone')
    await story.server.until(({ requests }) => requests['/v5/market/time'] === 1)
    const stream = await story.open('/v5/public/linear')
    await story.server.close()
    expect(await waiting).toBe('gone')
    expect(await stream.closed).toBe(1006)
    await expect(story.http({ path: '/v5/market/time' })).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('a server that goes wrong over HTTP', () => {
  test('carries a request out and closes the connection before its answer', async () => {
    const story = await aServer({ faults: [{ at: 'answer', on: create, deed: 'drop' }] })
    story.sees(aBook())
    await expect(story.send(create, anOrder())).rejects.toThrow(/socket hang up|ECONNRESET/)
    expect(story.rows('order')).toHaveLength(1)
    expect((await story.send(create, anOrder())).retCode).toBe(0)
  })

  test.each([
    ['503', { deed: 'status', status: 503 } as const, 503, 'HTTP 503'],
    ['403', { deed: 'status', status: 403, body: 'access too frequent' } as const, 403, 'access'],
    ['429', { deed: 'status', status: 429 } as const, 429, 'HTTP 429'],
    ['10002', { deed: 'code', retCode: 10002, retMsg: 'late' } as const, 200, '"retCode":10002'],
  ])('answers %s, and carries nothing out', async (_, fault, status, says) => {
    const story = await aServer({ faults: [{ at: 'answer', ...fault }] })
    const body = JSON.stringify(anOrder())
    const headers = signed(body, startMs)
    const answer = await story.http({ method: 'POST', path: create, body, headers })
    expect(answer.status).toBe(status)
    expect(answer.body).toContain(says)
    expect(story.told).toStrictEqual([])
    expect(story.server.faults.left()).toBe(0)
  })

  test('answers 10006 with headers of its limits, and without', async () => {
    const headers = { 'x-bapi-limit': '10', 'x-bapi-limit-status': '0' }
    const limited = { at: 'answer', deed: 'code', retCode: 10006 } as const
    const story = await aServer({ faults: [{ ...limited, headers }, limited] })
    const ask = () => story.http({ path: '/v5/market/time' })
    const [first, second, third] = [await ask(), await ask(), await ask()]
    expect(JSON.parse(first.body)).toMatchObject({ retCode: 10006 })
    expect(first.headers).toMatchObject(headers)
    expect(JSON.parse(second.body)).toMatchObject({ retCode: 10006 })
    expect(second.headers).not.toHaveProperty('x-bapi-limit')
    expect(JSON.parse(third.body)).toMatchObject({ retCode: 0 })
  })

  test('answers with what nobody can read', async () => {
    const story = await aServer({
      faults: [
        { at: 'answer', deed: 'garbage' },
        { at: 'answer', deed: 'garbage', body: '<html>' },
      ],
    })
    const [cut, page] = [await story.http({ path: look }), await story.http({ path: look })]
    expect(() => JSON.parse(cut.body) as unknown).toThrow()
    expect(page.body).toBe('<html>')
  })

  test('answers late, when its time has come', async () => {
    const waiting: Array<() => void> = []
    const later = (_: number, run: () => void) => {
      waiting.push(run)
      return () => undefined
    }
    const faults = [{ at: 'answer', deed: 'delay', ms: 60_000 } as const]
    const story = await aServer({ faults, later })
    let isAnswered = false
    const answer = story.http({ path: '/v5/market/time' }).finally(() => {
      isAnswered = true
    })
    await story.server.until(({ requests }) => requests['/v5/market/time'] === 1)
    await story.http({ path: '/v5/market/time' })
    expect(isAnswered).toBe(false)
    for (const run of waiting) run()
    expect((await answer).status).toBe(200)
  })

  test('strikes after so many, so many times, and what its path begins with', async () => {
    const story = await aServer()
    story.server.faults.add({
      at: 'answer',
      on: '/v5/market/',
      after: 1,
      times: 2,
      deed: 'status',
      status: 500,
    })
    const statuses: Array<number> = []
    for (const path of ['/v5/order/x', '/v5/market/time', '/v5/order/x'])
      statuses.push((await story.http({ path })).status)
    for (let n = 0; n < 3; n++)
      statuses.push((await story.http({ path: '/v5/market/time' })).status)
    expect(statuses).toStrictEqual([404, 200, 404, 500, 500, 200])
    story.server.faults.add({ at: 'answer', deed: 'drop', times: Infinity })
    story.server.faults.clear()
    expect((await story.http({ path: '/v5/market/time' })).status).toBe(200)
  })
})

test.each([
  ['after the answer is on its way', [], ['hold', 'tell, answered']],
  [
    'before it, where a fault says so',
    [{ at: 'answer', deed: 'overtake' } as const],
    ['hold', 'tell, waiting', 'heard, waiting'],
  ],
])('has the private stream told %s', async (_, faults, order) => {
  const { desk, nowMs } = aDesk()
  const done: Array<string> = []
  const core = {
    ...{ desk, nowMs, faults: newFaults(faults), sightings: newSightings() },
    ...{ ids: newVenueIds(1), later: bySystemTimers, ackDelayMs: 0 },
  }
  const http = createServer((incoming, outgoing) => {
    const now = () => (outgoing.writableEnded ? 'answered' : 'waiting')
    const telling = {
      hold: () => done.push('hold'),
      tell: () => done.push(`tell, ${now()}`),
      caughtUp: () => Promise.resolve(void done.push(`heard, ${now()}`)),
    }
    void answerHttp(core, telling, incoming, outgoing)
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/v5/market/time`)
  expect(answer.status).toBe(200)
  http.close()
  http.closeAllConnections()
  expect(done).toStrictEqual(order)
})
