import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

import { isLeft } from 'fp-ts/Either'

import { closedNetwork, openNetwork } from '../../src/bybit-api/network-access'
import type { ConnectionState } from '../../src/bybit-streams/stream-connection'
import { openConnection } from '../../src/bybit-streams/stream-connection'
import { usualTiming } from '../../src/bybit-streams/stream-timing'
import type { MovedTime } from './moved-time'
import { movedTime } from './moved-time'
import type { ScriptedServer } from './scripted-server'
import { scriptedServer } from './scripted-server'
import { until } from './until'

let server: ScriptedServer
beforeEach(async () => {
  server = await scriptedServer()
})
afterEach(() => server.stop())

const connect = (address: string, time: MovedTime = movedTime()) => {
  const states: Array<ConnectionState> = []
  const frames: Array<string> = []
  const options = { access: openNetwork('testnet'), address, time, timing: usualTiming, seed: 7 }
  const opened = openConnection(
    { ...options, frameBytesMax: 1_000 },
    {
      state: (state) => states.push(state),
      frame: (bytes, ns) => frames.push(`${ns} ${bytes.toString()}`),
    },
  )
  if (isLeft(opened)) throw new Error(opened.left.says)
  const has = (type: ConnectionState['type'], times = 1) =>
    until(() => states.filter((state) => state.type === type).length >= times)
  return { connection: opened.right, states, frames, time, has }
}

const reasons = (states: ReadonlyArray<ConnectionState>) =>
  states.flatMap((state) => (state.type === 'Lost' ? [state.reason] : []))
const waits = (states: ReadonlyArray<ConnectionState>) =>
  states.flatMap((state) => (state.type === 'Waiting' ? [state.ms] : []))

describe('a connection that lasts', () => {
  it('is refused before any socket where the network is closed', () => {
    const heard: Array<ConnectionState> = []
    const opened = openConnection(
      {
        access: closedNetwork,
        address: server.address,
        time: movedTime(),
        timing: usualTiming,
        seed: 1,
        frameBytesMax: 1_000,
      },
      { state: (state) => heard.push(state), frame: () => undefined },
    )
    expect(isLeft(opened) && opened.left.says).toContain('no network is enabled')
    expect(heard).toStrictEqual([])
    expect(server.visitors).toHaveLength(0)
  })

  it('hands over frames raw, with the time of each', async () => {
    const { connection, frames, states, has } = connect(server.address)
    await has('Open')
    server.visitors[0]!.send('{"a": 1}')
    server.visitors[0]!.send('not json')
    await until(() => frames.length === 2)
    expect(frames).toStrictEqual(['1796000000000000000 {"a": 1}', '1796000000000000001 not json'])
    await connection.close()
    expect(states).toStrictEqual([{ type: 'Connecting' }, { type: 'Open' }, { type: 'Closed' }])
    await until(() => server.visitors[0]!.isGone)
  })

  it('pings every twenty seconds, and stays where anything comes back', async () => {
    const { connection, time, states, frames, has } = connect(server.address)
    await has('Open')
    for (let pings = 1; pings <= 5; pings++) {
      time.pass(20_000)
      await until(() => frames.length === pings)
    }
    time.pass(5_000)
    expect(server.visitors[0]!.heard).toStrictEqual(new Array(5).fill({ op: 'ping' }))
    expect(reasons(states)).toStrictEqual([])
    await connection.close()
  })

  it('finds a half-open socket out and comes back', async () => {
    const { connection, time, states, has } = connect(server.address)
    await has('Open')
    server.answer = () => undefined
    time.pass(20_000)
    await until(() => server.visitors[0]!.heard.length === 1)
    time.pass(9_999)
    expect(reasons(states)).toStrictEqual([])
    time.pass(1)
    expect(reasons(states)).toStrictEqual(['half-open: no frame for 10000 ms after a ping'])
    time.pass(500)
    await has('Open', 2)
    await connection.close()
  })

  it('does not take a reader that was paused for a server that is gone', async () => {
    const { connection, time, states, frames, has } = connect(server.address)
    await has('Open')
    connection.pause()
    time.pass(95_000)
    expect(reasons(states)).toStrictEqual([])
    expect(frames).toStrictEqual([])
    connection.resume()
    await until(() => frames.length >= 4)
    await connection.close()
  })

  it('waits twice as long after each loss, up to 30 s, and never quite the same', async () => {
    server.refuseWith = 503
    const { connection, time, states, has } = connect(server.address)
    for (let losses = 1; losses <= 9; losses++) {
      await has('Waiting', losses)
      time.pass(waits(states).at(-1)!)
    }
    const wholes = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]
    waits(states).forEach((ms, i) => {
      expect(ms).toBeGreaterThanOrEqual(wholes[i]! / 2)
      expect(ms).toBeLessThanOrEqual(wholes[i]!)
    })
    expect(new Set(waits(states)).size).toBe(9)
    expect(reasons(states)[0]).toBe('Unexpected server response: 503')
    await connection.close()
  })

  it('draws the same waits of the same seed', async () => {
    server.refuseWith = 503
    const [one, other] = [connect(server.address), connect(server.address)]
    for (const { has } of [one, other]) await has('Waiting')
    expect(waits(one.states)).toStrictEqual(waits(other.states))
    for (const { connection } of [one, other]) await connection.close()
  })

  it('begins with short waits again after a healthy while, and not before', async () => {
    const { connection, time, states, frames, has } = connect(server.address)
    const live = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 20_000) {
        const pongs = frames.length
        time.pass(Math.min(left, 20_000))
        if (left >= 20_000) await until(() => frames.length > pongs)
      }
    }
    const lose = async (times: number): Promise<number> => {
      server.visitors.at(-1)!.socket.terminate()
      await has('Waiting', times)
      const ms = waits(states).at(-1)!
      time.pass(ms)
      await has('Open', times + 1)
      return ms
    }
    await has('Open')
    expect(await lose(1)).toBeLessThanOrEqual(500)
    expect(await lose(2)).toBeGreaterThanOrEqual(500)
    expect(await lose(3)).toBeGreaterThanOrEqual(1_000)
    await live(59_999)
    expect(await lose(4)).toBeGreaterThanOrEqual(2_000)
    await live(60_000)
    expect(await lose(5)).toBeLessThanOrEqual(500)
    await connection.close()
  })

  it('waits its longest where the server says that it asks too often', async () => {
    server.refuseWith = 403
    const { connection, states, has } = connect(server.address)
    await has('Waiting')
    expect(waits(states)).toStrictEqual([30_000])
    await connection.close()
  })

  it('gives up a socket that does not open in time', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const { connection, time, states } = connect(`ws://127.0.0.1:${port}`)
    await until(() => time.due().includes(10_000))
    time.pass(10_000)
    expect(reasons(states)).toStrictEqual(['not open within 10000 ms'])
    await connection.close()
    silent.close()
  })

  it('ends a socket whose frame is too large', async () => {
    const { connection, states, has } = connect(server.address)
    await has('Open')
    server.visitors[0]!.send('x'.repeat(1_001))
    await has('Lost')
    expect(reasons(states)).toStrictEqual(['Max payload size exceeded'])
    await connection.close()
  })

  it('says with which words the other side closed', async () => {
    const { connection, states, has } = connect(server.address)
    await has('Open')
    server.visitors[0]!.socket.close(1001, 'going\taway')
    await has('Lost')
    expect(reasons(states)).toStrictEqual(['closed by the other side (1001 "going\\taway")'])
    await connection.close()
  })

  it('is let go by its owner, and comes back no sooner than asked', async () => {
    const { connection, states, has } = connect(server.address)
    await has('Open')
    connection.drop('enough', 60_000)
    await has('Waiting')
    expect([reasons(states), waits(states)]).toStrictEqual([['enough'], [60_000]])
    await connection.close()
  })

  it('closes for good while it waits, while it connects, and twice', async () => {
    const waiting = connect(server.address)
    await waiting.has('Open')
    waiting.connection.drop('enough')
    await Promise.all([waiting.connection.close(), waiting.connection.close()])
    expect(waiting.time.due()).toStrictEqual([])
    expect(waiting.states.filter(({ type }) => type === 'Closed')).toHaveLength(1)
    expect(waiting.connection.send('late')).toBe(false)

    const connecting = connect(server.address)
    await connecting.connection.close()
    expect(connecting.states.at(-1)).toStrictEqual({ type: 'Closed' })
    expect(connecting.time.due()).toStrictEqual([])
  })
})
