import { isLeft } from 'fp-ts/Either'

import { openNetwork } from '../../src/bybit-api/network-access'
import type { PublicEvent, PublicFrame } from '../../src/bybit-streams/public-event'
import { openPublicStream } from '../../src/bybit-streams/public-stream'
import { usualTiming } from '../../src/bybit-streams/stream-timing'
import { movedTime } from './moved-time'
import type { ScriptedServer, Visitor } from './scripted-server'
import { acknowledged, scriptedServer } from './scripted-server'
import { until } from './until'

let server: ScriptedServer
beforeEach(async () => {
  server = await scriptedServer()
})
afterEach(() => server.stop())

const bookMessage = (u: number, type: 'snapshot' | 'delta', symbol = 'BTCUSDT') => ({
  topic: `orderbook.50.${symbol}`,
  type,
  ts: 1_000 + u,
  data: { s: symbol, b: [['1.5', '2']], a: [['1.6', '3']], u, seq: u },
})

const stream = (symbols = ['BTCUSDT'], kinds = ['orderbook.50']) => {
  const time = movedTime()
  const frames: Array<PublicFrame> = []
  const events: Array<PublicEvent> = []
  const opened = openPublicStream(
    {
      access: openNetwork('testnet'),
      address: server.address,
      category: 'linear',
      symbols,
      kinds,
      time,
      timing: usualTiming,
      seed: 3,
    },
    { frame: (frame) => frames.push(frame), event: (event) => events.push(event) },
  )
  if (isLeft(opened)) throw new Error(opened.left.says)
  const told = () => events.filter(({ type }) => type !== 'Connection' && type !== 'Subscribed')
  const has = (type: PublicEvent['type'], times = 1) =>
    until(() => events.filter((event) => event.type === type).length >= times)
  return { stream: opened.right, time, frames, events, told, has }
}

/** What was asked of the server, in order, pings left out. */
const asked = ({ heard }: Visitor) =>
  heard.filter(({ op }) => op !== 'ping').map(({ op, args }) => [op, args])

const usable = (frames: ReadonlyArray<PublicFrame>) => frames.map(({ isUsable }) => isUsable)

describe('a public stream', () => {
  it('asks for the topics of each symbol, and hands over what comes, raw', async () => {
    const made = stream(['BTCUSDT', 'ETHUSDT'], ['orderbook.50', 'publicTrade'])
    await made.has('Subscribed', 2)
    const [visitor] = server.visitors
    expect(visitor!.path).toBe('/v5/public/linear')
    expect(asked(visitor!)).toStrictEqual([
      ['subscribe', ['orderbook.50.BTCUSDT', 'publicTrade.BTCUSDT']],
      ['subscribe', ['orderbook.50.ETHUSDT', 'publicTrade.ETHUSDT']],
    ])
    visitor!.send(bookMessage(7, 'snapshot'))
    visitor!.send(bookMessage(8, 'delta'))
    await until(() => made.frames.length === 2)
    expect(made.frames[1]).toStrictEqual({
      bytes: Buffer.from(JSON.stringify(bookMessage(8, 'delta'))),
      receivedNs: expect.stringMatching(/^\d{19}$/) as string,
      topic: 'orderbook.50.BTCUSDT',
      isUsable: true,
      sentMs: 1_008,
    })
    expect(made.told()).toStrictEqual([])
    await made.stream.close()
  })

  it('asks for topics alone that were refused together, and tells which is bad', async () => {
    server.answer = (visitor, message) => {
      const bad = (message['args'] as ReadonlyArray<string>).find((arg) => arg.includes('500'))
      if (bad === undefined) return acknowledged(visitor, message)
      const ret_msg = `error:handler not found,topic:${bad}`
      visitor.send({ success: false, ret_msg, req_id: message['req_id'], op: 'subscribe' })
    }
    const made = stream(['BTCUSDT'], ['orderbook.50', 'orderbook.500'])
    await made.has('Subscribed')
    await made.has('Refused')
    expect(made.told()).toStrictEqual([
      {
        type: 'Refused',
        topic: 'orderbook.500.BTCUSDT',
        says: 'error:handler not found,topic:orderbook.500.BTCUSDT',
      },
    ])
    server.visitors[0]!.socket.terminate()
    await until(() => made.events.some((e) => 'state' in e && e.state.type === 'Waiting'))
    made.time.pass(500)
    await made.has('Subscribed', 2)
    await until(() => asked(server.visitors[1]!).length === 2)
    expect(asked(server.visitors[1]!)).toStrictEqual([
      ['subscribe', ['orderbook.50.BTCUSDT']],
      ['subscribe', ['orderbook.500.BTCUSDT']],
    ])
    expect(made.told()).toHaveLength(1)
    await made.stream.close()
  })

  it('asks again where no answer comes, and then anew from the start', async () => {
    server.answer = () => undefined
    const made = stream()
    await until(() => server.visitors[0]?.heard.length === 1)
    made.time.pass(10_000)
    await until(() => server.visitors[0]!.heard.length >= 2)
    made.time.pass(10_000)
    const unanswered = { type: 'Unanswered', topics: ['orderbook.50.BTCUSDT'] }
    expect(made.told().filter(({ type }) => type === 'Unanswered')).toStrictEqual([
      unanswered,
      unanswered,
    ])
    expect(made.events).toContainEqual({
      type: 'Connection',
      connection: 0,
      state: { type: 'Lost', reason: 'no answer to a subscription of orderbook.50.BTCUSDT' },
    })
    await made.stream.close()
  })

  it('asks for a book anew at a gap, and marks its deltas until the next snapshot', async () => {
    const made = stream(['BTCUSDT', 'ETHUSDT'])
    await made.has('Subscribed', 2)
    const [visitor] = server.visitors
    for (const u of [7, 8]) visitor!.send(bookMessage(u, u === 7 ? 'snapshot' : 'delta'))
    visitor!.send(bookMessage(1_000, 'snapshot', 'ETHUSDT'))
    for (const u of [10, 11, 12]) visitor!.send(bookMessage(u, 'delta'))
    visitor!.send(bookMessage(1_001, 'delta', 'ETHUSDT'))
    await until(() => made.frames.length === 7)
    visitor!.send(bookMessage(13, 'snapshot'))
    visitor!.send(bookMessage(14, 'delta'))
    await until(() => made.frames.length === 9)
    expect(usable(made.frames)).toStrictEqual([
      ...[true, true, true],
      ...[false, false, false],
      ...[true, true, true],
    ])
    const topic = 'orderbook.50.BTCUSDT'
    const says = 'data.u is 10 where 9 was expected; the book waits for its next snapshot'
    expect(made.told()).toStrictEqual([
      { type: 'Gap', topic, says },
      { type: 'Resubscribed', topic, why: 'gap' },
    ])
    await until(() => asked(visitor!).length === 4)
    expect(asked(visitor!).slice(2)).toStrictEqual([
      ['unsubscribe', [topic]],
      ['subscribe', [topic]],
    ])
    await made.stream.close()
  })

  it('takes a message that comes twice for a gap', async () => {
    const made = stream()
    await made.has('Subscribed')
    server.visitors[0]!.send(bookMessage(7, 'snapshot'))
    for (const u of [8, 8]) server.visitors[0]!.send(bookMessage(u, 'delta'))
    await made.has('Resubscribed')
    expect(usable(made.frames)).toStrictEqual([true, true, false])
    await made.stream.close()
  })

  it('waits longer and longer where a book breaks again and again', async () => {
    const made = stream()
    await made.has('Subscribed')
    const gap = async (times: number, start: number): Promise<void> => {
      server.visitors[0]!.send(bookMessage(start, 'snapshot'))
      server.visitors[0]!.send(bookMessage(start + 5, 'delta'))
      await made.has('Gap', times)
    }
    const again = () => made.events.filter(({ type }) => type === 'Resubscribed').length
    await gap(1, 10)
    await gap(2, 20)
    expect(again()).toBe(1)
    made.time.pass(999)
    expect(again()).toBe(1)
    made.time.pass(1)
    expect(again()).toBe(2)
    await gap(3, 30)
    made.time.pass(1_999)
    expect(again()).toBe(2)
    made.time.pass(1)
    expect(again()).toBe(3)
    await made.stream.close()
  })

  it('goes on where the venue begins to count anew', async () => {
    const made = stream()
    await made.has('Subscribed')
    const messages = [bookMessage(7, 'snapshot'), bookMessage(1, 'delta'), bookMessage(2, 'delta')]
    for (const message of messages) server.visitors[0]!.send(message)
    await until(() => made.frames.length === 3)
    expect(usable(made.frames)).toStrictEqual([true, true, true])
    expect(made.told()).toStrictEqual([{ type: 'Restarted', topic: 'orderbook.50.BTCUSDT' }])
    await made.stream.close()
  })

  it('asks for all again after a loss, and wants a snapshot first', async () => {
    const made = stream(['BTCUSDT', 'ETHUSDT'])
    await made.has('Subscribed', 2)
    server.visitors[0]!.send(bookMessage(7, 'snapshot'))
    await until(() => made.frames.length === 1)
    server.visitors[0]!.socket.terminate()
    await until(() => made.events.some((e) => 'state' in e && e.state.type === 'Waiting'))
    made.time.pass(500)
    await made.has('Subscribed', 4)
    expect(asked(server.visitors[1]!)).toStrictEqual(asked(server.visitors[0]!))
    server.visitors[1]!.send(bookMessage(8, 'delta'))
    server.visitors[1]!.send(bookMessage(9, 'snapshot'))
    await until(() => made.frames.length === 3)
    expect(usable(made.frames)).toStrictEqual([true, false, true])
    await made.stream.close()
  })

  it('asks again for a book without a snapshot, and for what falls silent', async () => {
    const made = stream(['BTCUSDT'], ['orderbook.50', 'publicTrade', 'tickers'])
    await made.has('Subscribed')
    made.time.pass(10_000)
    const topic = 'orderbook.50.BTCUSDT'
    expect(made.told()).toStrictEqual([{ type: 'Resubscribed', topic, why: 'no snapshot' }])
    server.visitors[0]!.send(bookMessage(7, 'snapshot'))
    await until(() => made.frames.length === 1)
    const resubscribed = () => made.told().length
    let passed = 0
    for (; resubscribed() === 1; passed += 5_000) {
      const sent = made.frames.length
      server.visitors[0]!.send({ topic: 'tickers.BTCUSDT', type: 'snapshot', data: {}, ts: 1 })
      await until(() => made.frames.length > sent)
      made.time.pass(5_000)
      await until(() => asked(server.visitors[0]!).length === 1 + 2 * resubscribed())
    }
    expect(passed).toBe(60_000)
    expect(made.told().slice(1)).toStrictEqual([{ type: 'Resubscribed', topic, why: 'silent' }])
    await made.stream.close()
  })

  it('hands over what it cannot read, and tells it', async () => {
    const made = stream()
    await made.has('Subscribed')
    server.visitors[0]!.send('{"topic":')
    await until(() => made.frames.length === 1)
    expect(made.frames[0]).toMatchObject({ topic: null, isUsable: false, sentMs: null })
    expect(made.told()).toStrictEqual([{ type: 'Unreadable', bytes: 9 }])
    await made.stream.close()
  })

  it('tells a complaint that answers nothing it asked', async () => {
    const made = stream()
    await made.has('Subscribed')
    server.visitors[0]!.send({ success: false, ret_msg: 'error:invalid op', op: '' })
    await made.has('Complaint')
    expect(made.told()).toStrictEqual([{ type: 'Complaint', says: '"error:invalid op"' }])
    await made.stream.close()
  })

  it('leaves no timer behind when it is closed', async () => {
    const made = stream(['BTCUSDT', 'ETHUSDT'])
    await made.has('Subscribed', 2)
    await made.stream.close()
    expect(made.time.due()).toStrictEqual([])
  })
})
