import fc from 'fast-check'

import type { Market, Message, Told } from '../../src'
import { aQuote, engineAfter, example, silent, unseenMarket } from '../../src'

type Levels = ReadonlyArray<readonly [string, string]>

const book = (kind: string, bids: Levels, asks: Levels, crossSeq = 1, symbol = 'BTCUSDT') =>
  example('BookUpdated', { symbol, kind, depth: 50, bids, asks, updateId: 1, crossSeq, venueAt: 1 })
const snapshot = (bids: Levels, asks: Levels, crossSeq = 1) =>
  book('snapshot', bids, asks, crossSeq)
const delta = (bids: Levels, asks: Levels, crossSeq = 1) => book('delta', bids, asks, crossSeq)
const ticker = (values: object) =>
  example('TickerUpdated', {
    symbol: 'BTCUSDT',
    last: null,
    mark: null,
    index: null,
    venueAt: 1,
    ...values,
  })
const trade = example('TradePrinted', {
  symbol: 'BTCUSDT',
  side: 'Buy',
  price: '61000',
  qty: '0.5',
  tradeId: 't-1',
  venueAt: 1,
})

const marketAfter = (...history: ReadonlyArray<Told>): Market =>
  engineAfter(silent, history).state.market[aQuote().symbol] as Market

const whole = snapshot(
  [
    ['100', '1'],
    ['99', '2'],
    ['98', '3'],
  ],
  [
    ['101', '4'],
    ['102', '5'],
  ],
)

describe('a market', () => {
  it('is unknown until something is seen', () => {
    expect(marketAfter()).toStrictEqual(unseenMarket)
  })

  it.each<readonly [string, Message]>([
    ['quote', aQuote({ symbol: 'XYZUSDT' })],
    ['book', book('snapshot', [], [], 1, 'XYZUSDT')],
    ['trade', { ...trade, symbol: 'XYZUSDT' } as Message],
    ['ticker', ticker({ symbol: 'XYZUSDT' })],
  ])('must be listed before its first %s', (_, message) => {
    expect(() => marketAfter(message)).toThrow('XYZUSDT was never listed')
  })

  it('has the touch of its last quote, and its mid, halves up, as mark', () => {
    expect(marketAfter(aQuote({ bid: '100', ask: '100.01' }))).toMatchObject({
      bid: 10_000,
      bidQty: 1_000,
      ask: 10_001,
      mark: 10_001,
    })
  })

  it('keeps its mark when a side empties', () => {
    expect(
      marketAfter(aQuote({ bid: '100', ask: '102' }), aQuote({ bid: null, bidQty: null })),
    ).toMatchObject({
      bid: null,
      mark: 10_100,
    })
  })

  it('prefers the mark of the venue to the mid, once there is one', () => {
    const marked = [aQuote({ bid: '100', ask: '102' }), ticker({ mark: '90' })]
    expect(marketAfter(...marked)).toMatchObject({ mark: 9_000, venueMark: 9_000 })
    expect(marketAfter(...marked, aQuote({ bid: '200', ask: '202' }))).toMatchObject({
      mark: 9_000,
    })
    expect(marketAfter(...marked, ticker({ last: '95' }))).toMatchObject({
      mark: 9_000,
      last: 9_500,
    })
  })

  it('remembers the last price that traded, from prints and tickers', () => {
    expect(marketAfter(trade)).toMatchObject({ last: 6_100_000, lastQty: 500 })
    expect(marketAfter(trade, ticker({}))).toMatchObject({ last: 6_100_000 })
  })

  it('does not turn its touch back for an older quote or book', () => {
    const newer = aQuote({ bid: '100', ask: '101', crossSeq: 5 })
    const older = aQuote({ bid: '90', ask: '91', crossSeq: 4 })
    expect(marketAfter(newer, older)).toMatchObject({ bid: 10_000, touchSeq: 5 })
    expect(marketAfter(newer, { ...older, crossSeq: newer.crossSeq })).toMatchObject({ bid: 9_000 })
    expect(marketAfter(newer, { ...older, crossSeq: null })).toMatchObject({
      bid: 9_000,
      touchSeq: 5,
    })
    expect(marketAfter(newer, snapshot([['80', '1']], [], 4))).toMatchObject({ bid: 10_000 })
    expect(marketAfter(newer, snapshot([['80', '1']], [], 4)).book?.bids).toStrictEqual([
      8_000, 1_000,
    ])
    expect(marketAfter(newer, snapshot([['80', '1']], [], 5))).toMatchObject({
      bid: 8_000,
      ask: null,
      askQty: null,
    })
  })
})

describe('a book', () => {
  it('is what its snapshot says, best first, in whatever order that came', () => {
    const mixed = snapshot(
      [
        ['98', '3'],
        ['100', '1'],
        ['99', '2'],
      ],
      [
        ['102', '5'],
        ['101', '4'],
      ],
    )
    expect(marketAfter(mixed)).toStrictEqual(marketAfter(whole))
    expect(marketAfter(whole)).toMatchObject({
      bid: 10_000,
      bidQty: 1_000,
      ask: 10_100,
      askQty: 4_000,
      mark: 10_050,
      book: {
        depth: 50,
        bids: [10_000, 1_000, 9_900, 2_000, 9_800, 3_000],
        asks: [10_100, 4_000, 10_200, 5_000],
      },
    })
  })

  it('replaces, inserts and, at quantity 0, deletes by a delta', () => {
    const changed = delta(
      [
        ['99', '7'],
        ['100', '0'],
        ['98.50', '1'],
      ],
      [
        ['100.50', '2'],
        ['103', '0'],
      ],
    )
    expect(marketAfter(whole, changed)).toMatchObject({
      bid: 9_900,
      bidQty: 7_000,
      ask: 10_050,
      book: {
        bids: [9_900, 7_000, 9_850, 1_000, 9_800, 3_000],
        asks: [10_050, 2_000, 10_100, 4_000, 10_200, 5_000],
      },
    })
  })

  it('begins anew with every snapshot', () => {
    expect(marketAfter(whole, snapshot([['50', '1']], [['51', '1']])).book?.bids).toStrictEqual([
      5_000, 1_000,
    ])
  })

  it('cannot begin with a delta', () => {
    expect(() => marketAfter(delta([['1', '1']], []))).toThrow(
      'a delta of BTCUSDT came before its snapshot',
    )
  })

  it('is, after any deltas, the last quantity of every price, sorted', () => {
    const level = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(4))
    const update = fc.tuple(fc.array(level, { maxLength: 8 }), fc.array(level, { maxLength: 8 }))
    const texts = (levels: ReadonlyArray<readonly [number, number]>): Levels =>
      levels.map(([price, qty]) => [String(price), String(qty)])
    fc.assert(
      fc.property(fc.array(update, { maxLength: 12 }), (updates) => {
        const [bids, asks] = [new Map<number, number>(), new Map<number, number>()]
        const history = updates.map(([b, a], i) => {
          for (const [price, qty] of b) bids.set(price * 100, qty * 1_000)
          for (const [price, qty] of a) asks.set(price * 100, qty * 1_000)
          return i === 0 ? snapshot(texts(b), texts(a)) : delta(texts(b), texts(a))
        })
        const side = (levels: Map<number, number>, direction: number) =>
          [...levels]
            .filter(([, qty]) => qty > 0)
            .sort(([a], [b]) => (a - b) * direction)
            .flat()
        const { book: kept, bid, ask } = marketAfter(...history)
        if (updates.length === 0) return
        expect(kept?.bids).toStrictEqual(side(bids, -1))
        expect(kept?.asks).toStrictEqual(side(asks, 1))
        expect([bid, ask]).toStrictEqual([side(bids, -1)[0] ?? null, side(asks, 1)[0] ?? null])
      }),
      { seed: 131, numRuns: 300 },
    )
  })
})
