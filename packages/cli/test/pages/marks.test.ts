import { aSession, anInstrument, engineAfter, example, silent } from '@shadowtape/core'
import type { Entry } from '@shadowtape/core'

import { newMarks } from '../../src/pages/marks'

const { state } = engineAfter(silent, [aSession(), anInstrument()])
const fill = (n: number, at: number): Entry =>
  ({
    ...{ seq: n, at, cause: 1 },
    message: example('OrderFilled', {
      ...{
        fillId: `f-${String(n + 1)}`,
        account: 'main',
        orderId: `o-${String(n + 1)}`,
        symbol: 'BTCUSDT',
      },
      ...{ side: n % 2 === 0 ? 'Buy' : 'Sell', price: '61000', qty: '0.010', leavesQty: '0' },
      ...{ fee: '0.1', feeCoin: 'USDT', feeQty: null, liquidity: 'Maker', against: 'TRADE' },
    }),
  }) as Entry
const edge = (seq: number, at: number, edgeBps: string): Entry =>
  ({
    ...{ seq, at, cause: null },
    message: example('EdgeUpdated', {
      ...{ account: null, symbol: 'BTCUSDT', edgeBps, source: 'external' },
      ...{ mean: null, fills: null, fromSeq: null, horizonUs: null },
    }),
  }) as Entry

describe('the marks of a report', () => {
  it('are all fills up to 5,000, and of more the first of each interval and side', () => {
    const marks = newMarks(0, 1_000)
    for (let n = 0; n < 5_000; n++) marks.hear(state, fill(n, n))
    expect(marks.done().fills).toHaveLength(5_000)
    for (let n = 5_000; n < 20_000; n++) marks.hear(state, fill(n, n))
    const { fills, fillsCount } = marks.done()
    expect(fillsCount).toBe(20_000)
    expect(fills.map(({ seq }) => seq)).toStrictEqual(
      Array.from({ length: 20 }, (_, i) => [i * 1_000, i * 1_000 + 1]).flat(),
    )
  })

  it('are of edges the lowest of each interval, at its own instant', () => {
    const marks = newMarks(0, 1_000)
    for (const [seq, at, bps] of [
      [1, 10, '3'],
      [2, 20, '-1.5'],
      [3, 30, '2'],
      [4, 1_010, '4'],
      [5, 1_020, '5'],
    ] as const)
      marks.hear(state, edge(seq, at, bps))
    const { edges, edgesCount } = marks.done()
    expect(edges).toMatchObject([{ symbol: 'BTCUSDT', at: [20, 1_010], bps: [-1.5, 4] }])
    expect(edgesCount).toBe(5)
  })
})
