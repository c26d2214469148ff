import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { isRight } from 'fp-ts/Either'

import type { GeneratedPlan, TimedInput } from '../../src'
import {
  generatedListing,
  generatedMarket,
  generatedPlan,
  readCaptures,
  writeGeneratedCapture,
} from '../../src'

const plan: GeneratedPlan = { ...generatedPlan, calmUs: 5_000_000, toxicUs: 5_000_000 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shadowtape-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const written = async (name: string): Promise<Buffer> => {
  const path = join(folder, name)
  const done = await writeGeneratedCapture(plan, path, 'refuse')()
  expect(isRight(done)).toBe(true)
  return readFileSync(path)
}

type Message = {
  readonly topic: string
  readonly type: string
  readonly ts: number
  readonly data: Record<string, unknown> & {
    readonly u: number
    readonly seq: number
    readonly b: ReadonlyArray<readonly [string, string]>
    readonly a: ReadonlyArray<readonly [string, string]>
  }
}

const read = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ')
      const message = JSON.parse(line.slice(space + 1)) as Message
      return { ns: line.slice(0, space), message }
    })

describe('writeGeneratedCapture', () => {
  it('writes one message a line, each behind its receive time in nanoseconds', async () => {
    const lines = read((await written('made.capture')).toString())
    expect(lines.length).toBeGreaterThan(500)
    let last = 0n
    for (const { ns } of lines) {
      expect(ns).toMatch(/^17\d{14}000$|^17\d{17}$/)
      expect(BigInt(ns)).toBeGreaterThan(last)
      last = BigInt(ns)
    }
  })

  it('says every book, touch, trade and ticker of the market, and nothing else', async () => {
    const counts = new Map<string, number>()
    for (const { message } of read((await written('made.capture')).toString())) {
      const family = message.topic.replace(/\.[^.]+$/, '')
      counts.set(family, (counts.get(family) ?? 0) + 1)
    }
    const made = [...generatedMarket(plan)].map(({ input }) => input.type)
    const times = (type: string): number => made.filter((each) => each === type).length
    expect(Object.fromEntries(counts)).toStrictEqual({
      'orderbook.50': times('BookUpdated'),
      'orderbook.1': times('QuoteObserved'),
      publicTrade: times('TradePrinted'),
      tickers: times('TickerUpdated'),
    })
  })

  it('keeps the rules of each book topic: a snapshot first, u contiguous, sizes 0 only in deltas', async () => {
    const last = new Map<string, Message>()
    for (const { message } of read((await written('made.capture')).toString())) {
      if (!message.topic.startsWith('orderbook')) continue
      const before = last.get(message.topic)
      const isSnapshot = before === undefined || message.topic.startsWith('orderbook.1.')
      expect(message.type).toBe(isSnapshot ? 'snapshot' : 'delta')
      expect(message.data.u).toBe(before === undefined ? message.data.u : before.data.u + 1)
      expect(message.data.seq).toBeGreaterThan(before?.data.seq ?? 0)
      for (const [price, qty] of [...message.data.b, ...message.data.a]) {
        expect(price).toMatch(/^[1-9]\d*\.\d{2}$/)
        expect(qty).toMatch(isSnapshot ? /^\d+\.\d+$/ : /^(\d+\.\d+|0)$/)
      }
      last.set(message.topic, message)
    }
    expect(last.size).toBe(4)
  })

  it('writes trades and tickers as Bybit does', async () => {
    const lines = read((await written('made.capture')).toString())
    const trade = lines.find(({ message }) => message.topic === 'publicTrade.BTCUSDT')?.message
    expect(trade).toStrictEqual({
      topic: 'publicTrade.BTCUSDT',
      type: 'snapshot',
      ts: expect.any(Number),
      data: [
        {
          T: trade?.ts,
          s: 'BTCUSDT',
          S: expect.stringMatching(/^(Buy|Sell)$/),
          v: expect.stringMatching(/^\d+\.\d{3}$/),
          p: expect.stringMatching(/^\d+\.\d0$/),
          i: expect.stringMatching(/^\d+$/),
          BT: false,
          seq: expect.any(Number),
        },
      ],
    })
    const tickers = lines.filter(({ message }) => message.topic === 'tickers.ETHUSDT')
    expect(tickers.map(({ message }) => message.type).slice(0, 3)).toStrictEqual([
      'snapshot',
      'delta',
      'delta',
    ])
    expect(tickers[0]?.message.data['markPrice']).toMatch(/^\d+\.\d{2}$/)
  })

  it('reads back as the very market it was written from', async () => {
    await written('made.capture')
    const inputs: Array<unknown> = []
    const problems: Array<unknown> = []
    const listed = plan.symbols.map((symbol) => generatedListing(symbol).listed)
    const read = await readCaptures(
      [join(folder, 'made.capture')],
      {
        symbols: null,
        instruments: new Map(listed.map((each) => [each.symbol, each])),
        badLines: 'leave out',
      },
      {
        input: (at, input) => inputs.push({ at, input }),
        problem: (problem) => problems.push(problem),
        warning: (text) => problems.push(text),
      },
    )
    expect(isRight(read)).toBe(true)
    expect(problems).toStrictEqual([])
    const isCaptured = ({ input }: TimedInput) => /^(Book|Quote|Trade|Ticker)/.test(input.type)
    expect(inputs.filter((each) => isCaptured(each as TimedInput))).toStrictEqual(
      [...generatedMarket(plan)].filter(isCaptured),
    )
  })

  it('packs with gzip what is named so, with the same lines in it', async () => {
    const plain = await written('made.capture')
    const packed = await written('made.capture.gz')
    expect(packed.length).toBeLessThan(plain.length / 3)
    expect(gunzipSync(packed).equals(plain)).toBe(true)
  })

  it('refuses to replace a file unless told to', async () => {
    const path = join(folder, 'made.capture')
    writeFileSync(path, 'mine')
    const refused = await writeGeneratedCapture(plan, path, 'refuse')()
    expect(refused).toMatchObject({
      left: { type: 'FileFailure', doing: 'create', code: 'EEXIST' },
    })
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(isRight(await writeGeneratedCapture(plan, path, 'replace')())).toBe(true)
  })
})
