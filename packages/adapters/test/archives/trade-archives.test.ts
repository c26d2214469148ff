import { gzipSync } from 'node:zlib'

import { captureFailureText, captureProblemText } from '@shadowtape/adapters'

import { aZip, failureOf, hear, marketOf, newFolder, summaryOf } from '../captures/capture-builder'
import { aTable, columns, hearWhatFits } from './archive-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const id = '48a44029-1991-503f-b2c2-f4e8d0b94721'
const rows = [
  `1585180700.0647,BTCUSDT,Buy,0.042,6698.5,PlusTick,${id},2.81337e+10,0.042,281.337`,
  `1585180701.25,BTCUSDT,Sell,1e-03,6698.00,MinusTick,m-7003,669800,0.001,6.698`,
  `1585180701,BTCUSDT,Sell,2,6.7e+03,MinusTick,7,1,2,13400`.replace('701,', '702,'),
]
const table = aTable(columns.trading, rows)
const trade = { type: 'TradePrinted', symbol: 'BTCUSDT' }
const printed = [
  { ...trade, side: 'Buy', price: 669850, qty: 42, tradeId: id, venueAt: 1585180700_064700 },
  { ...trade, side: 'Sell', price: 669800, qty: 1, tradeId: 'm-7003', venueAt: 1585180701_250000 },
  { ...trade, side: 'Sell', price: 670000, qty: 2000, tradeId: '7', venueAt: 1585180702_000000 },
]

describe("an archive of Bybit's trades", () => {
  it('is read exactly, seconds and exponents too, at the time that the exchange gives', async () => {
    const heard = await hear([folder.write('BTCUSDT2020-03-26.csv', table)])
    expect(heard.problems).toStrictEqual([])
    expect(marketOf(heard)).toStrictEqual(printed)
    expect(heard.times.slice(1)).toStrictEqual(printed.map(({ venueAt }) => venueAt))
    expect(heard.inputs[0]).toMatchObject({ type: 'InstrumentListed', category: 'linear' })
    const summary = summaryOf(heard)
    expect(summary).toMatchObject({ lines: 4, inputs: 4, symbols: ['BTCUSDT'] })
    expect([...summary.messages]).toStrictEqual([['bybit trades', 3]])
  })

  const moved = rows.map((row) => row.split(',').reverse().join(','))
  const quoted = rows.map((row) =>
    row
      .split(',')
      .map((field) => `"${field}"`)
      .join(','),
  )
  it.each<[string, string | Buffer]>([
    ['gzip', gzipSync(table)],
    [
      'gzip of several members',
      Buffer.concat([gzipSync(table.slice(0, 99)), gzipSync(table.slice(99))]),
    ],
    ['a zip', aZip('BTCUSDT.csv', Buffer.from(table), 'deflated')],
    ['with CRLF line ends', aTable(columns.trading, rows, '\r\n')],
    ['without its last line end', table.slice(0, -1)],
    ['behind a byte order mark', `\uFEFF${table}`],
    ['behind blank lines, and among them', `\n \n${table.replaceAll('\n', '\n\n')}`],
    [
      'with a column more',
      aTable(
        `${columns.trading},RPI`,
        rows.map((row) => `${row},0`),
      ),
    ],
    [
      'with its columns in another order',
      aTable(columns.trading.split(',').reverse().join(','), moved),
    ],
    [
      'with its fields in quotation marks',
      aTable(`"${columns.trading.replaceAll(',', '","')}"`, quoted),
    ],
    [
      'with its columns named again in between',
      table.replace(rows[1] ?? '', `${columns.trading}\n${rows[1]}`),
    ],
  ])('is the same when it is %s', async (_, content) => {
    const heard = await hear([folder.write('t.csv', content)])
    expect(heard.problems).toStrictEqual([])
    expect(marketOf(heard)).toStrictEqual(printed)
  })

  it.each([
    ['bad shape', 'row', '1585180702,BTCUSDT,Buy,1,6698'],
    ['bad shape', 'row', 'nonsense'],
    ['bad value', 'timestamp', row({ timestamp: '2018-12-05D00:00:25.948313000' })],
    ['bad value', 'timestamp', row({ timestamp: '' })],
    ['bad value', 'timestamp', row({ timestamp: '-1' })],
    ['bad value', 'timestamp', row({ timestamp: '1747612800074' })],
    ['bad value', 'symbol', row({ symbol: 'btcusdt' })],
    ['bad value', 'symbol', row({ symbol: '' })],
    ['bad value', 'side', row({ side: 'BUY' })],
    ['bad value', 'side', row({ side: '' })],
    ['bad value', 'size', row({ size: '0' })],
    ['bad value', 'size', row({ size: '-1' })],
    ['bad value', 'size', row({ size: '1e' })],
    ['bad value', 'size', row({ size: '1e999' })],
    ['bad value', 'size', row({ size: '1e-13' })],
    ['bad value', 'price', row({ price: '0.0' })],
    ['bad value', 'price', row({ price: '00.5' })],
    ['bad value', 'price', row({ price: '.5' })],
    ['bad value', 'price', row({ price: '5.' })],
    ['bad value', 'price', row({ price: '+5' })],
    ['bad value', 'price', row({ price: 'NaN' })],
    ['bad value', 'price', row({ price: ' 5' })],
    ['bad value', 'price', row({ price: '99999999999999999' })],
    ['bad value', 'price', row({ price: '1e15' })],
    ['bad value', 'trdMatchID', row({ id: 'a b' })],
    ['time runs back', 'timestamp', row({ timestamp: '1585180700.0' })],
  ])('has a row with %s in %s, which is named and left out', async (kind, field, bad) => {
    const path = folder.write(
      't.csv',
      aTable(columns.trading, [...rows.slice(0, 2), bad, rows[2] ?? '']),
    )
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind, field, file: path, line: 4 }])
    expect(marketOf(heard)).toStrictEqual(printed)
    expect(summaryOf(heard).problems).toStrictEqual(new Map([[kind, 1]]))
    const strict = failureOf(await hear([path], { badLines: 'stop' }))
    expect(strict).toMatchObject({ type: 'BadLine', problem: { kind, field, line: 4 } })
  })

  it('names a bad row in one sentence', async () => {
    const path = folder.write(
      't.csv',
      aTable(columns.trading, [rows[0] ?? '', row({ price: 'x' })]),
    )
    const { problems } = await hear([path])
    expect(problems.map(captureProblemText)).toStrictEqual([
      `${path}:3: bad value: price "x" is not a decimal of 0 or more`,
    ])
  })

  it('says its finest decimals, and is read again with them', async () => {
    const odd = [
      row({ symbol: 'ODDUSDT', size: '1', price: '5' }),
      row({ symbol: 'ODDUSDT', size: '1e-05', price: '5.25' }),
    ]
    const path = folder.write('t.csv', aTable(columns.trading, odd))
    expect(failureOf(await hear([path]))).toMatchObject({ type: 'ScaleTooCoarse', line: 3 })
    const heard = await hearWhatFits([path])
    expect(heard.inputs[0]).toMatchObject({ priceScale: 2, qtyScale: 5, tickSize: 1, lotSize: 1 })
    expect(marketOf(heard)).toMatchObject([
      { price: 500, qty: 100_000 },
      { price: 525, qty: 1 },
    ])
  })

  it('of an inverse contract is refused, unless it is not asked for', async () => {
    const path = folder.write(
      't.csv',
      aTable(columns.trading, [...rows, row({ symbol: 'BTCUSD' })]),
    )
    expect(captureFailureText(failureOf(await hear([path])))).toContain(
      `${path}:5: symbol names BTCUSD, which is an inverse contract`,
    )
    const heard = await hear([path], { symbols: new Set(['BTCUSDT']) })
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['another symbol', 1]]))
  })

  it('that is cut short gives the trades before the cut', async () => {
    const many = aTable(
      columns.trading,
      Array.from({ length: 3000 }, (_, i) => row({ id: `t${i}` })),
    )
    const packed = gzipSync(many)
    const heard = await hear([folder.write('cut.gz', packed.subarray(0, packed.length >> 1))])
    const failure = failureOf(heard)
    expect(failure).toMatchObject({ type: 'Truncated' })
    expect(marketOf(heard)).toHaveLength('line' in failure ? failure.line - 1 : -1)
    expect(marketOf(heard).length).toBeGreaterThan(100)
  })

  it('without rows holds no message', async () => {
    const path = folder.write('t.csv', `${columns.trading}\n`)
    expect(failureOf(await hear([path]))).toStrictEqual({ type: 'Empty', file: path, lines: 1 })
  })
})

describe("an archive of Bybit's spot trades", () => {
  const spotRows = ['1,1668038400226,17000.1,0.001234,buy', '2,1668038400226.5,17000,0.5,sell']

  it.each([
    ['BTCUSDT_2022-11-10.csv.gz', 'BTCUSDT'],
    ['BTCUSDT-2022-11.csv', 'BTCUSDT'],
    ['1INCHUSDT2022-11-10.csv', '1INCHUSDT'],
    ['2022-11-10_ETHUSDC.csv', 'ETHUSDC'],
    ['MNTUSDT.csv', 'MNTUSDT'],
  ])('called %s is of %s, and of the spot market', async (name, symbol) => {
    const heard = await hear([folder.write(name, aTable(columns.spot, spotRows))])
    expect(heard.inputs).toMatchObject([
      { type: 'InstrumentListed', symbol, category: 'spot', priceScale: 1, qtyScale: 6 },
      { symbol, side: 'Buy', price: 170001, qty: 1234, tradeId: '1', venueAt: 1668038400_226000 },
      { symbol, side: 'Sell', price: 170000, qty: 500000, venueAt: 1668038400_226500 },
    ])
    expect([...summaryOf(heard).messages]).toStrictEqual([['bybit spot trades', 2]])
  })

  it.each(['btcusdt.csv', 'trades.csv', '2022-11-10.csv'])(
    'called %s is refused: its rows have no symbol',
    async (name) => {
      const path = folder.write(name, aTable(columns.spot, spotRows))
      expect(captureFailureText(failureOf(await hear([path])))).toBe(
        `${path}:1: its rows have no symbol, and its name does not begin with one: ` +
          'call it as it is published, such as BTCUSDT_2022-11-10.csv.gz',
      )
    },
  )
})

function row(over: Readonly<Record<string, string>>): string {
  const fields = {
    ...{
      timestamp: '1585180702',
      symbol: 'BTCUSDT',
      side: 'Buy',
      size: '1',
      price: '6700',
      id: 'x',
    },
    ...over,
  }
  const { timestamp, symbol, side, size, price, id: tradeId } = fields
  return `${timestamp},${symbol},${side},${size},${price},ZeroPlusTick,${tradeId},1,1,1`
}
