import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Entry, State } from '@shadowtape/core'
import fc from 'fast-check'

import { netUsd } from '../../src/reports/holdings'
import { ownQuotes } from '../../src/postmortems/quotes-around'
import type { LaneRule } from '../../src/viewer/lane-gathering'
import { newLaneGathering, wholeLanes } from '../../src/viewer/lane-gathering'
import type { Lanes } from '../../src/viewer/view-data'
import { goldensFolder } from '../../../../scripts/golden-recipes'
import { historyFolder, journalsIn } from '../support/history'
import type { Heard } from './heard-session'
import { anyHeard, heardJournal } from './heard-session'

const gathered = ({ until, startAt }: Heard, rule: LaneRule, seq: number): Lanes => {
  const gathering = newLaneGathering(startAt, rule)
  return gathering.lanes(until(seq, gathering.hear))
}

const anyRule: fc.Arbitrary<LaneRule> = fc.record({
  intervalUs: fc.constantFrom(1, 1, 7, 1_000),
  intervalsMax: fc.constantFrom(1, 2, 5, 16, 64),
  fillsMax: fc.constantFrom(1, 3, 1_000),
  denialsMax: fc.constantFrom(1, 3, 1_000),
  stopsMax: fc.constantFrom(1, 2, 1_000),
  ordersMax: fc.constantFrom(0, 1_000),
})

const journals = [
  ...readdirSync(goldensFolder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => [file, join(goldensFolder, file)] as const),
  ...journalsIn(historyFolder).map(
    ([version, file]) => [`${version} ${file}`, join(historyFolder, version, file)] as const,
  ),
]

const unthinned = { fillsMax: 1e9, denialsMax: 1e9, stopsMax: 1e9, ordersMax: 1e9 }

describe('lanes that are gathered with no knowledge of the end', () => {
  it('are those of the intervals that they end with, gathered so from the first line', () => {
    fc.assert(
      fc.property(anyHeard(60), anyRule, fc.double({ min: 0, max: 1 }), (heard, rule, share) => {
        const seq = Math.max(1, Math.round(heard.lines * share))
        const lanes = gathered(heard, rule, seq)
        const { intervalUs } = lanes
        expect(lanes).toStrictEqual(gathered(heard, { ...rule, intervalUs }, seq))
        const { intervalUs: first, intervalsMax } = rule
        const span = lanes.endAt - lanes.startAt
        expect(lanes.times.length).toBeLessThanOrEqual(intervalsMax)
        expect(span < intervalUs * intervalsMax).toBe(true)
        expect(intervalUs === first || span >= (intervalUs / 2) * intervalsMax).toBe(true)
      }),
      { seed: 1, numRuns: 150 },
    )
  })

  it.each(journals)('are so of %s', async (_, path) => {
    const heard = await heardJournal(path)
    for (const intervalsMax of [3, 50, 1_000])
      for (const seq of [heard.lines >> 1, heard.lines]) {
        const rule = { ...wholeLanes, intervalsMax, fillsMax: 20, denialsMax: 4 }
        const lanes = gathered(heard, rule, seq)
        const { intervalUs } = lanes
        expect(lanes).toStrictEqual(gathered(heard, { ...rule, intervalUs }, seq))
        expect(lanes.times.length).toBeGreaterThan(0)
      }
  })

  it('are the same however often they were asked for on the way', () => {
    fc.assert(
      fc.property(anyHeard(40), anyRule, (heard, rule) => {
        const asked = newLaneGathering(heard.startAt, rule)
        const first: Array<readonly [Lanes, string]> = []
        const state = heard.until(heard.lines, (before, entry) => {
          const lanes = asked.lanes(before)
          if (before.seq % 16 === 0) first.push([lanes, JSON.stringify(lanes)])
          asked.hear(before, entry)
        })
        expect(asked.lanes(state)).toStrictEqual(gathered(heard, rule, heard.lines))
        for (const [lanes, then] of first) {
          expect(JSON.stringify(lanes)).toBe(then)
          expect(lanes).toStrictEqual(gathered(heard, rule, lanes.seq))
        }
      }),
      { seed: 2, numRuns: 40 },
    )
  })

  it('have of each interval its last state, the extremes of its touch, and its counts', () => {
    fc.assert(
      fc.property(anyHeard(60), fc.constantFrom(1, 1_000, 64_000, 400_000), (heard, intervalUs) => {
        const rule = { ...unthinned, intervalUs, intervalsMax: Infinity }
        const lanes = gathered(heard, rule, heard.lines)
        const plain = plainly(heard, intervalUs)
        expect(lanes.times).toStrictEqual(plain.map(({ at }) => at))
        expect(lanes.money.net).toStrictEqual(plain.map(({ net }) => net / 1e6))
        expect(lanes.money.openOrders).toStrictEqual(plain.map(({ open }) => open))
        for (const name of ['trades', 'fills', 'placed', 'canceled', 'denied'] as const)
          expect(lanes.tempo[name]).toStrictEqual(plain.map((one) => one[name]))
        const btc = lanes.symbols.find(({ symbol }) => symbol === 'BTCUSDT')
        for (const name of ['bid', 'bidLow', 'askHigh', 'ownBid', 'ownAsk'] as const)
          expect(btc?.[name]).toStrictEqual(plain.map((one) => one[name]))
        expect(lanes.fills).toHaveLength(lanes.fillsCount)
        expect(lanes.fillsCount).toBe(plain.reduce((sum, { fills }) => sum + fills, 0))
        expect(lanes.denialsCount).toBe(plain.reduce((sum, { denied }) => sum + denied, 0))
      }),
      { seed: 3, numRuns: 60 },
    )
  })
})

type Plain = ReturnType<typeof plainOf>

const plainOf = (state: State) => {
  const market = state.market['BTCUSDT' as keyof State['market']]
  const cents = (ticks: number | null | undefined): number | null =>
    typeof ticks === 'number' ? ticks / 100 : null
  const own = ownQuotes(state, 'BTCUSDT' as Parameters<typeof ownQuotes>[1])
  return {
    ...{ at: state.at, net: netUsd(state), open: state.orders.openCount },
    ...{ bid: cents(market?.bid), ask: cents(market?.ask) },
    ...{ ownBid: cents(own.ownBid), ownAsk: cents(own.ownAsk) },
    ...{ bidLow: null as number | null, askHigh: null as number | null },
    ...{ trades: 0, fills: 0, placed: 0, canceled: 0, denied: 0 },
  }
}

const counts: Readonly<Record<string, keyof Plain>> = {
  ...{ TradePrinted: 'trades', OrderFilled: 'fills', OrderPlaced: 'placed' },
  ...{ OrderCanceled: 'canceled', OrderDenied: 'denied', OrderRejected: 'denied' },
  ...{ AmendDenied: 'denied', AmendRejected: 'denied', CancelRejected: 'denied' },
  TradingStopRejected: 'denied',
}

/** The same, line by line: the state after each is looked at by itself. */
const plainly = ({ until, lines, startAt }: Heard, intervalUs: number): ReadonlyArray<Plain> => {
  const byInterval = new Map<number, Plain>()
  const touched = new Set<number>()
  const passed: Array<Entry> = []
  const looked = (state: State): void => {
    const entry = passed.at(-1)
    if (entry === undefined) return
    const key = Math.floor((state.at - startAt) / intervalUs)
    const [now, before] = [plainOf(state), byInterval.get(key)]
    for (const one of names)
      now[one] = (before?.[one] ?? 0) + (counts[entry.message.type] === one ? 1 : 0)
    // the lowest and highest of what was quoted in it; where nothing was, what holds at its end
    const isQuoted = isTouch(state.latencies.feed === null ? entry : saidBefore(passed, entry))
    if (isQuoted && !touched.has(key)) Object.assign(now, { bidLow: now.bid, askHigh: now.ask })
    else if (before !== undefined) {
      const [bid, ask] = isQuoted ? [now.bid, now.ask] : [null, null]
      now.bidLow = extreme(Math.min, before.bidLow, bid)
      now.askHigh = extreme(Math.max, before.askHigh, ask)
    }
    if (isQuoted) touched.add(key)
    byInterval.set(key, now)
  }
  const last = until(lines, (state, entry) => {
    looked(state)
    passed.push(entry)
  })
  looked(last)
  return [...byInterval.values()].map((one) => ({
    ...one,
    bidLow: one.bidLow ?? one.bid,
    askHigh: one.askHigh ?? one.ask,
  }))
}

const names = ['trades', 'fills', 'placed', 'canceled', 'denied'] as const

/** What a line that is heard of late is about. */
const saidBefore = (passed: ReadonlyArray<Entry>, { cause, message }: Entry): Entry | undefined =>
  message.type === 'Delivered' ? passed[Number(cause) - 1] : undefined

const isTouch = (entry: Entry | undefined): boolean =>
  entry !== undefined &&
  (entry.message.type === 'QuoteObserved' || entry.message.type === 'BookUpdated') &&
  entry.message.symbol === 'BTCUSDT'

const extreme = (
  of: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null => (a === null ? b : b === null ? a : of(a, b))
