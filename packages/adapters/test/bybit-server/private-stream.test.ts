import { aBook, aSpotOrder, aTouch, anOrder, sol, startMs } from '../bybit-desk/a-desk'
import { aServer, anOpening, closeServers } from './a-server'

afterEach(closeServers)

const create = '/v5/order/create'
const market = anOrder({ orderType: 'Market', price: undefined })

describe('a private stream', () => {
  test.each([
    ['a number', startMs + 1_000],
    ['a text', String(startMs + 1_000)],
  ])('is opened by a signature, its time as %s', async (_, expires) => {
    const story = await aServer()
    const stream = await story.open('/v5/private')
    expect(await stream.ask(anOpening(expires))).toMatchObject({
      success: true,
      ret_msg: '',
      op: 'auth',
      req_id: 'auth-1',
    })
    const ack = await stream.ask({ op: 'subscribe', args: ['order', 'execution', 'dcp.future'] })
    expect(ack).toMatchObject({ success: true, op: 'subscribe' })
    expect(await stream.ask({ op: 'ping', req_id: 'test' })).toMatchObject({
      req_id: 'test',
      op: 'pong',
      args: [String(startMs)],
    })
  })

  test.each([
    ['a time that has passed', anOpening(startMs)],
    ['another key', { op: 'auth', args: ['nobody', startMs + 1_000, 'x'] }],
    ['another signature', { op: 'auth', args: ['desk-key', startMs + 1_000, 'x'] }],
    ['nothing', { op: 'auth', args: [] }],
    ['a word for a time', { op: 'auth', args: ['desk-key', 'soon', 'x'] }],
  ])('is closed to %s', async (_, opening) => {
    const story = await aServer()
    const stream = await story.open('/v5/private')
    expect(await stream.ask(opening)).toMatchObject({ success: false, op: 'auth' })
    expect(await stream.closed).toBe(1008)
  })

  test('refuses to be subscribed to before it is opened, and by topics that are none', async () => {
    const story = await aServer()
    const stream = await story.open('/v5/private')
    const subscribe = (...args: ReadonlyArray<string>) => stream.ask({ op: 'subscribe', args })
    expect(await subscribe('order')).toMatchObject({ success: false })
    await stream.ask(anOpening())
    expect(await subscribe('order', 'nope')).toMatchObject({
      success: false,
      ret_msg: 'error:handler not found,topic:nope',
    })
    expect(await subscribe('order', 'execution.linear')).toMatchObject({ success: false })
    expect(await subscribe('order')).toMatchObject({ success: true })
    expect(await stream.ask({ op: 'unsubscribe', args: ['order'] })).toMatchObject({
      success: true,
    })
  })

  test('tells of an order, of its execution, the position and the wallet', async () => {
    const story = await aServer()
    story.sees(aBook())
    const stream = await story.openPrivate('order', 'execution', 'position', 'wallet')
    const answer = await story.send(create, market)
    const told = await stream.until(({ topic }) => topic === 'wallet')
    expect(told.map(({ topic }) => topic)).toStrictEqual([
      'execution',
      'order',
      'position',
      'wallet',
    ])
    expect(told[1]).toMatchObject({
      id: expect.any(String),
      creationTime: startMs,
      data: [{ orderId: answer.result.orderId, orderStatus: 'Filled', category: 'linear' }],
    })
  })

  test('tells those who want one category of that alone', async () => {
    const story = await aServer()
    story.sees(aBook(), aTouch(sol, '99', '101'))
    const stream = await story.openPrivate('order.spot')
    await story.send(create, anOrder())
    await story.send(create, aSpotOrder())
    expect(await stream.next()).toMatchObject({
      topic: 'order.spot',
      data: [{ category: 'spot', symbol: 'SOLUSDT' }],
    })
  })
})

describe('a private stream that goes wrong', () => {
  test('never tells of a fill, which REST knows of', async () => {
    const story = await aServer({ faults: [{ at: 'message', on: 'execution', deed: 'drop' }] })
    story.sees(aBook())
    const stream = await story.openPrivate('execution', 'wallet')
    await story.send(create, market)
    expect(await stream.next()).toMatchObject({ topic: 'wallet' })
    const { list } = story.get('/v5/execution/list', 'category=linear').result
    expect(list).toHaveLength(1)
  })

  test('tells twice, and in another order', async () => {
    const story = await aServer({
      faults: [
        { at: 'message', on: 'execution', deed: 'hold', behind: 2 },
        { at: 'message', on: 'position', deed: 'duplicate' },
      ],
    })
    story.sees(aBook())
    const stream = await story.openPrivate('order', 'execution', 'position', 'wallet')
    await story.send(create, market)
    const told = await stream.until(({ topic }) => topic === 'wallet')
    expect(told.map(({ topic }) => topic)).toStrictEqual([
      ...['order', 'position', 'execution', 'position', 'wallet'],
    ])
  })

  test('tells of a fill before its order is answered', async () => {
    const story = await aServer({ faults: [{ at: 'answer', on: create, deed: 'overtake' }] })
    story.sees(aBook())
    const stream = await story.openPrivate('execution')
    const heard: Array<string> = []
    stream.socket.on('message', () => heard.push('fill'))
    // who reads nothing yet has not heard of the fill, so that the answer has to wait
    stream.socket.pause()
    const answer = story.send(create, market).then(() => heard.push('answer'))
    await story.server.until(({ requests }) => requests[create] === 1)
    for (let n = 0; n < 5; n++) await story.http({ path: '/v5/market/time' })
    expect(heard).toStrictEqual([])
    stream.socket.resume()
    await answer
    expect(heard).toStrictEqual(['fill', 'answer'])
  })

  test('tells of a fill whose order is never answered', async () => {
    const story = await aServer({ faults: [{ at: 'answer', on: create, deed: 'drop' }] })
    story.sees(aBook())
    const stream = await story.openPrivate('order')
    await expect(story.send(create, market)).rejects.toThrow()
    expect(await stream.next()).toMatchObject({ topic: 'order' })
  })

  test('hangs as it is opened, and is frozen once it is', async () => {
    const story = await aServer({
      faults: [
        { at: 'connect', on: '/v5/private', deed: 'hang' },
        { at: 'frame', on: 'auth', deed: 'freeze' },
      ],
    })
    const never = story.open('/v5/private').catch(() => 'never')
    const stream = await story.open('/v5/private')
    stream.say(anOpening())
    await story.server.until(({ frames }) => frames['auth'] === 1)
    stream.say(anOpening())
    expect(stream.socket.readyState).toBe(stream.socket.OPEN)
    await story.server.close()
    expect(await never).toBe('never')
    expect(await stream.closed).toBe(1006)
  })

  test('lets fills happen as time goes on, by the ticks that it was asked for', async () => {
    const story = await aServer({ tickMs: 1 })
    story.sees(aBook())
    const stream = await story.openPrivate('execution')
    await story.send(create, anOrder())
    story.turnClock(100)
    expect(await stream.next()).toMatchObject({ topic: 'execution', creationTime: startMs + 100 })
  })
})
