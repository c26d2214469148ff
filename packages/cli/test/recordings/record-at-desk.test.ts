import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

import type {
  BybitServer,
  DryRunDesk,
  Fault,
  GeneratedPlan,
  TimedInput,
} from '@shadowtape/adapters'
import {
  generatedListing,
  generatedMarket,
  generatedPlan,
  newDryRunDesk,
  startBybitServer,
} from '@shadowtape/adapters'
import type { Instrument } from '@shadowtape/core'
import { draw } from '@shadowtape/core'
import { WebSocket } from 'ws'

import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'
import { filesOf, linesOf, logOf, startRecording, until } from './recording'

const folder = tempFolder()

/** How much market there is, in seconds; what `MINUTES` says makes it an hour. */
const seconds = Number(process.env['MINUTES'] ?? '2') * 60
const plan: GeneratedPlan = { ...generatedPlan, calmUs: seconds * 1e6, toxicUs: 0, levels: 10 }
const symbols = plan.symbols.map((symbol) => symbol as string)

type Market = {
  readonly server: BybitServer
  readonly desk: DryRunDesk
  /** Lets the market go on by at most so many inputs; false at its end. */
  readonly feed: (inputs: number) => Promise<boolean>
}

const startMarket = async (): Promise<Market> => {
  let nowMs = plan.start / 1_000
  const instruments = plan.symbols.map((symbol): Instrument => {
    const { type: _, ...instrument } = generatedListing(symbol).listed
    return instrument
  })
  const desk = newDryRunDesk({ clock: () => nowMs, instruments, keys: [] })
  const server = await startBybitServer({ desk, ackDelayMs: 0 })
  const market = generatedMarket(plan)
  return {
    server,
    desk,
    feed: async (inputs) => {
      for (let i = 0; i < inputs; i++) {
        const next = market.next()
        if (next.done === true) return false
        const { at, input }: TimedInput = next.value
        nowMs = Math.max(nowMs, at / 1_000)
        desk.observe(at, input)
        if (i % 20 === 0) await turn()
      }
      return true
    },
  }
}

/** Everything of the trades, as another client gets it. */
const listenToTrades = async (server: BybitServer): Promise<Array<string>> => {
  const heard: Array<string> = []
  const socket = new WebSocket(`${server.urls.publicStream}/v5/public/linear`)
  await new Promise((resolve) => socket.on('open', resolve))
  socket.on('message', (data: Buffer) => {
    if (isTrade(data.toString())) heard.push(data.toString())
  })
  socket.on('error', () => undefined)
  const args = symbols.map((symbol) => `publicTrade.${symbol}`)
  socket.send(JSON.stringify({ op: 'subscribe', req_id: '1', args }))
  return heard
}

const isTrade = (text: string): boolean => text.startsWith('{"topic":"publicTrade.')

const deeds = [
  { deed: 'drop' },
  { deed: 'duplicate' },
  { deed: 'gap', by: 3 },
  { deed: 'restart' },
  { deed: 'hold', behind: 2 },
] as const

/** A fault of a book, another one each time, drawn of a seed. */
const faultAt = (n: number): Fault => {
  const symbol = symbols[draw(7, 'market', 2 * n) % symbols.length] ?? ''
  const deed = deeds[draw(7, 'market', 2 * n + 1) % deeds.length] ?? deeds[0]
  return { at: 'message', on: `orderbook.50.${symbol}`, ...deed }
}

/** The recorder has had the time to find out; the market goes on meanwhile. */
const toldOf = (type: string): number =>
  logOf(folder()).filter((event) => event['type'] === type).length

const ranAndReplayed = (): number | null => {
  const captures = filesOf(folder(), '.capture.gz')
  const run = runCli(['run', '--capture', ...captures, '--journal', 'j.jsonl'], { cwd: folder() })
  const replayed = runCli(['replay', 'j.jsonl'], { cwd: folder() })
  expect([replayed.code, replayed.stdout]).toStrictEqual([0, expect.stringContaining('byte for')])
  return run.code
}

describe('shadowtape record, at a server that goes wrong', () => {
  it('has every trade that was sent, finds every gap, and replays byte for byte', async () => {
    const { server, feed } = await startMarket()
    const url = `http://127.0.0.1:${server.port}`
    const more = ['--symbols', symbols.join(','), '--roll-bytes', '200000', '--json']
    const { child, ended } = startRecording(folder(), url, ...more)
    const trades = await listenToTrades(server)
    const every = ['orderbook.1', 'orderbook.50', 'publicTrade', 'tickers']
    await server.until(({ subscriptions }) =>
      every.every((kind) =>
        symbols.every(
          (symbol) => (subscriptions[`${kind}.${symbol}`] ?? 0) >= (kind === 'publicTrade' ? 2 : 1),
        ),
      ),
    )
    for (let n = 0; await feed(400); n++) {
      server.faults.add(faultAt(n))
      await wait(20)
    }
    server.release()
    expect(trades.length).toBeGreaterThan(100)
    const recorded = () =>
      linesOf(folder())
        .map((line) => line.slice(20))
        .filter(isTrade)
    await until(() => recorded().length >= trades.length)
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(recorded()).toStrictEqual(trades)
    const summary = JSON.parse(stdout) as Readonly<Record<string, number>>
    expect(code).toBe(3)
    expect(summary['gaps']).toBe(toldOf('Gap'))
    expect(summary['gaps']).toBeGreaterThan(0)
    expect(summary['connections_lost']).toBe(0)
    expect(summary['lines']).toBe(linesOf(folder()).length)
    expect(ranAndReplayed()).toBe(3)
    expect(server.seen().failures).toStrictEqual([])
    await server.close()
  })

  it('comes back where the server closes, refuses and stays silent', async () => {
    const { server, feed } = await startMarket()
    const url = `http://127.0.0.1:${server.port}`
    const { child, ended } = startRecording(folder(), url, '--symbols', symbols.join(','))
    const subscribed = (times: number) =>
      server.until(({ subscriptions }) => (subscriptions['orderbook.50.ETHUSDT'] ?? 0) >= times)
    await subscribed(1)
    await feed(300)
    server.strike('linear', { deed: 'close', code: 1006 })
    await subscribed(2)
    await feed(300)
    server.faults.add({ at: 'connect', on: '/v5/public', deed: 'status', status: 503 })
    server.faults.add({ at: 'frame', on: 'subscribe', deed: 'refuse', retMsg: 'try again' })
    server.strike('linear', { deed: 'close', code: 1001 })
    await subscribed(3)
    await feed(300)
    server.strike('linear', { deed: 'freeze' })
    await subscribed(4)
    await feed(300)
    const before = linesOf(folder()).length
    await until(() => linesOf(folder()).length > before)
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    expect(code).toBe(3)
    expect(stderr).toContain('connection lost: closed by the other side (1006)')
    expect(stderr).toContain('connection lost: Unexpected server response: 503')
    expect(stderr).toContain('connection lost: half-open: no frame for 10000 ms after a ping')
    expect(ranAndReplayed()).not.toBe(1)
    expect(server.seen().failures).toStrictEqual([])
    await server.close()
  })
})
