import fc from 'fast-check'
import { formatDecimal } from '@shadowtape/core'

import type { Level } from '../captures/capture-builder'
import { aBook, aTrade, sentAt, someTrades } from '../captures/capture-builder'

/** A trade, a touch, or a book or what changed in it, some time after what came before. */
export type Made = {
  readonly waitMs: number
  readonly side: 'Buy' | 'Sell'
  readonly price: string
  readonly size: string
  readonly bids: ReadonlyArray<Level>
  readonly asks: ReadonlyArray<Level>
  readonly isSnapshot: boolean
}

/** The same with its place in time: at the exchange, and 7 ms and a bit later with us. */
export type Placed = Made & { readonly ms: number; readonly us: number; readonly n: number }

const sizes = fc.integer({ min: 1, max: 2_000_000 }).map((units) => formatDecimal(units, 3))
const priceIn = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((units) => formatDecimal(units, 2))
const sideIn = (min: number, max: number, sign: 1 | -1): fc.Arbitrary<ReadonlyArray<Level>> =>
  fc
    .uniqueArray(fc.tuple(priceIn(min, max), sizes), {
      minLength: 1,
      maxLength: 4,
      selector: ([price]) => price,
    })
    .map((levels) => levels.sort(([a], [b]) => (Number(a) - Number(b)) * sign))

const made: fc.Arbitrary<Made> = fc.record({
  waitMs: fc.constantFrom(0, 0, 1, 999, 61_000),
  side: fc.constantFrom('Buy' as const, 'Sell' as const),
  price: priceIn(1, 90_000),
  size: sizes,
  bids: sideIn(9_000, 9_999, -1),
  asks: sideIn(10_000, 11_000, 1),
  isSnapshot: fc.boolean(),
})

/** A made-up market, the first message of which is a snapshot. */
export const madeMarket: fc.Arbitrary<ReadonlyArray<Placed>> = fc
  .array(made, { minLength: 1, maxLength: 20 })
  .map((market) => {
    let ms = sentAt
    return market.map((each, n) => {
      ms += each.waitMs
      const isSnapshot = n === 0 || each.isSnapshot
      return { ...each, isSnapshot, n, ms, us: ms * 1000 + 7_003 + n }
    })
  })

/** A delta in which the levels with an odd number of units are deleted. */
export const changesOf = (levels: ReadonlyArray<Level>, { isSnapshot }: Made): Array<Level> =>
  levels.map(([price, size]) => [price, !isSnapshot && /[13579]$/.test(size) ? '0' : size])

/** How a market is written: as messages of Bybit, received or bare, and as rows of an archive. */
export const written = {
  trade: ({ ms, n, side, price, size }: Placed): object => ({
    ...someTrades(aTrade({ T: ms, S: side, v: size, p: price, i: `t-${n}` })),
    ts: ms,
  }),
  touch: ({ ms, n, bids, asks }: Placed): object =>
    sent(aBook('orderbook.1.BTCUSDT', 'snapshot', n + 1, bids.slice(0, 1), asks.slice(0, 1)), ms),
  book: (placed: Placed): object => {
    const { ms, n, isSnapshot } = placed
    const [bids, asks] = [changesOf(placed.bids, placed), changesOf(placed.asks, placed)]
    const type = isSnapshot ? 'snapshot' : 'delta'
    return sent(aBook('orderbook.50.BTCUSDT', type, n + 1, bids, asks), ms)
  },
  snapshot: ({ ms, n, bids, asks }: Placed): object =>
    sent(aBook('orderbook.50.BTCUSDT', 'snapshot', n + 1, bids, asks), ms),
  tradingRow: ({ ms, n, side, price, size }: Placed): string =>
    `${formatDecimal(ms, 3)},BTCUSDT,${side},${size},${price},PlusTick,t-${n},1,1,1`,
  spotRow: ({ ms, n, side, price, size }: Placed): string =>
    `t-${n},${ms},${price},${size},${side.toLowerCase()}`,
  tardisTradeRow: ({ ms, us, n, side, price, size }: Placed): string =>
    `bybit,BTCUSDT,${ms * 1000},${us},t-${n},${side.toLowerCase()},${price},${size}`,
  levelRows: (placed: Placed): ReadonlyArray<string> => {
    const { ms, us, isSnapshot } = placed
    const row = (side: string, [price, size]: Level): string =>
      `bybit,BTCUSDT,${ms * 1000},${us},${isSnapshot},${side},${price},${size}`
    return [
      ...changesOf(placed.bids, placed).map((level) => row('bid', level)),
      ...changesOf(placed.asks, placed).map((level) => row('ask', level)),
    ]
  },
  snapshotRow: ({ ms, us, bids, asks }: Placed): string => {
    const levels = [0, 1, 2, 3].flatMap((i) => [asks[i] ?? ['', ''], bids[i] ?? ['', '']])
    return `bybit,BTCUSDT,${ms * 1000},${us},${levels.flat().join(',')}`
  },
  quoteRow: ({ ms, us, bids, asks }: Placed): string => {
    const [bid = ['', ''], ask = ['', '']] = [bids[0], asks[0]]
    return `bybit,BTCUSDT,${ms * 1000},${us},${ask[1]},${ask[0]},${bid[0]},${bid[1]}`
  },
}

const sent = (message: object, ms: number): object => ({ ...message, ts: ms, cts: ms })

/** Messages as lines that were received when the market was with us. */
export const receivedLines = (
  market: ReadonlyArray<Placed>,
  messageOf: (placed: Placed) => object,
): string =>
  market.map((placed) => `${placed.us}000 ${JSON.stringify(messageOf(placed))}\n`).join('')

/** Messages as bare lines, which go by the exchange's time. */
export const bareLines = (
  market: ReadonlyArray<Placed>,
  messageOf: (placed: Placed) => object,
): string => market.map((placed) => `${JSON.stringify(messageOf(placed))}\n`).join('')
