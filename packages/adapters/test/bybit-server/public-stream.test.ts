import type { Input } from '@shadowtape/core'
import { example } from '@shadowtape/core'

import type { Json } from '../bybit-desk/a-desk'
import { aBook, aTouch, aTrade, btc, listed, sol, startMs } from '../bybit-desk/a-desk'
import type { Stream, Told } from './a-server'
import { aServer, closeServers } from './a-server'

afterEach(closeServers)

const linear = '/v5/public/linear'
const book50 = 'orderbook.50.BTCUSDT'

const delta = (bids: ReadonlyArray<readonly [string, string]>, id: number): Input =>
  example(
    'BookUpdated',
    {
      symbol: 'BTCUSDT',
      kind: 'delta',
      depth: 50,
      bids,
      asks: [],
      updateId: id,
      crossSeq: id,
      venueAt: startMs * 1_000,
    },
    listed(btc),
  )

const subscribe = (stream: Stream, ...args: ReadonlyArray<string>) =>
  stream.ask({ op: 'subscribe', req_id: 'r', args })

describe('a public stream', () => {
  test('acknowledges by the request, and sends a snapshot of the book', async () => {
    const story = await aServer()
    story.sees(aBook())
    const stream = await story.open(linear)
    const ack = await stream.ask({ op: 'subscribe', req_id: 7, args: [book50] })
    expect(ack).toMatchObject({ success: true, ret_msg: '', req_id: 7, op: 'subscribe' })
    const told = await stream.next()
    expect(told).toMatchObject({ topic: book50, type: 'snapshot', ts: startMs, cts: startMs })
    expect(told.data['b']).toHaveLength(10)
    expect(told.data).toMatchObject({ s: 'BTCUSDT' })
    expect(told.data['u']).not.toBe(1)
  })

  test('tells what changed of each depth, by a u that grows by one', async () => {
    const story = await aServer()
    story.sees(aBook())
    const stream = await story.open(linear)
    await subscribe(stream, book50)
    const { data: first } = await stream.next()
    story.sees(delta([['59999', '2']], 2), delta([['59999', '0']], 3))
    const [second, third] = [await stream.next(), await stream.next()]
    expect(second).toMatchObject({ type: 'delta', data: { b: [['59999.00', '2.000']], a: [] } })
    expect(third).toMatchObject({ type: 'delta', data: { b: [['59999.00', '0']], a: [] } })
    const u = Number(first['u'])
    expect([second.data['u'], third.data['u']]).toStrictEqual([u + 1, u + 2])
  })

  test('tells depth 1 by snapshots alone', async () => {
    const story = await aServer()
    story.sees(aBook())
    const stream = await story.open(linear)
    await subscribe(stream, 'orderbook.1.BTCUSDT')
    expect(await stream.next()).toMatchObject({ data: { b: [['59999.00', '1.000']] } })
    story.sees(delta([['59990', '5']], 2), delta([['59999', '0']], 3))
    expect(await stream.next()).toMatchObject({
      type: 'snapshot',
      data: { b: [['59998.00', '1.000']], a: [['60001.00', '1.000']] },
    })
  })

  test('sends a snapshot of what is there now to whoever comes later', async () => {
    const story = await aServer()
    story.sees(aBook())
    const first = await story.open(linear)
    await subscribe(first, book50)
    await first.next()
    story.sees(delta([['59999', '0']], 2))
    const { data } = await first.next()
    const second = await story.open(linear)
    await subscribe(second, book50)
    const late = await second.next()
    expect(late.data['b']).toHaveLength(9)
    expect(late.data['u']).toBe(data['u'])
  })

  test('tells trades and tickers', async () => {
    const story = await aServer()
    story.sees(aTouch(btc, '59999', '60001'))
    const stream = await story.open(linear)
    await subscribe(stream, 'publicTrade.BTCUSDT', 'tickers.BTCUSDT')
    expect(await stream.next()).toMatchObject({ type: 'snapshot', data: { bid1Price: '59999.00' } })
    story.sees(aTrade(btc, 'Buy', '60001', '0.5'))
    expect(await stream.next()).toMatchObject({
      topic: 'publicTrade.BTCUSDT',
      data: [{ S: 'Buy', p: '60001.00', v: '0.500', i: 't-1', T: startMs }],
    })
    const ticker = await stream.next()
    expect(ticker).toMatchObject({ type: 'delta', data: { lastPrice: '60001.00' } })
    expect(Object.keys(ticker.data)).not.toContain('bid1Price')
  })

  test('tells spot by its own shapes', async () => {
    const story = await aServer()
    story.sees(aTouch(sol, '99', '101'))
    const stream = await story.open('/v5/public/spot')
    expect(await subscribe(stream, 'tickers.SOLUSDT')).toMatchObject({ ret_msg: 'subscribe' })
    expect(Object.keys((await stream.next()).data)).not.toContain('bid1Price')
    story.sees(aTrade(sol, 'Sell', '99', '1'))
    expect(await stream.next()).toMatchObject({ type: 'snapshot', data: { lastPrice: '99.00' } })
  })

  test.each([
    ['a depth that there is not', ['tickers.BTCUSDT', 'orderbook.500.BTCUSDT']],
    ['another category', ['tickers.SOLUSDT']],
    ['no topic', ['hello']],
    ['no text', [7 as unknown as string]],
  ])('fails a whole request because of %s', async (_, args) => {
    const story = await aServer()
    story.sees(aTouch(btc, '59999', '60001'))
    const stream = await story.open(linear)
    const ack = await subscribe(stream, ...args)
    expect(ack).toMatchObject({ success: false, op: 'subscribe', req_id: 'r' })
    expect(ack.ret_msg).toBe(`error:handler not found,topic:${String(args.at(-1))}`)
    story.sees(aTouch(btc, '59998', '60001'))
    expect(await stream.ask({ op: 'ping' })).toMatchObject({ ret_msg: 'pong', op: 'ping' })
    expect(story.server.seen().subscriptions).toStrictEqual({})
  })

  test('takes at most ten topics at once on spot', async () => {
    const story = await aServer()
    const stream = await story.open('/v5/public/spot')
    const ten = Array.from({ length: 10 }, () => 'tickers.SOLUSDT')
    expect((await subscribe(stream, ...ten, 'tickers.SOLUSDT')).success).toBe(false)
    expect((await subscribe(stream, ...ten)).success).toBe(true)
  })

  test('tells no more of what is unsubscribed', async () => {
    const story = await aServer()
    story.sees(aBook())
    const stream = await story.open(linear)
    await subscribe(stream, book50)
    await stream.next()
    expect(await stream.ask({ op: 'unsubscribe', args: [book50] })).toMatchObject({ success: true })
    story.sees(delta([['59999', '2']], 2))
    expect(await stream.ask({ op: 'ping' })).toMatchObject({ op: 'ping' })
    expect(await stream.ask('no json')).toMatchObject({ ret_msg: 'error:invalid op' })
    expect(await stream.ask({ op: 'dance' })).toMatchObject({ request: { op: 'dance', args: [] } })
  })

  test('sends what the caller publishes, byte for byte, and counts pings', async () => {
    const story = await aServer()
    const stream = await story.open(`${linear}?max_active_time=1m`)
    await subscribe(stream, 'kline.5.BTCUSDT')
    story.server.publish('linear', 'kline.5.BTCUSDT', '{"topic": "kline.5.BTCUSDT",  "x": 1}')
    expect(await stream.next()).toMatchObject({ x: 1 })
    stream.socket.ping()
    await new Promise((done) => stream.socket.once('pong', done))
    expect(story.server.seen()).toMatchObject({
      pings: 1,
      open: 1,
      connections: { [linear]: 1 },
      subscriptions: { 'kline.5.BTCUSDT': 1 },
      frames: { subscribe: 1 },
    })
  })

  test('is none of a path that is unknown', async () => {
    const story = await aServer()
    await expect(story.open('/v5/public/option')).rejects.toThrow(/404/)
  })
})

describe('a public stream that goes wrong', () => {
  const watching = async () => {
    const story = await aServer()
    story.sees(aBook())
    const stream = await story.open(linear)
    await subscribe(stream, book50)
    const first = await stream.next()
    let id = 1
    const moved = () => story.sees(delta([['59999', String((id += 1))]], id))
    return { ...story, stream, moved, u: Number(first.data['u']) }
  }
  const uOf = ({ data }: Told): number => Number(data['u']) + 0
  const fault = (fields: Json) => ({ at: 'message', on: 'orderbook.50', ...fields }) as never

  test('leaves a message out, so that u has a gap', async () => {
    const { server, stream, moved, u } = await watching()
    server.faults.add(fault({ deed: 'drop' }))
    moved()
    moved()
    expect(uOf(await stream.next())).toBe(u + 2)
  })

  test('lets u jump', async () => {
    const { server, stream, moved, u } = await watching()
    server.faults.add(fault({ deed: 'gap', by: 3 }))
    moved()
    moved()
    expect([uOf(await stream.next()), uOf(await stream.next())]).toStrictEqual([u + 4, u + 5])
  })

  test('starts anew with a snapshot of u 1', async () => {
    const { server, stream, moved } = await watching()
    server.faults.add(fault({ deed: 'restart' }))
    moved()
    moved()
    const [first, second] = [await stream.next(), await stream.next()]
    expect(first).toMatchObject({ type: 'snapshot', data: { u: 1 } })
    expect(first.data['b']).toHaveLength(10)
    expect(second).toMatchObject({ type: 'delta', data: { u: 2 } })
  })

  test('says a message twice, and one behind the next', async () => {
    const { server, stream, moved, u } = await watching()
    server.faults.add(fault({ deed: 'duplicate' }), fault({ deed: 'hold', behind: 1 }))
    moved()
    moved()
    moved()
    const told = [
      await stream.next(),
      await stream.next(),
      await stream.next(),
      await stream.next(),
    ]
    expect(told.map(uOf)).toStrictEqual([u + 1, u + 1, u + 3, u + 2])
  })

  test('says what cannot be read, and lets go what it held back', async () => {
    const { server, stream, moved, u } = await watching()
    server.faults.add(fault({ deed: 'garbage' }), fault({ deed: 'hold', behind: 9 }))
    moved()
    moved()
    expect(await stream.next()).toHaveProperty('unreadable')
    server.release()
    expect(uOf(await stream.next())).toBe(u + 2)
  })

  test('is late with a message that others overtake', async () => {
    const waiting: Array<() => void> = []
    const later = (ms: number, run: () => void) => {
      if (ms === 500) waiting.push(run)
      else run()
      return () => undefined
    }
    const story = await aServer({ later, faults: [fault({ deed: 'delay', ms: 500 })] })
    story.sees(aBook())
    const stream = await story.open(linear)
    await subscribe(stream, book50)
    const u = uOf(await stream.next())
    story.sees(delta([['59999', '2']], 2), delta([['59999', '3']], 3))
    expect(uOf(await stream.next())).toBe(u + 2)
    for (const run of waiting) run()
    expect(uOf(await stream.next())).toBe(u + 1)
  })

  test.each([1000, 1006, 1012, 4001])('is closed with %i', async (code) => {
    const { server, stream, moved } = await watching()
    server.faults.add(fault({ deed: 'close', code }))
    moved()
    expect(await stream.closed).toBe(code)
    await server.until(({ open }) => open === 0)
  })

  test('freezes: nothing is answered and nothing closed, until the server is', async () => {
    const { server, stream, open, moved } = await watching()
    server.strike('linear', { deed: 'freeze' })
    let isAnswered = false
    stream.socket.on('pong', () => {
      isAnswered = true
    })
    stream.socket.on('message', () => {
      isAnswered = true
    })
    stream.socket.ping()
    stream.say({ op: 'ping' })
    moved()
    // a second stream comes and goes meanwhile, and is served
    const other = await open(linear)
    expect(await other.ask({ op: 'ping' })).toMatchObject({ ret_msg: 'pong' })
    other.socket.close()
    await server.until((seen) => seen.open === 1)
    expect(isAnswered).toBe(false)
    expect(stream.socket.readyState).toBe(stream.socket.OPEN)
    expect(server.seen().pings).toBe(0)
  })

  test('refuses, ignores and cuts off frames, and streams that are opened', async () => {
    const story = await aServer({
      faults: [
        { at: 'connect', deed: 'status', status: 503 },
        { at: 'frame', on: 'subscribe', deed: 'refuse', retMsg: 'not today' },
        { at: 'frame', on: 'ping', deed: 'ignore' },
        { at: 'frame', on: 'ping', after: 1, deed: 'close', code: 1011 },
      ],
    })
    await expect(story.open(linear)).rejects.toThrow(/503/)
    const stream = await story.open(linear)
    expect(await subscribe(stream, 'tickers.BTCUSDT')).toMatchObject({
      success: false,
      ret_msg: 'not today',
    })
    stream.say({ op: 'ping', req_id: 'ignored' })
    expect(await stream.ask({ op: 'ping', req_id: 'told' })).toMatchObject({ req_id: 'told' })
    stream.say({ op: 'ping' })
    expect(await stream.closed).toBe(1011)
  })
})
