import { failureOf, hear, marketOf, newFolder, summaryOf } from '../captures/capture-builder'
import { aTable, columns } from './archive-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const at = 1_585_699_200_000_000
/** A row of incremental_book_L2, received `us` after the first. */
const level = (us: number, isSnapshot: boolean, side: string, price: string, amount: string) =>
  `bybit,BTCUSDT,${at + us - 300},${at + us},${isSnapshot},${side},${price},${amount}`
const snapshot = (us: number): ReadonlyArray<string> => [
  level(us, true, 'bid', '99.5', '2'),
  level(us, true, 'ask', '101', '1.5'),
  level(us, true, 'bid', '100', '1e-3'),
  level(us, true, 'ask', '102', '0'),
]
const write = (...rows: ReadonlyArray<string>): string =>
  folder.write('book.csv', aTable(columns.levels, rows))
const book = { type: 'BookUpdated', symbol: 'BTCUSDT', depth: 0, crossSeq: 0 }
const first = {
  ...book,
  kind: 'snapshot',
  bids: [10000, 1, 9950, 2000],
  asks: [10100, 1500],
  updateId: 1,
  venueAt: at - 300,
}

describe('incremental_book_L2 of Tardis', () => {
  it('is a message for all rows of one time: a snapshot best first, then what changed', async () => {
    const heard = await hear([
      write(
        ...snapshot(0),
        level(70, false, 'bid', '100', '0'),
        level(70, false, 'ask', '100.5', '3'),
        level(70, false, 'bid', '42', '0'),
        level(90, false, 'ask', '100.5', '4'),
        ...snapshot(95),
      ),
    ])
    expect(heard.problems).toStrictEqual([])
    expect(marketOf(heard)).toStrictEqual([
      first,
      {
        ...book,
        kind: 'delta',
        bids: [10000, 0, 4200, 0],
        asks: [10050, 3000],
        updateId: 2,
        venueAt: at - 230,
      },
      { ...book, kind: 'delta', bids: [], asks: [10050, 4000], updateId: 3, venueAt: at - 210 },
      { ...first, updateId: 4, venueAt: at - 205 },
    ])
    expect(heard.times.slice(1)).toStrictEqual([at, at + 70, at + 90, at + 95])
    expect([...summaryOf(heard).messages]).toStrictEqual([['tardis incremental_book_L2', 4]])
  })

  it('keeps apart what has another time at the exchange, another kind, or another symbol', async () => {
    const other = level(0, true, 'bid', '5', '1').replace('BTCUSDT', 'XRPUSDT')
    const late = level(0, false, 'bid', '98', '1')
    const later = late.replace(String(at - 300), String(at - 200))
    const heard = await hear([write(...snapshot(0), other, late, later)])
    expect(marketOf(heard)).toMatchObject([
      first,
      { symbol: 'XRPUSDT', kind: 'snapshot', updateId: 1 },
      { symbol: 'BTCUSDT', kind: 'delta', updateId: 2, venueAt: at - 300 },
      { symbol: 'BTCUSDT', kind: 'delta', updateId: 3, venueAt: at - 200 },
    ])
  })

  it.each([
    [
      'no receive time',
      'exchange,symbol,timestamp,is_snapshot,side,price,amount',
      [0, 1, 2, 4, 5, 6, 7],
    ],
    ['an empty receive time', columns.levels, [0, 1, 2, 8, 4, 5, 6, 7]],
    ['no time of the exchange', columns.levels, [0, 1, 8, 2, 4, 5, 6, 7]],
  ])('goes by the one time there is, where rows have %s', async (_, names, order) => {
    const rows = snapshot(0).map((row) => {
      const fields = row.split(',')
      return order.map((index) => fields[index] ?? '').join(',')
    })
    const heard = await hear([folder.write('b.csv', aTable(names, rows))])
    expect(heard.problems).toStrictEqual([])
    expect(marketOf(heard)).toStrictEqual([first])
    expect(heard.times[1]).toBe(at - 300)
  })

  it('waits for a snapshot where it begins with changes', async () => {
    const changes = [level(0, false, 'bid', '1', '1'), level(1, false, 'bid', '1', '2')]
    const heard = await hear([write(...changes, ...snapshot(2))])
    expect(heard.problems).toMatchObject([
      { kind: 'delta before snapshot', field: 'is_snapshot', line: 2 },
    ])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['before a snapshot', 1]]))
    expect(marketOf(heard)).toMatchObject([{ kind: 'snapshot', updateId: 1 }])
  })

  it('is left out from a message that crosses it to its next snapshot', async () => {
    const heard = await hear([
      write(
        ...snapshot(0),
        level(1, false, 'bid', '100', '5'),
        level(1, false, 'bid', '101', '1'),
        level(2, false, 'bid', '100', '6'),
        ...snapshot(3),
      ),
    ])
    expect(heard.problems).toMatchObject([{ kind: 'crossed book', field: 'price', line: 6 }])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['after a gap', 1]]))
    expect(marketOf(heard)).toMatchObject([{ updateId: 1 }, { kind: 'snapshot' }])
  })

  const change = level(10, false, 'bid', '99', '1')
  it.each([
    ['bad shape', 'row', change.replace(',bid', '')],
    ['bad value', 'symbol', change.replace('BTCUSDT', 'BTC?USDT')],
    ['bad value', 'exchange', change.replace('bybit', '')],
    ['bad value', 'timestamp', change.replace(String(at + 10 - 300), 'noon')],
    ['bad value', 'local_timestamp', change.replace(String(at + 10), '-5')],
    ['bad value', 'is_snapshot', change.replace('false', 'FALSE')],
    ['bad value', 'side', change.replace('bid', 'buy')],
    ['bad value', 'price', change.replace(',99,', ',,')],
    ['bad value', 'amount', change.replace(/1$/, '-1')],
    ['time runs back', 'local_timestamp', change.replace(String(at + 10), String(at - 1))],
  ])('with %s in %s of a row is left out up to its next snapshot', async (kind, field, bad) => {
    const rows = [
      ...snapshot(0),
      level(5, false, 'bid', '98', '1'),
      level(10, false, 'ask', '103', '1'),
      bad,
      level(20, false, 'bid', '98', '2'),
      ...snapshot(30),
      level(40, false, 'bid', '98', '3'),
    ]
    const path = write(...rows)
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind, field, line: 8 }])
    const kept = marketOf(heard) as ReadonlyArray<{ readonly kind: string; readonly bids: unknown }>
    expect(kept[0]).toStrictEqual(first)
    // nothing of the message with the bad row, nor of what came behind it
    expect(kept.filter(({ bids }) => JSON.stringify(bids) === '[9800,2000]')).toStrictEqual([])
    expect(kept.at(-1)).toMatchObject({ kind: 'delta', bids: [9800, 3000] })
    expect(kept.at(-2)).toMatchObject({ kind: 'snapshot' })
    expect(failureOf(await hear([path], { badLines: 'stop' }))).toMatchObject({ type: 'BadLine' })
  })

  it('takes no snapshot of which a row is bad, whichever it is', async () => {
    for (const index of [0, 1, 2, 3]) {
      const rows = snapshot(0).map((row, i) => (i === index ? row.replace('bybit,', '') : row))
      const heard = await hear([write(...rows, level(5, false, 'bid', '98', '1'), ...snapshot(9))])
      expect(heard.problems[0]).toMatchObject({ kind: 'bad shape', field: 'row', line: index + 2 })
      expect(marketOf(heard).map((input) => 'updateId' in input && input.venueAt)).toStrictEqual([
        at + 9 - 300,
      ])
    }
  })

  it('of one symbol does not wait where a row of another one is bad', async () => {
    const other = level(10, false, 'bid', 'x', '1').replace('BTCUSDT', 'XRPUSDT')
    const heard = await hear([write(...snapshot(0), other, level(20, false, 'bid', '98', '1'))])
    expect(heard.problems).toMatchObject([{ field: 'price', line: 6 }])
    expect(marketOf(heard)).toHaveLength(2)
  })

  it('of one symbol does not wait for one whose name no session can have', async () => {
    const other = level(10, false, 'bid', '5', '1').replace('BTCUSDT', 'BTC_USDT')
    const heard = await hear([write(...snapshot(0), other, level(20, false, 'bid', '98', '1'))])
    expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'symbol', line: 6 }])
    expect(marketOf(heard)).toHaveLength(2)
  })

  it('has no message of more rows than any exchange sends', async () => {
    const many = Array.from({ length: 200_001 }, (_, i) => level(5, false, 'bid', `${i + 1}`, '0'))
    const rows = [...snapshot(0), ...many, level(9, false, 'bid', '98', '1')]
    const heard = await hear([folder.write('large.csv', aTable(columns.levels, rows))])
    expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'timestamp' }])
    expect(marketOf(heard)).toHaveLength(1)
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['after a gap', 1]]))
  })
})
