import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { typeOf } from '../../src/journals/line-text'
import { finished } from '../../src/steps/ongoing'
import { newLaneGathering, wholeLanes } from '../../src/viewer/lane-gathering'
import type { Lanes, OrderSpan } from '../../src/viewer/view-data'
import { changing, resealed } from '../support/resealed'
import { tempDir } from '../support/temp-dir'
import { heardJournal } from './heard-session'
import type { Fields } from './walked-journal'
import { fieldsIn, recordBusy, walkedJournal } from './walked-journal'

const dir = tempDir()
let path = ''
let delayed = ''

beforeAll(async () => {
  path = await recordBusy(dir, 'at-once')
  const ways = ['--feed-latency', '2', '--entry-latency', '5', '--response-latency', '3']
  delayed = await recordBusy(dir, 'delayed', ...ways, '--reject-rate', '0.2')
})

/** The instant that a share of a journal lies at. */
const instantIn = (file: string, share: number): number => {
  const all = fieldsIn(file)
  const [start, end] = [Number(all[0]?.['at']), Number(all.at(-1)?.['at'])]
  return Math.round(start + (end - start) * share)
}

const stretchOf = async (
  file: string,
  from: number,
  to: number,
  linesMax?: number,
): Promise<Lanes> => {
  const { stretches, walk } = await walkedJournal(file, undefined, linesMax)
  finished(walk.work())
  return finished(stretches.between({ from, to }))
}

const within = (file: string, { startAt, endAt }: Lanes): ReadonlyArray<Fields> =>
  fieldsIn(file).filter(({ at }) => Number(at) >= startAt && Number(at) <= endAt)

const files = [
  ['everything is at once', () => path],
  ['everything takes its time', () => delayed],
] as const

describe.each(files)('a stretch of a session where %s', (_, file) => {
  it('has a sample of every instant where it has few lines, and one before', async () => {
    const [from, to] = [instantIn(file(), 0.4), instantIn(file(), 0.5)]
    const lanes = await stretchOf(file(), from, to)
    const all = fieldsIn(file())
    const before = all.findLast(({ at }) => Number(at) < from)?.['at']
    const instants = new Set(within(file(), lanes).map(({ at }) => at))
    expect(lanes.intervalUs).toBe(1)
    expect(lanes.times).toStrictEqual([before, ...instants])
    expect(instants.size).toBeGreaterThan(20)
    expect([lanes.startAt, lanes.endAt]).toStrictEqual([from, to])
    expect(lanes.tempo.trades[0]).toBeNull()
  })

  it('is what the whole is there, gathered as finely', async () => {
    const { startAt, until, lines } = await heardJournal(file())
    for (const [a, b] of [
      [0.2, 0.25],
      [0.1, 0.8],
      [0, 1],
    ] as const) {
      const [from, to] = [instantIn(file(), a), instantIn(file(), b)]
      const lanes = await stretchOf(file(), from, to)
      const { intervalUs } = lanes
      const whole = newLaneGathering(startAt, { ...wholeLanes, intervalUs, intervalsMax: Infinity })
      const end = fieldsIn(file()).findLastIndex(({ at }) => Number(at) <= lanes.endAt) + 1
      const state = until(Math.min(end, lines), whole.hear)
      const cut = whole.lanes(state, { from: lanes.startAt, to: lanes.endAt })
      const rest = (all: Lanes) => {
        const n = all.times.findIndex((at) => at >= lanes.startAt)
        return {
          ...{ times: all.times.slice(n), fills: all.fills, denials: all.denials },
          net: all.money.net.slice(n),
          exposure: all.money.exposure.slice(n),
          tempo: Object.values(all.tempo).map((series) => series.slice(n)),
          symbols: all.symbols.map(({ bid, ask, bidLow, askHigh, ownBid, held, heldUsd }) =>
            [bid, ask, bidLow, askHigh, ownBid, held, heldUsd].map((series) => series.slice(n)),
          ),
          stops: all.stops.map(({ seq, says, of }) => ({ seq, says, of })),
          edges: all.edges.map((one) => one.bps.slice(one.at.findIndex((at) => at > from))),
          counts: [all.fillsCount, all.denialsCount, all.stopsCount, all.seq, all.intervalUs],
        }
      }
      expect(rest(lanes)).toStrictEqual(rest(cut))
      expect(lanes.times.length).toBeGreaterThan(10)
      expect(lanes.thresholds[0]?.bps).toBe(-5_000)
      // all that is missing at its left edge is what comes before it
      expect(lanes.money.net[0]).toBe(cut.money.net[0])
    }
  })

  it('has every order that lived in it, from its placing to its end', async () => {
    // in the midst of the life of an order
    const [rested] = livesIn(file()).filter((order) => (order.to ?? 0) - order.from > 200_000)
    const [from, to] = [(rested?.from ?? 0) + 100_000, instantIn(file(), 0.9)]
    const lanes = await stretchOf(file(), from, to)
    const lived = livesIn(file()).filter(
      (order) => order.from <= to && (order.to === null || order.to >= from),
    )
    const known = new Map(lived.map((order) => [order.order, order]))
    const told = lanes.orders.map(({ amends: _, ...order }) => order)
    expect(told.length).toBeGreaterThan(20)
    expect(lanes.ordersCount).toBe(told.length)
    expect(told.some((order) => order.from < from)).toBe(true)
    for (const order of told) {
      const { to: end = null, ended = null, ...own } = known.get(order.order) ?? {}
      const isOver = end !== null && end >= from && end <= to
      // what had ended at the venue already, we heard of within the stretch
      if (order.to !== end && end !== null && end < from) expect(order.ended).toBe(ended)
      else
        expect(order).toStrictEqual({
          ...own,
          to: isOver ? end : null,
          ended: isOver ? ended : null,
        })
    }
    const names = new Set(told.map(({ order }) => order))
    expect(lived.filter(({ order }) => !names.has(order))).toStrictEqual([])
  })

  it('tells what was stopped before it, and when that was lifted behind it', async () => {
    const stop = fieldsIn(file()).find((line) => typeOf(line) === 'TradingFrozen') ?? {}
    const thaw = fieldsIn(file()).find((line) => typeOf(line) === 'TradingThawed') ?? {}
    const [at, thawAt] = [Number(stop['at']), Number(thaw['at'])]
    const third = Math.floor((thawAt - at) / 3)
    const lanes = await stretchOf(file(), at + third, thawAt - third)
    expect(lanes.stops).toMatchObject([{ seq: stop['seq'], at, thawAt, kind: 'freeze', of: null }])
    expect(lanes.stops[0]?.says).toMatch(/^Fill rate: \d+ fills in 1s > 6$/)
    expect((await stretchOf(file(), thawAt + 1, thawAt + 1_000)).stops).toStrictEqual([])
  })
})

/** What became of each order, by the lines themselves. */
const livesIn = (file: string): ReadonlyArray<Omit<OrderSpan, 'amends'>> => {
  const lives = new Map<string, { -readonly [K in keyof OrderSpan]?: OrderSpan[K] }>()
  const ends: Readonly<Record<string, OrderSpan['ended']>> = {
    ...{ OrderFilled: 'filled', OrderCanceled: 'canceled', OrderRejected: 'rejected' },
  }
  for (const line of fieldsIn(file)) {
    const [order, at, type] = [String(line['orderId']), Number(line['at']), typeOf(line)]
    if (type === 'OrderPlaced')
      lives.set(order, {
        ...{ order, account: String(line['account']), symbol: String(line['symbol']) },
        ...{ side: line['side'] as OrderSpan['side'], price: Number(line['price']) },
        ...{ qty: String(line['qty']), seq: Number(line['seq']), from: at, to: null, ended: null },
      })
    const isOver = type !== 'OrderFilled' || !/[1-9]/.test(String(line['leavesQty']))
    const ended = ends[type]
    if (ended !== undefined && isOver) Object.assign(lives.get(order) ?? {}, { to: at, ended })
  }
  return [...lives.values()] as ReadonlyArray<OrderSpan>
}

describe('stretches', () => {
  it('of too many lines are cut out of the whole, with the sample before', async () => {
    const [from, to] = [instantIn(path, 0.3), instantIn(path, 0.6)]
    const lanes = await stretchOf(path, from, to, 100)
    const { walk } = await walkedJournal(path)
    finished(walk.work())
    expect(lanes).toStrictEqual(walk.between({ from, to }))
    expect(lanes.times.filter((at) => at < from)).toHaveLength(1)
    expect(lanes.times.every((at) => at <= to)).toBe(true)
    expect(lanes.intervalUs).toBeGreaterThan(1)
    const inside = fieldsIn(path).filter(({ at }) => Number(at) >= from && Number(at) <= to)
    const fills = inside.filter((line) => typeOf(line) === 'OrderFilled')
    expect(lanes.fills.map(({ seq }) => seq)).toStrictEqual(fills.map(({ seq }) => seq))
    expect(lanes.orders).toStrictEqual([])
  })

  it('that are not gathered yet and too long are empty', async () => {
    const { stretches } = await walkedJournal(path, undefined, 10)
    const lanes = finished(stretches.between({ from: 0, to: Number.MAX_SAFE_INTEGER }))
    expect([lanes.times, lanes.seq, lanes.fills]).toStrictEqual([[], 0, []])
  })

  it('need nothing to be gathered where they are short', async () => {
    const [from, to] = [instantIn(path, 0.4), instantIn(path, 0.5)]
    const { stretches } = await walkedJournal(path)
    expect(finished(stretches.between({ from, to }))).toMatchObject({
      times: (await stretchOf(path, from, to)).times,
    })
  })

  it('end where the journal does, and begin where it does', async () => {
    const lanes = await stretchOf(path, 0, Number.MAX_SAFE_INTEGER)
    const all = fieldsIn(path)
    expect([lanes.startAt, lanes.endAt]).toStrictEqual([all[0]?.['at'], all.at(-1)?.['at']])
    expect(lanes.seq).toBe(all.length)
    expect(lanes.fillsCount).toBe(all.filter((line) => typeOf(line) === 'OrderFilled').length)
  })

  it('can be left in the midst, and another asked for', async () => {
    const [from, to] = [instantIn(path, 0.1), instantIn(path, 0.9)]
    const { stretches } = await walkedJournal(path)
    for (const steps of [1, 5, 20]) {
      const begun = stretches.between({ from, to })
      for (let i = 0; i < steps; i++) begun.next()
      begun.return(undefined as never)
      const lanes = finished(stretches.between({ from: to - 500_000, to }))
      expect(lanes.times).toStrictEqual((await stretchOf(path, to - 500_000, to)).times)
    }
  })

  it('have what came before a line that contradicts itself, and nothing behind it', async () => {
    const fills = fieldsIn(path).filter((line) => typeOf(line) === 'OrderFilled')
    const [before, fill] = [fills[2] ?? {}, fills[3] ?? {}]
    const forged = join(dir, 'forged.jsonl')
    const bytes = readFileSync(path)
    writeFileSync(forged, resealed(bytes, changing(Number(fill['seq']), 'leavesQty', '77.000')))
    const { stretches } = await walkedJournal(forged)
    const [from, at] = [Number(before['at']), Number(fill['at'])]
    const lanes = finished(stretches.between({ from, to: at + 1_000_000 }))
    expect(lanes.seq).toBe(Number(fill['seq']) - 1)
    expect(lanes.fills.map(({ seq }) => seq)).toStrictEqual([before['seq']])
    expect(finished(stretches.between({ from: at + 10_000, to: at + 20_000 })).times).toStrictEqual(
      [],
    )
  })
})
