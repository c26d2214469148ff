import { failureOf, hear, marketOf, newFolder, summaryOf } from '../captures/capture-builder'
import { aTable, columns } from './archive-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const at = 1_585_699_200_000_000
const book = { type: 'BookUpdated', symbol: 'BTCUSDT', depth: 0, crossSeq: 0 }

describe('book_snapshot of Tardis', () => {
  const rowOf = (us: number, levels: string): string =>
    `bybit,BTCUSDT,${at + us},${at + us + 9},${levels}`

  it('is a snapshot for each row, with as many levels as a side has', async () => {
    const rows = [rowOf(0, '101,1,100,2,102,3,99.5,4'), rowOf(1, '101,1,100,2,,,99.5,1e-3')]
    const path = folder.write('s.csv', aTable(columns.snapshots(2), rows))
    const heard = await hear([path])
    expect(heard.problems).toStrictEqual([])
    const whole = { ...book, kind: 'snapshot', depth: 2 }
    expect(marketOf(heard)).toStrictEqual([
      {
        ...whole,
        bids: [10000, 2000, 9950, 4000],
        asks: [10100, 1000, 10200, 3000],
        updateId: 1,
        venueAt: at,
      },
      { ...whole, bids: [10000, 2000, 9950, 1], asks: [10100, 1000], updateId: 2, venueAt: at + 1 },
    ])
    expect(heard.times.slice(1)).toStrictEqual([at + 9, at + 10])
    expect([...summaryOf(heard).messages.keys()]).toStrictEqual(['tardis book_snapshot_2'])
  })

  it('is read with 5 and with 25 levels', async () => {
    for (const depth of [5, 25]) {
      const levels = Array.from({ length: depth }, (_, i) => `${200 + i},1,${199 - i},2`)
      const path = folder.write(
        's.csv',
        aTable(columns.snapshots(depth), [rowOf(0, levels.join(','))]),
      )
      const heard = await hear([path])
      const [only] = marketOf(heard)
      expect(only).toMatchObject({ type: 'BookUpdated', depth })
      expect(only !== undefined && 'bids' in only && only.bids).toHaveLength(2 * depth)
      expect([...summaryOf(heard).messages.keys()]).toStrictEqual([`tardis book_snapshot_${depth}`])
    }
  })

  it('leaves a bad row out, and goes on with the next, which is whole again', async () => {
    const rows = ['101,1,100,2', '101,,100,2', '100,1,100,2', '101,1,100,-1', '102,1,100,2'].map(
      (levels, us) => rowOf(us, levels),
    )
    const path = folder.write('s.csv', aTable(columns.snapshots(1), rows))
    const heard = await hear([path])
    const problems = [...heard.problems].sort((a, b) => a.line - b.line)
    expect(problems).toMatchObject([
      { kind: 'bad value', field: 'asks[0].amount', line: 3 },
      { kind: 'crossed book', field: 'price', line: 4 },
      { kind: 'bad value', field: 'bids[0].amount', line: 5 },
    ])
    expect(marketOf(heard)).toMatchObject([{ ask: 10100 }, { ask: 10200 }])
  })
})

describe('quotes of Tardis', () => {
  it('are the touch, each side of which may be empty', async () => {
    const rows = ['1,101,100,2', ',,100,2', '1,101,100,2'].map(
      (levels, us) => `bybit,BTCUSDT,${at + us},${at + us},${levels}`,
    )
    const heard = await hear([folder.write('q.csv', aTable(columns.quotes, rows))])
    const quote = { type: 'QuoteObserved', symbol: 'BTCUSDT', crossSeq: null }
    const bid = { bid: 10000, bidQty: 2000 }
    const ask = { ask: 10100, askQty: 1000 }
    expect(marketOf(heard)).toStrictEqual([
      { ...quote, ...bid, ...ask, venueAt: at },
      { ...quote, ...bid, ask: null, askQty: null, venueAt: at + 1 },
      { ...quote, ...bid, ...ask, venueAt: at + 2 },
    ])
  })
})

describe('trades of Tardis', () => {
  const tradeOf = (us: number, rest: string): string =>
    `bybit,BTCUSDT,${at + us},${at + us + 7},${rest}`

  it('are trades; one without an id has a dash', async () => {
    const rows = [tradeOf(0, 'a-1,buy,100.5,2'), tradeOf(1, ',sell,100,1e-3')]
    const heard = await hear([folder.write('t.csv', aTable(columns.trades, rows))])
    const trade = { type: 'TradePrinted', symbol: 'BTCUSDT' }
    expect(marketOf(heard)).toStrictEqual([
      { ...trade, side: 'Buy', price: 10050, qty: 2000, tradeId: 'a-1', venueAt: at },
      { ...trade, side: 'Sell', price: 10000, qty: 1, tradeId: '-', venueAt: at + 1 },
    ])
    expect(heard.times.slice(1)).toStrictEqual([at + 7, at + 8])
  })

  it('whose side is unknown are left out, and named', async () => {
    const rows = [tradeOf(0, 'a,buy,100,2'), tradeOf(1, 'b,unknown,100,1')]
    const heard = await hear([folder.write('t.csv', aTable(columns.trades, rows))])
    expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'side', line: 3 }])
  })

  it('are not taken for liquidations, which have the same columns', async () => {
    const path = folder.write(
      'bybit_liquidations_2020-04-01_BTCUSDT.csv',
      aTable(columns.trades, [tradeOf(0, 'a,buy,100,2')]),
    )
    expect(failureOf(await hear([path]))).toMatchObject({ type: 'UnknownTable', line: 1 })
  })
})
