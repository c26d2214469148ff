import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

import type { BybitServer, Fault, GeneratedPlan } from '@shadowtape/adapters'
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
import type { Recording } from './recording'
import { filesOf, linesOf, startRecording } from './recording'

/** How long a soak is, what decides its faults, and where it records to. */
export type SoakPlan = {
  readonly minutes: number
  readonly seed: number
  readonly folder: string
}

/** What a soak came to: what is wrong, or `null`, and what there was of everything. */
export type Soaked = { readonly says: string | null; readonly figures: string }

const symbols = generatedPlan.symbols.map((symbol) => symbol as string)
const topics = ['orderbook.1', 'orderbook.50', 'publicTrade', 'tickers'].flatMap((kind) =>
  symbols.map((symbol) => `${kind}.${symbol}`),
)
const isTrade = (text: string): boolean => text.startsWith('{"topic":"publicTrade.')

/**
 * Records a market that misbehaves. Each trade that was sent to another client at the same time
 * must be in the captures, once and in order, over connections that were closed and a recorder that
 * was killed; and a run over the captures must replay byte for byte.
 */
export const soak = async ({ minutes, seed, folder }: SoakPlan): Promise<Soaked> => {
  const plan = { ...generatedPlan, calmUs: minutes * 60e6, toxicUs: 0, levels: 10 }
  const { server, feed } = await startMarket(plan)
  const listener = newListener(server)
  const begun: Array<Recording> = []
  const begin = async (): Promise<void> => {
    await subscribedAnew(server, 1, () => {
      const more = ['--symbols', symbols.join(','), '--roll-bytes', '200000']
      begun.push(startRecording(folder, `http://127.0.0.1:${server.port}`, ...more))
      return Promise.resolve()
    })
  }
  const recorded = (): ReadonlyArray<string> =>
    linesOf(folder)
      .map((line) => line.slice(20))
      .filter(isTrade)
  const tally = { faults: 0, closed: 0, killed: 0 }
  await listener.connect()
  await begin()
  for (let n = 1; await feed(400); n++) {
    server.faults.add(faultAt(seed, n))
    tally.faults += 1
    // few enough that a recorder does not wait ever longer before it comes back
    if (n % 100 === 20) {
      tally.closed += 1
      await subscribedAnew(server, 2, async () => {
        server.strike('linear', { deed: 'close', code: 1001 })
        await listener.connect()
      })
    }
    if (n % 200 !== 25) continue
    tally.killed += 1
    server.release()
    await listener.settled()
    await caughtUp(() => recorded().length, listener.heard.length)
    const last = begun.at(-1)
    last?.child.kill('SIGKILL')
    await last?.ended
    // a recording is named by the second in which it begins
    await wait(1_000)
    await begin()
  }
  server.release()
  await listener.settled()
  await caughtUp(() => recorded().length, listener.heard.length)
  const last = begun.at(-1)
  last?.child.kill('SIGINT')
  const ended = await last?.ended
  await server.close()
  const figures =
    `${minutes} minutes of market, ${linesOf(folder).length} messages in` +
    ` ${filesOf(folder, '.capture.gz').length} files, ${listener.heard.length} trades;` +
    ` ${tally.faults} faults of books, ${tally.closed} connections closed,` +
    ` the recorder killed ${tally.killed} times`
  const says =
    (ended?.code === 3 ? null : `the recorder ended with ${ended?.code}: ${ended?.stderr}`) ??
    firstDifference(recorded(), listener.heard) ??
    server.seen().failures[0] ??
    replayFault(folder)
  return { says, figures }
}

type Market = {
  readonly server: BybitServer
  /** Lets the market go on by at most so many inputs; false at its end. */
  readonly feed: (inputs: number) => Promise<boolean>
}

const startMarket = async (plan: GeneratedPlan): Promise<Market> => {
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
    feed: async (inputs) => {
      for (let i = 0; i < inputs; i++) {
        const next = market.next()
        if (next.done === true) return false
        nowMs = Math.max(nowMs, next.value.at / 1_000)
        desk.observe(next.value.at, next.value.input)
        if (i % 20 === 0) await turn()
      }
      return true
    },
  }
}

/** Goes on once the recorder has subscribed to every topic anew, and to trades so many clients. */
const subscribedAnew = async (
  server: BybitServer,
  clients: number,
  deed: () => Promise<void>,
): Promise<void> => {
  const before = server.seen().subscriptions
  const isBack = (topic: string, now: number): boolean =>
    now >= (before[topic] ?? 0) + (topic.startsWith('publicTrade') ? clients : 1)
  await deed()
  await server.until(({ subscriptions }) =>
    topics.every((topic) => isBack(topic, subscriptions[topic] ?? 0)),
  )
}

/** Looks now and then, for as long as something comes: what is recorded is read each time. */
const caughtUp = async (count: () => number, all: number): Promise<void> => {
  let [before, still] = [-1, 0]
  for (let now = count(); now < all && still < 300; now = count()) {
    still = now === before ? still + 1 : 0
    before = now
    await wait(200)
  }
}

type Listener = {
  readonly heard: ReadonlyArray<string>
  /** Connects, once what was connected is closed, and waits until trades are subscribed to. */
  readonly connect: () => Promise<void>
  /** Waits until it has heard all that was sent by now: what answers a ping comes behind that. */
  readonly settled: () => Promise<void>
}

const newListener = (server: BybitServer): Listener => {
  const heard: Array<string> = []
  let gone = Promise.resolve()
  let connected = null as WebSocket | null
  return {
    heard,
    settled: () =>
      new Promise<void>((resolve) => {
        if (connected === null) return resolve()
        connected.once('pong', () => {
          resolve()
        })
        connected.ping()
      }),
    connect: async () => {
      await gone
      const socket = new WebSocket(`${server.urls.publicStream}/v5/public/linear`)
      connected = socket
      gone = new Promise((resolve) => {
        socket.on('close', () => {
          resolve()
        })
      })
      await new Promise((resolve) => socket.on('open', resolve))
      const args = symbols.map((symbol) => `publicTrade.${symbol}`)
      await new Promise<void>((resolve) => {
        socket.on('message', (data: Buffer) => {
          const text = data.toString()
          if (isTrade(text)) heard.push(text)
          else resolve()
        })
        socket.send(JSON.stringify({ op: 'subscribe', req_id: '1', args }))
      })
    },
  }
}

const deeds = [
  { deed: 'drop' },
  { deed: 'duplicate' },
  { deed: 'gap', by: 3 },
  { deed: 'restart' },
  { deed: 'hold', behind: 2 },
] as const

/** A fault of a book, another one each time, drawn of a seed. */
const faultAt = (seed: number, n: number): Fault => {
  const symbol = symbols[draw(seed, 'market', 2 * n) % symbols.length] ?? ''
  const deed = deeds[draw(seed, 'market', 2 * n + 1) % deeds.length] ?? deeds[0]
  return { at: 'message', on: `orderbook.50.${symbol}`, ...deed }
}

/** What the first trade is that was sent and is not recorded in its place, or `null`. */
export const firstDifference = (
  recorded: ReadonlyArray<string>,
  sent: ReadonlyArray<string>,
): string | null => {
  const at = sent.findIndex((text, i) => recorded[i] !== text)
  if (at >= 0) return `trade ${at + 1} was sent and not recorded there: ${sent[at]}`
  return recorded.length === sent.length ? null : `${recorded.length - sent.length} more recorded`
}

const replayFault = (cwd: string): string | null => {
  const captures = filesOf(cwd, '.capture.gz')
  const run = runCli(['run', '--capture', ...captures, '--journal', 'j.jsonl'], { cwd })
  if (run.code !== 3) return `the run over it ended with ${run.code}: ${run.stderr}`
  const replayed = runCli(['replay', 'j.jsonl'], { cwd })
  const isSame = replayed.code === 0 && replayed.stdout.includes('byte for')
  return isSame ? null : `its replay ended with ${replayed.code}: ${replayed.stdout}`
}
