import { quotesChart } from '../../src/reports/quotes-chart'

const sample = (at: number, bid: string | null, ask: string | null, own: string | null = null) => ({
  ...{ seq: at, at, bid, ask, ownBid: own, ownAsk: null },
})

describe('a chart of quotes as text', () => {
  it('has the highest price at its top, the lowest at its foot, and the stop in its column', () => {
    const rows = quotesChart(
      {
        ...{ fromAt: 0, toAt: 10 },
        samples: [sample(0, '100.00', '110.00', '100.00'), sample(5, '101.00', '109.00')],
        fills: [{ seq: 3, at: 3, symbol: 'BTCUSDT', side: 'Buy', price: '100.00', qty: '1' }],
      },
      7,
      10,
    )
    expect(rows).toHaveLength(11)
    expect(rows[0]).toBe('110.00 ·····  │')
    expect(rows.at(-1)).toBe('100.00 ───▲─  │')
    expect(rows[1]).toBe('            · │')
    expect(rows.slice(1).every((row) => row.includes('│'))).toBe(true)
  })

  it('draws nothing of a market that nobody quoted, and a line of one price', () => {
    const market = { fromAt: 0, toAt: 4, fills: [] }
    expect(quotesChart({ ...market, samples: [sample(0, null, null)] }, 2, 4)).toStrictEqual([])
    const flat = quotesChart(
      { ...market, samples: [sample(0, '5', '5'), sample(3, '5', '5')] },
      2,
      4,
    )
    expect(flat.filter((row) => row.includes('·'))).toStrictEqual(['5 ····'])
  })
})
