import type { Json } from '../bybit-desk/a-desk'
import { aBook } from '../bybit-desk/a-desk'
import type { Told } from './a-server'
import { aServer, closeServers } from './a-server'
import { book50, delta, linear, subscribe } from './public-words'

afterEach(closeServers)

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
