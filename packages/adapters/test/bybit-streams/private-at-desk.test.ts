import { isLeft, right } from 'fp-ts/Either'

import { openNetwork } from '../../src/bybit-api/network-access'
import { hmacSigner } from '../../src/bybit-api/signing'
import type { PrivateEvent } from '../../src/bybit-streams/private-event'
import { openPrivateStream } from '../../src/bybit-streams/private-stream'
import { machineTime } from '../../src/bybit-streams/stream-time'
import { usualTiming } from '../../src/bybit-streams/stream-timing'
import { aTouch, btc, mainKey } from '../bybit-desk/a-desk'
import type { ServerStory } from '../bybit-server/a-server'
import { aServer, closeServers } from '../bybit-server/a-server'
import { until } from './until'

afterEach(closeServers)

const listening = (story: ServerStory) => {
  const events: Array<PrivateEvent> = []
  const opened = openPrivateStream(
    {
      access: openNetwork('testnet'),
      address: story.server.urls.privateStream,
      apiKey: mainKey.apiKey,
      signer: hmacSigner(mainKey.secret),
      serverNowMs: story.nowMs,
      backfill: (sinceMs) => () => {
        const since = `category=linear&startTime=${sinceMs}`
        const executions = story.get('/v5/execution/list', since).result.list
        const openOrders = story.get('/v5/order/realtime', 'category=linear&settleCoin=USDT')
        return Promise.resolve(right({ executions, openOrders: openOrders.result.list }))
      },
      overlapMs: 60_000,
      time: machineTime(),
      timing: { ...usualTiming, backOffFirstMs: 20, backOffMaxMs: 20 },
      seed: 5,
    },
    (event) => events.push(event),
  )
  if (isLeft(opened)) throw new Error(opened.left.says)
  const has = (type: PrivateEvent['type'], times = 1) =>
    until(() => events.filter((event) => event.type === type).length >= times)
  const executions = () =>
    events.flatMap((e) => (e.type === 'Execution' ? [[e.report.execId, e.source] as const] : []))
  return { stream: opened.right, events, has, executions }
}

const buy = (orderLinkId: string) => ({
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.010',
  price: '60000.00',
  orderLinkId,
})

/** The ids of all executions that the venue knows. */
const atVenue = (story: ServerStory): ReadonlyArray<unknown> =>
  story.get('/v5/execution/list', 'category=linear').result.list.map(({ execId }) => execId)

describe('a private stream, at a server that goes wrong', () => {
  it('tells each execution once, those too that happened while it was away', async () => {
    const story = await aServer()
    story.sees(aTouch(btc, '59999.00', '60001.00'))
    const made = listening(story)
    await made.has('CaughtUp')
    await story.send('/v5/order/create', buy('one'))
    story.server.faults.add({ at: 'message', on: 'execution', deed: 'duplicate' })
    story.pass(200)
    await made.has('Execution')
    await made.has('Duplicate')
    story.server.faults.add({
      at: 'connect',
      on: '/v5/private',
      deed: 'status',
      status: 503,
      times: 3,
    })
    await story.send('/v5/order/create', buy('two'))
    story.server.strike('private', { deed: 'close', code: 1006 })
    await until(() =>
      made.events.some((e) => e.type === 'Connection' && e.state.type === 'Waiting'),
    )
    story.pass(200)
    await story.send('/v5/order/create', { ...buy('three'), price: '50000.00' })
    await made.has('CaughtUp', 2)
    const told = made.executions()
    expect(told.map(([id]) => id).sort()).toStrictEqual([...atVenue(story)].sort())
    expect(told.length).toBeGreaterThanOrEqual(2)
    expect(told.map(([, source]) => source)).toContain('backfill')
    const open = made.events.flatMap((e) => (e.type === 'CaughtUp' ? [e.openOrders] : [])).at(-1)
    expect(open?.map(({ orderLinkId }) => orderLinkId)).toContain('three')
    expect(made.events.filter(({ type }) => type === 'Undecodable')).toStrictEqual([])
    expect(made.events.some((e) => e.type === 'Position')).toBe(true)
    await made.stream.close()
  })
})
