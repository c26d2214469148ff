import { aBook, aTouch, aTrade, btc, sol, startMs } from '../bybit-desk/a-desk'
import { aServer, closeServers } from './a-server'
import { book50, delta, linear, subscribe } from './public-words'

afterEach(closeServers)

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
