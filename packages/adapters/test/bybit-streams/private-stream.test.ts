import { isLeft, left, right } from 'fp-ts/Either'

import { openNetwork } from '../../src/bybit-api/network-access'
import { hmacSigner } from '../../src/bybit-api/signing'
import { newSeenIds } from '../../src/bybit-streams/seen-ids'
import type { Backfill, PrivateEvent } from '../../src/bybit-streams/private-event'
import { openPrivateStream } from '../../src/bybit-streams/private-stream'
import { usualTiming } from '../../src/bybit-streams/stream-timing'
import { movedTime } from './moved-time'
import type { ScriptedServer } from './scripted-server'
import { acknowledged, scriptedServer } from './scripted-server'
import { until } from './until'

let server: ScriptedServer
beforeEach(async () => {
  server = await scriptedServer()
})
afterEach(() => server.stop())

const startMs = 1_700_000_000_000
const apiKey = 'test_api_key'

const execution = (n: number) => ({
  category: 'linear',
  symbol: 'BTCUSDT',
  execId: `exec-${n}`,
  orderId: 'order-1',
  side: 'Buy',
  execPrice: '30000.10',
  execQty: '0.001',
  execTime: String(startMs + n),
})
const order = (orderId: string, orderStatus: string, at: number) => ({
  category: 'linear',
  symbol: 'BTCUSDT',
  orderId,
  orderStatus,
  side: 'Buy',
  qty: '0.010',
  updatedTime: String(startMs + at),
})
const told = (topic: string, ...data: ReadonlyArray<unknown>) => ({
  id: 'x',
  topic,
  creationTime: startMs,
  data,
})

type Rows = { executions: ReadonlyArray<unknown>; openOrders: ReadonlyArray<unknown> }
const nothing: Rows = { executions: [], openOrders: [] }

const listen = (backfill: Backfill = () => () => Promise.resolve(right(nothing))) => {
  const time = movedTime()
  const events: Array<PrivateEvent> = []
  const asked: Array<number> = []
  const opened = openPrivateStream(
    {
      access: openNetwork('testnet'),
      address: server.address,
      apiKey,
      signer: hmacSigner('test_secret'),
      serverNowMs: () => startMs,
      backfill: (sinceMs) => {
        asked.push(sinceMs)
        return backfill(sinceMs)
      },
      overlapMs: 60_000,
      time,
      timing: usualTiming,
      seed: 3,
    },
    (event) => events.push(event),
  )
  if (isLeft(opened)) throw new Error(opened.left.says)
  const count = (type: PrivateEvent['type']) => events.filter((e) => e.type === type).length
  const has = (type: PrivateEvent['type'], times = 1) => until(() => count(type) >= times)
  const hasState = (type: string, times = 1) =>
    until(() => events.filter((e) => 'state' in e && e.state.type === type).length >= times)
  const executions = () =>
    events.flatMap((e) => (e.type === 'Execution' ? [`${e.report.execId} by ${e.source}`] : []))
  return { stream: opened.right, time, events, asked, count, has, hasState, executions }
}

const lose = async (made: ReturnType<typeof listen>, times = 1): Promise<void> => {
  server.visitors.at(-1)!.socket.terminate()
  await made.hasState('Waiting', times)
  made.time.pass(30_000)
}

describe('a private stream', () => {
  it('signs in, subscribes, asks for what was missed, and says that it has caught up', async () => {
    const made = listen()
    await made.has('CaughtUp')
    const [visitor] = server.visitors
    expect(visitor!.path).toBe('/v5/private')
    expect(visitor!.heard).toStrictEqual([
      {
        req_id: 'auth',
        op: 'auth',
        args: [
          apiKey,
          startMs + 10_000,
          hmacSigner('test_secret')(`GET/realtime${startMs + 10_000}`),
        ],
      },
      {
        req_id: 'subscribe-1',
        op: 'subscribe',
        args: ['order', 'execution', 'position', 'wallet'],
      },
    ])
    expect(made.asked).toStrictEqual([startMs - 60_000])
    expect(made.events.map(({ type }) => type)).toStrictEqual([
      ...['Connection', 'Connection', 'SignedIn', 'CaughtUp'],
    ])
    await made.stream.close()
    expect(made.time.due()).toStrictEqual([])
  })

  it('decodes rows and keeps decimals the texts they are', async () => {
    const made = listen()
    await made.has('CaughtUp')
    const send = server.visitors[0]!.send
    send(told('execution', { ...execution(1), somethingNew: 5 }))
    send(told('position', { symbol: 'BTCUSDT', side: '', size: '0', entryPrice: '0.10' }))
    send(told('wallet', { accountType: 'UNIFIED', coin: [{ coin: 'BTC', walletBalance: '1.0' }] }))
    await made.has('Wallet')
    expect(made.events.slice(4)).toMatchObject([
      { type: 'Execution', source: 'stream', report: execution(1) },
      { type: 'Position', report: { symbol: 'BTCUSDT', side: '', size: '0', entryPrice: '0.10' } },
      { type: 'Wallet', report: { coin: [{ coin: 'BTC', walletBalance: '1.0' }] } },
    ])
    expect(made.events[4]).not.toHaveProperty('report.somethingNew')
    await made.stream.close()
  })

  it('tells an execution once, however often and in whatever order it comes', async () => {
    const made = listen()
    await made.has('CaughtUp')
    for (const n of [2, 1, 2, 3, 1]) server.visitors[0]!.send(told('execution', execution(n)))
    await made.has('Duplicate', 2)
    expect(made.executions()).toStrictEqual([
      'exec-2 by stream',
      'exec-1 by stream',
      'exec-3 by stream',
    ])
    await made.stream.close()
  })

  it('after a loss asks since the last execution, less an overlap, and merges once', async () => {
    let rows = nothing
    const made = listen(() => () => Promise.resolve(right(rows)))
    await made.has('CaughtUp')
    server.visitors[0]!.send(told('execution', execution(100_000)))
    await made.has('Execution')
    rows = { executions: [3, 2, 1].map((n) => execution(n * 100_000)), openOrders: [] }
    await lose(made)
    await made.has('CaughtUp', 2)
    expect(made.asked[1]).toBe(startMs + 40_000)
    expect(made.executions()).toStrictEqual([
      'exec-100000 by stream',
      'exec-200000 by backfill',
      'exec-300000 by backfill',
    ])
    expect(made.events.at(-1)).toMatchObject({ type: 'CaughtUp', executions: 2 })
    server.visitors[1]!.send(told('execution', execution(300_000)))
    await made.has('Duplicate')
    await made.stream.close()
  })

  it('asks no later for what was missed because something newer was heard meanwhile', async () => {
    let answers = 0
    const made = listen(() => () => {
      answers += 1
      return Promise.resolve(answers === 2 ? left('500') : right(nothing))
    })
    await made.has('CaughtUp')
    await lose(made)
    await made.has('BackfillFailed')
    server.visitors[1]!.send(told('execution', execution(9_000_000)))
    await made.has('Execution')
    await lose(made, 2)
    await made.has('CaughtUp', 2)
    expect(new Set(made.asked)).toStrictEqual(new Set([startMs - 60_000]))
    await made.stream.close()
  })

  it('has not caught up until it was told what was missed, and asks again', async () => {
    let answers = 0
    const made = listen(() => () => {
      answers += 1
      if (answers === 1) return Promise.resolve(left('10006 Too many visits'))
      if (answers === 2) return Promise.reject(new Error('no route'))
      return Promise.resolve(right(nothing))
    })
    await made.has('BackfillFailed')
    made.time.pass(500)
    await made.has('BackfillFailed', 2)
    expect(made.count('CaughtUp')).toBe(0)
    made.time.pass(1_000)
    await made.has('CaughtUp')
    expect(made.events.filter((e) => e.type === 'BackfillFailed')).toStrictEqual([
      { type: 'BackfillFailed', says: '10006 Too many visits' },
      { type: 'BackfillFailed', says: 'no route' },
    ])
    await made.stream.close()
  })

  it('believes the stream where it is newer than an answer that was on its way', async () => {
    let answer: (rows: Rows) => void = () => undefined
    const made = listen(
      () => () =>
        new Promise((resolve) => {
          answer = (rows) => resolve(right(rows))
        }),
    )
    await until(() => made.asked.length === 1)
    const send = server.visitors[0]!.send
    send(told('order', order('filled-meanwhile', 'Filled', 5), order('new-meanwhile', 'New', 6)))
    await made.has('Order', 2)
    const openOrders = [order('filled-meanwhile', 'New', 1), order('resting', 'New', 2)]
    answer({ executions: [], openOrders })
    await made.has('CaughtUp')
    expect(made.events.at(-1)).toMatchObject({
      openOrders: [{ orderId: 'resting' }, { orderId: 'new-meanwhile' }],
    })
    expect(
      made.events.flatMap((e) => (e.type === 'Order' && e.source === 'backfill' ? [e.report] : [])),
    ).toStrictEqual([order('resting', 'New', 2)])
    await made.stream.close()
  })

  it('names what it cannot decode, and goes on', async () => {
    const made = listen(() => () => Promise.resolve(right({ executions: [{}], openOrders: [] })))
    await made.has('CaughtUp')
    const send = server.visitors[0]!.send
    send('nonsense')
    send({ topic: 'greeks', data: [] })
    send(told('execution', { ...execution(1), execTime: 'soon' }, execution(2)))
    await made.has('Execution')
    expect(made.events.filter((e) => e.type === 'Undecodable')).toStrictEqual([
      { type: 'Undecodable', topic: 'execution', says: 'symbol is missing' },
      { type: 'Undecodable', topic: null, says: 'a message is not JSON' },
      { type: 'Undecodable', topic: null, says: 'a message has no private topic, or no rows' },
      {
        type: 'Undecodable',
        topic: 'execution',
        says: 'execTime is "soon" where a time in milliseconds, as a text was expected',
      },
    ])
    await made.stream.close()
  })

  it('tells a refused key once, without the key or the signature, and waits a minute', async () => {
    server.answer = (visitor, { op, args }) => {
      if (op !== 'auth') return
      const [key, , signature] = args as ReadonlyArray<string>
      visitor.send({ success: false, ret_msg: `bad sign ${signature} of ${key}`, op: 'auth' })
    }
    const made = listen()
    await made.hasState('Waiting')
    expect(made.events).toContainEqual({
      type: 'Connection',
      state: { type: 'Waiting', ms: 60_000 },
    })
    made.time.pass(59_999)
    expect(server.visitors).toHaveLength(1)
    made.time.pass(1)
    await made.hasState('Waiting', 2)
    expect(made.events.filter((e) => e.type === 'AuthRefused')).toStrictEqual([
      { type: 'AuthRefused', says: 'bad sign *** of ***' },
    ])
    expect(JSON.stringify(made.events)).not.toContain(apiKey)
    server.answer = acknowledged
    made.time.pass(60_000)
    await made.has('CaughtUp')
    await made.stream.close()
  })

  it('gives up a connection on which nobody answers to the authentication', async () => {
    server.answer = () => undefined
    const made = listen()
    await until(() => server.visitors[0]?.heard.length === 1)
    made.time.pass(10_000)
    await made.hasState('Lost')
    expect(made.events).toContainEqual({
      type: 'Connection',
      state: { type: 'Lost', reason: 'no answer to the authentication' },
    })
    await made.stream.close()
  })
})

describe('ids that are remembered', () => {
  it('are so many at least, and twice as many at most', () => {
    const seen = newSeenIds(3)
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(seen.isNew(id)).toBe(true)
    for (const id of ['c', 'd', 'e']) expect(seen.isNew(id)).toBe(false)
    for (const id of ['f', 'g', 'h', 'i', 'j', 'k']) seen.isNew(id)
    expect(seen.isNew('a')).toBe(true)
  })
})
