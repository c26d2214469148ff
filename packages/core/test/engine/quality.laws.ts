import fc from 'fast-check'

import type { BookUpdated, Entry, FillQuality, OrderFilled, SessionOpened } from '../../src'
import { ageBoundsUs } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { recorded } from '../support/recorded'

const abs = (n: bigint): bigint => (n < 0n ? -n : n)

/** A quotient to the nearest, halves away from zero, by exact arithmetic. */
const nearest = (part: bigint, whole: bigint): bigint => {
  const rounded = (2n * abs(part) + whole) / (2n * whole)
  return part < 0n ? -rounded : rounded
}

const whole = 10_000_000_000n
type Worth = Readonly<Record<'spread' | 'adverse' | 'fee' | 'markout', bigint>>

const worthOf = (fill: OrderFilled, midTwice: number, laterTwice: number): Worth => {
  const way = fill.side === 'Buy' ? 1n : -1n
  const [price, then, now] = [BigInt(fill.price), BigInt(midTwice), BigInt(laterTwice)]
  const share = (distance: bigint): bigint => nearest(distance * way * whole, 2n * price)
  const fee = nearest(BigInt(fill.fee) * whole, price * BigInt(fill.qty))
  const markout = share(now - 2n * price) - fee
  return { spread: share(then - 2n * price), adverse: share(then - now), fee, markout }
}

/** Follows the touch of each symbol through a journal whose books come in order. */
const touchFollower = () => {
  const books = new Map<string, { bids: Map<number, number>; asks: Map<number, number> }>()
  const touches = new Map<string, number | null>()
  const booked = ({ symbol, kind, bids, asks }: BookUpdated): void => {
    const known = kind === 'snapshot' ? undefined : books.get(symbol)
    const book = known ?? { bids: new Map<number, number>(), asks: new Map<number, number>() }
    books.set(symbol, book)
    for (const [side, levels] of [[book.bids, bids] as const, [book.asks, asks] as const])
      for (let i = 0; i < levels.length; i += 2) side.set(levels[i] ?? 0, levels[i + 1] ?? 0)
    const prices = (side: Map<number, number>) =>
      [...side].filter(([, qty]) => qty > 0).map(([price]) => price)
    const [bid, ask] = [Math.max(...prices(book.bids)), Math.min(...prices(book.asks))]
    touches.set(symbol, Number.isFinite(bid + ask) ? bid + ask : null)
  }
  return {
    midTwiceOf: (symbol: string): number | null => touches.get(symbol) ?? null,
    hear: ({ message }: Entry): void => {
      if (message.type === 'BookUpdated') booked(message)
      if (message.type !== 'QuoteObserved') return
      const { bid, ask, symbol } = message
      touches.set(symbol, bid === null || ask === null ? null : bid + ask)
    },
  }
}

const noWorth = { spread: 0n, adverse: 0n, fee: 0n, markout: 0n }

/** Sums anew what a session should know of its fills. */
const tally = ({ markoutHorizonsUs }: SessionOpened) => {
  const horizons = [0, ...markoutHorizonsUs.split(',').filter(Boolean).map(Number)]
  const looks = horizons.map((horizonUs) => ({
    ...{ horizonUs, fills: 0, notionalUsd: 0n },
    ...{ bps: { ...noWorth }, usd: { ...noWorth }, racedUsd: 0n },
  }))
  const ages: Array<number> = []
  const counts = { makers: 0, raced: 0 }
  return {
    ages,
    counts,
    fills: () => ages.length,
    look: (horizonUs: number, fill: OrderFilled, worth: Worth, isRaced: boolean): void => {
      const look = looks.find((each) => each.horizonUs === horizonUs)
      if (look === undefined) throw new Error(`no horizon of ${String(horizonUs)}`)
      // prices of two decimals and quantities of three: amounts of five, and dollars of six
      const notional = BigInt(fill.price) * BigInt(fill.qty) * 10n
      look.fills += 1
      look.notionalUsd += notional
      if (isRaced) look.racedUsd += nearest(worth.markout * notional, whole)
      for (const name of ['spread', 'adverse', 'fee', 'markout'] as const) {
        look.bps[name] += worth[name]
        look.usd[name] += nearest(worth[name] * notional, whole)
      }
    },
    sums: () => ({
      fills: ages.length,
      ...counts,
      looks: looks.map((look) => ({
        ...look,
        notionalUsd: Number(look.notionalUsd),
        racedUsd: Number(look.racedUsd),
        bps: numbers(look.bps),
        usd: numbers(look.usd),
      })),
      ages: {
        fills: ages.length,
        sumUs: ages.reduce((sum, us) => sum + us, 0),
        maxUs: Math.max(0, ...ages),
        counts: [...ageBoundsUs, Infinity].map((bound, i) => {
          const from = i === 0 ? 0 : (ageBoundsUs[i - 1] ?? 0)
          return ages.filter((us) => us >= from && us < bound).length
        }),
      },
    }),
  }
}

const numbers = (worth: Worth) =>
  Object.fromEntries(Object.entries(worth).map(([name, sum]) => [name, Number(sum)]))

/** What a session should know at its end, of each symbol that filled and of all. */
const expectedOf = (opened: SessionOpened, entries: ReadonlyArray<Entry>) => {
  const touch = touchFollower()
  const total = tally(opened)
  const bySymbol = new Map<string, ReturnType<typeof tally>>()
  const acceptedAt = new Map<string, number>()
  const fills = new Map<number, { fill: OrderFilled; midTwice: number | null; isRaced: boolean }>()
  const placed = new Set<string>()
  const canceling = new Set<string>()
  const lines = new Map(entries.map((entry) => [Number(entry.seq), entry]))
  const isFed = opened.feedLatency !== '0'
  for (const entry of entries) {
    const { seq, at, cause, message } = entry
    const told = message.type === 'Delivered' ? (lines.get(Number(cause)) ?? entry) : entry
    if (isFed === (message.type === 'Delivered')) touch.hear(told)
    if (message.type === 'OrderPlaced') placed.add(message.orderId)
    if (message.type === 'CancelOrder' && placed.has(message.orderId))
      canceling.add(message.orderId)
    if (message.type === 'OrderAccepted' || message.type === 'TradingStopTriggered')
      acceptedAt.set(message.orderId, at)
    if (message.type === 'OrderFilled') {
      const own = bySymbol.get(message.symbol) ?? tally(opened)
      bySymbol.set(message.symbol, own)
      const midTwice = touch.midTwiceOf(message.symbol)
      const isRaced = canceling.has(message.orderId)
      fills.set(seq, { fill: message, midTwice, isRaced })
      for (const one of [own, total]) {
        one.ages.push(at - (acceptedAt.get(message.orderId) ?? NaN))
        one.counts.makers += message.liquidity === 'Maker' ? 1 : 0
        one.counts.raced += isRaced ? 1 : 0
        if (midTwice !== null) one.look(0, message, worthOf(message, midTwice, midTwice), isRaced)
      }
    }
    if (message.type !== 'MarkoutMeasured') continue
    const { fill, midTwice, isRaced = false } = fills.get(Number(cause)) ?? {}
    const { bid, ask, horizonUs, symbol } = message
    if (fill === undefined || midTwice === null || midTwice === undefined) continue
    if (bid === null || ask === null) continue
    const worth = worthOf(fill, midTwice, bid + ask)
    expect(worth.markout).toBe(BigInt(Number(message.markoutBps)))
    expect(abs(worth.markout - (worth.spread - worth.adverse - worth.fee)) <= 1n).toBe(true)
    for (const one of [bySymbol.get(symbol), total]) one?.look(horizonUs, fill, worth, isRaced)
  }
  return { total: total.sums(), bySymbol: [...bySymbol].map(([s, own]) => [s, own.sums()]) }
}

const expectPartsToAddUp = ({ looks, ages, fills }: FillQuality): void => {
  for (const look of looks) {
    const { spread, adverse, fee, markout } = look.bps
    expect(Math.abs(markout - (spread - adverse - fee))).toBeLessThanOrEqual(look.fills)
    expect(look.fills).toBeLessThanOrEqual(fills)
  }
  expect(ages.counts.reduce((sum, count) => sum + count, 0)).toBe(ages.fills)
}

describe('the quality of fills in random sessions', () => {
  it('is what exact arithmetic makes of the journal, and its parts add up', () => {
    let looked = 0
    let raced = 0
    fc.assert(
      fc.property(anyHistory(120), (history) => {
        const { entries, session } = recorded(history, randomStrategy)
        const { quality, venue } = session.state
        const expected = expectedOf(history.opened, entries)
        expect(quality.total).toStrictEqual(expected.total)
        expect(Object.entries(quality.bySymbol)).toStrictEqual(expected.bySymbol)
        for (const one of [quality.total, ...Object.values(quality.bySymbol)])
          expectPartsToAddUp(one)
        const known = new Set(Object.keys(quality.acceptedAt))
        expect(known).toStrictEqual(new Set(Object.keys(venue.orders)))
        raced += quality.total.raced
        looked += quality.total.looks.slice(1).reduce((sum, { fills }) => sum + fills, 0)
      }),
      { seed: 155, numRuns: 200 },
    )
    // a law about looks that nobody took would be worth nothing
    expect(looked).toBeGreaterThan(300)
    expect(raced).toBeGreaterThan(3)
  })
})
