import type { Input, State } from '@shadowtape/core'
import { initialState, noSlice, reducerOf } from '@shadowtape/core'
import type { Entry } from '@shadowtape/core'

import type { GeneratedPlan, TimedInput } from '../../src'
import { generatedMarket, generatedPlan, newSha256 } from '../../src'

const seeds = [0, 1, 2, 3, 42, 9_007_199_254_740_991]
const short: GeneratedPlan = { ...generatedPlan, calmUs: 10_000_000, toxicUs: 10_000_000 }

const edgesOf = (plan: GeneratedPlan) => {
  const edges: Array<{ symbol: string; second: number; bps: number }> = []
  for (const { at, input } of generatedMarket(plan))
    if (input.type === 'EdgeUpdated')
      edges.push({
        symbol: String(input.symbol),
        second: Math.floor((at - plan.start) / 1e6),
        bps: input.edgeBps / 1e6,
      })
  return edges
}

describe('a generated market', () => {
  it('is the same for the same plan, to the byte', () => {
    const hash = newSha256()
    for (const timed of generatedMarket(short)) hash.update(Buffer.from(JSON.stringify(timed)))
    expect(hash.hex()).toBe('b33f9a049784790b248dc05b96416cd10aede11ccdc0d755d27b015d3821587e')
  })

  it('is another one for another seed', () => {
    const [one, other] = [1, 2].map((seed) =>
      JSON.stringify([...generatedMarket({ ...short, seed })]),
    )
    expect(one).not.toBe(other)
  })

  it('moves no symbol when another one is added', () => {
    const of = (plan: GeneratedPlan) =>
      [...generatedMarket(plan)]
        .map(({ input }) => input)
        .filter((input) => 'symbol' in input && input.symbol === 'BTCUSDT')
    expect(of({ ...short, symbols: ['BTCUSDT'] })).toStrictEqual(
      of({ ...short, symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'] }),
    )
  })

  it.each(seeds)('keeps to the rules of a market, seed %i', (seed) => {
    expect(
      brokenRules({ ...short, symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'], seed }),
    ).toStrictEqual([])
  })

  it.each([10, 25])('shows %i levels on each side, always', (levels) => {
    const state = foldOf({ ...short, levels }, (folded) => {
      for (const { book } of Object.values(folded.market)) {
        if (book === null) continue
        expect([book.bids.length, book.asks.length]).toStrictEqual([levels * 2, levels * 2])
      }
    })
    expect(state.totals.inputs).toBeGreaterThan(1_000)
  })

  it('makes its lines as they are asked for', () => {
    const endless = generatedMarket({ ...generatedPlan, calmUs: Number.MAX_SAFE_INTEGER / 4 })
    const taken = Array.from({ length: 1_000 }, () => endless.next().value)
    expect(taken.every((timed) => timed !== undefined)).toBe(true)
  })
})

describe('the flow of a generated market', () => {
  it('has many small trades and a few large ones', () => {
    const sizes = [...generatedMarket(generatedPlan)]
      .flatMap(({ input }) =>
        input.type === 'TradePrinted' && input.symbol === 'BTCUSDT' ? [input.qty as number] : [],
      )
      .sort((a, b) => a - b)
    const median = sizes[Math.floor(sizes.length / 2)] as number
    expect(sizes.at(-1)).toBeGreaterThan(median * 20)
    expect(sizes.filter((size) => size > median * 20).length).toBeLessThan(sizes.length / 10)
  })

  it('has thinner levels near the touch', () => {
    let touch = 0
    let deep = 0
    foldOf(generatedPlan, ({ market }) => {
      for (const { book } of Object.values(market)) {
        touch += book?.bids[1] ?? 0
        deep += book?.bids[21] ?? 0
      }
    })
    expect(deep).toBeGreaterThan(touch * 2)
  })

  it('moves in clusters: a second that moved much is followed by one that does', () => {
    const moves = secondMoves({ ...generatedPlan, symbols: ['ETHUSDT'], calmUs: 1_200_000_000 })
    expect(moves.length).toBeGreaterThan(1_000)
    expect(correlation(moves.slice(0, -1), moves.slice(1))).toBeGreaterThan(0.1)
  })

  it('has spreads that are wider where the price moves more', () => {
    const spreads = { calm: [] as Array<number>, toxic: [] as Array<number> }
    for (const { at, input } of generatedMarket(generatedPlan)) {
      if (input.type !== 'QuoteObserved' || input.symbol !== 'BTCUSDT') continue
      const spread = (input.ask ?? 0) - (input.bid ?? 0)
      spreads[at < generatedPlan.start + generatedPlan.calmUs ? 'calm' : 'toxic'].push(spread)
    }
    expect(mean(spreads.toxic)).toBeGreaterThan(mean(spreads.calm) * 1.1)
  })
})

describe('the edge of a generated market', () => {
  const calmSeconds = generatedPlan.calmUs / 1e6

  it.each(seeds)('stays over 1.5 bps while calm and falls below 1 bps after, seed %i', (seed) => {
    const edges = edgesOf({ ...generatedPlan, seed })
    const calm = edges.filter(({ second }) => second <= calmSeconds).map(({ bps }) => bps)
    expect(Math.min(...calm)).toBeGreaterThan(1.5)
    const lost = edges.find(({ bps }) => bps < 1)
    expect(lost?.second).toBeGreaterThan(calmSeconds)
    expect(lost?.second).toBeLessThan(calmSeconds + 50)
  })

  it('is what recent prints were worth a second later, worked out again from what was shown', () => {
    const shown = [...generatedMarket({ ...short, symbols: ['BTCUSDT'] })]
    const published = edgesOf({ ...short, symbols: ['BTCUSDT'] })
    expect(published.length).toBeGreaterThan(10)
    for (const { second, bps } of published) {
      const now = short.start + second * 1e6
      expect(Math.abs(edgeAgain(shown, now) - bps)).toBeLessThan(0.15)
    }
  })

  it('turns negative for some seeds, as a passive maker is run over', () => {
    const lowest = seeds.map((seed) =>
      Math.min(...edgesOf({ ...generatedPlan, seed }).map(({ bps }) => bps)),
    )
    expect(lowest.filter((bps) => bps < 0).length).toBeGreaterThan(seeds.length / 2)
  })
})

const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((total, value) => total + value, 0) / values.length

/** How far the mid moved in each calm second, either way. */
const secondMoves = (plan: GeneratedPlan): ReadonlyArray<number> => {
  const mids = new Map<number, number>()
  for (const { at, input } of generatedMarket(plan)) {
    if (at > plan.start + plan.calmUs) break
    if (input.type === 'TickerUpdated') mids.set(Math.floor(at / 1e6), input.mark ?? 0)
  }
  const path = [...mids.values()]
  return path.slice(1).map((mid, i) => Math.abs(mid - (path[i] as number)))
}

const correlation = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number => {
  const [meanA, meanB] = [mean(a), mean(b)]
  const product = (x: ReadonlyArray<number>, y: ReadonlyArray<number>, mx: number, my: number) =>
    mean(x.map((value, i) => (value - mx) * ((y[i] as number) - my)))
  return (
    product(a, b, meanA, meanB) /
    Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB))
  )
}

/** Folds a market with core's own reducer, which refuses what contradicts itself. */
const foldOf = (plan: GeneratedPlan, see: (state: State) => void): State => {
  const state = initialState()
  const reducer = reducerOf(noSlice)
  let seq = 0
  for (const { at, input } of generatedMarket(plan)) {
    seq += 1
    reducer.apply(state, { seq, at, cause: null, message: input } as Entry)
    see(state)
  }
  return state
}

/** The edge by its definition, in floats, from quotes and prints as they were received. */
const edgeAgain = (shown: ReadonlyArray<TimedInput>, now: number): number => {
  const quotes: Array<{ at: number; mid: number }> = []
  const prints: Array<{ at: number; sign: number; price: number }> = []
  for (const { at, input } of shown) {
    if (input.type === 'QuoteObserved') quotes.push({ at, mid: midOf(input) })
    if (input.type === 'TradePrinted')
      prints.push({ at, sign: input.side === 'Buy' ? 1 : -1, price: input.price })
  }
  let edge = 0
  let known = 0
  for (const { at, sign, price } of prints) {
    if (at + 1e6 > now + 5_000) break
    const mid = quotes.filter((quote) => quote.at <= at + 1e6).at(-1)?.mid ?? price
    known += 1
    edge += ((sign * (price - mid) * 1e4) / mid - edge) / Math.min(known, 80)
  }
  return edge
}

const midOf = (quote: { bid: number | null; ask: number | null }): number =>
  ((quote.bid ?? 0) + (quote.ask ?? 0)) / 2

/** Every rule a market must keep, as the lines that break one. */
const brokenRules = (plan: GeneratedPlan): ReadonlyArray<string> => {
  const broken: Array<string> = []
  const check = (isKept: boolean, rule: string, input: Input): void => {
    if (!isKept) broken.push(`${rule}: ${JSON.stringify(input)}`)
  }
  const state = initialState()
  const reducer = reducerOf(noSlice)
  const last = new Map<string, { updateId: number; crossSeq: number; venueAt: number }>()
  let seq = 0
  let lastAt = 0
  for (const { at, input } of generatedMarket(plan)) {
    seq += 1
    check(at > lastAt, 'time increases', input)
    lastAt = at
    if (input.type === 'BookUpdated') {
      const before = last.get(input.symbol)
      const isFirst = before === undefined
      check((input.kind === 'snapshot') === isFirst, 'one snapshot, then deltas', input)
      check(isFirst || input.updateId === before.updateId + 1, 'u is contiguous', input)
      check(isFirst || input.crossSeq > before.crossSeq, 'seq increases', input)
      check(isFirst || input.venueAt >= before.venueAt, 'venue time does not run back', input)
      check(isFirst || deletesExist(state, input), 'only levels that are there are deleted', input)
      last.set(input.symbol, input)
    }
    if (input.type === 'TradePrinted') check(input.qty > 0, 'sizes are positive', input)
    reducer.apply(state, { seq, at, cause: null, message: input } as Entry)
    if (!('symbol' in input) || input.symbol === null) continue
    const market = state.market[input.symbol]
    const tick = state.instruments[input.symbol]?.tickSize ?? 1
    if (market === undefined || market.bid === null || market.ask === null) continue
    check(market.bid < market.ask, 'the book is not crossed', input)
    check(market.bid % tick === 0 && market.ask % tick === 0, 'prices are on the tick', input)
    check(isSorted(market.book?.bids ?? [], -1), 'bids fall', input)
    check(isSorted(market.book?.asks ?? [], 1), 'asks rise', input)
  }
  return broken
}

const isSorted = (levels: ReadonlyArray<number>, worse: number): boolean =>
  levels.every((n, i) => i % 2 === 1 || i === 0 || (n - (levels[i - 2] as number)) * worse > 0)

const deletesExist = (state: State, input: Input): boolean => {
  if (input.type !== 'BookUpdated') return true
  const book = state.market[input.symbol]?.book
  const has = (side: ReadonlyArray<number> | undefined, levels: ReadonlyArray<number>): boolean =>
    levels.every((n, i) => i % 2 === 1 || levels[i + 1] !== 0 || side?.includes(n) === true)
  return has(book?.bids, input.bids) && has(book?.asks, input.asks)
}
