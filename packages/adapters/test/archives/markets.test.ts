import { captureFailureText, commonInstruments } from '@shadowtape/adapters'
import type { Instrument } from '@shadowtape/core'

import {
  aBook,
  aTrade,
  failureOf,
  hear,
  lines,
  marketOf,
  newFolder,
  someTrades,
  summaryOf,
} from '../captures/capture-builder'
import { aTable, columns, hearWhatFits } from './archive-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const tardis = (exchange: string, symbol: string, price = '100', amount = '2'): string =>
  aTable(columns.trades, [
    `${exchange},${symbol},1600000000000000,1600000000000007,a,buy,${price},${amount}`,
  ])
const heardOf = async (exchange: string, symbol: string) =>
  hear([folder.write('t.csv', tardis(exchange, symbol))])
const spotTable = aTable(columns.spot, ['1,1600000000000,100.25,0.5,buy'])
const capture = (name = 'a'): string => folder.write(name, lines(someTrades(aTrade())))

describe('the market of a symbol', () => {
  it.each([
    ['bybit', 'BTCUSDT', 'linear', 'BTC', 'USDT'],
    ['bybit-spot', 'BTCUSDT', 'spot', 'BTC', 'USDT'],
    ['bybit-spot', 'XRPRLUSD', 'spot', 'XRP', 'RLUSD'],
    ['binance-futures', 'BTCUSDT', 'linear', 'BTC', 'USDT'],
    ['binance', 'ETHBTC', 'spot', 'ETH', 'BTC'],
    ['coinbase', 'BTC-USD', 'spot', 'BTC', 'USD'],
    ['okex-swap', 'BTC-USDT-SWAP', 'linear', 'BTC', 'USDT'],
    ['somewhere-else', 'ABCUSDT', 'linear', 'ABC', 'USDT'],
  ])('%s, %s is %s', async (exchange, symbol, category, baseCoin, quoteCoin) => {
    const heard = await heardOf(exchange, symbol)
    expect(heard.problems).toStrictEqual([])
    expect(heard.inputs[0]).toMatchObject({ symbol, category, baseCoin, quoteCoin })
  })

  it.each([
    ['bybit', 'BTCUSD', 'an inverse contract'],
    ['deribit', 'BTC-PERPETUAL', 'an inverse contract'],
    ['binance-delivery', 'BTCUSDT', 'an inverse contract'],
    ['bybit-options', 'BTC-26DEC25-100000-C', 'an option'],
    ['bybit', 'BTC-26DEC25-100000-C', 'an option'],
  ])('%s, %s is refused, as it is %s', async (exchange, symbol, family) => {
    const says = captureFailureText(failureOf(await heardOf(exchange, symbol)))
    expect(says).toContain(`:2: symbol names ${symbol}, which is ${family}`)
  })

  it('has common ticks and lots only where it is linear and of Bybit', async () => {
    expect((await heardOf('bybit', 'BTCUSDT')).inputs[0]).toMatchObject({
      tickSize: 10,
      priceScale: 2,
    })
    for (const exchange of ['bybit-spot', 'binance-futures']) {
      const heard = await heardOf(exchange, 'BTCUSDT')
      expect(heard.inputs[0]).toMatchObject({ tickSize: 1, priceScale: 0 })
      expect(heard.warnings).toStrictEqual([
        expect.stringContaining('BTCUSDT: no instrument is known'),
      ])
    }
  })

  it('is one in a session: two files of two markets are refused', async () => {
    const files = [
      folder.write('a.csv', tardis('bybit', 'BTCUSDT')),
      folder.write('b.csv', tardis('binance-futures', 'BTCUSDT')),
    ]
    expect(captureFailureText(failureOf(await hear(files)))).toBe(
      `${files[1]}:2: BTCUSDT is of binance-futures here and of bybit in ${files[0]};` +
        ' one session takes a symbol of one market, so leave one of the files out',
    )
    const spot = folder.write('BTCUSDT.csv', spotTable)
    expect(failureOf(await hear([spot, files[0] ?? '']))).toMatchObject({
      type: 'TwoMarkets',
      market: 'bybit',
      other: 'bybit-spot',
    })
  })

  it('is what a spot archive says, where captures do not say it, in either order', async () => {
    const spot = folder.write('BTCUSDT.csv', spotTable)
    const book = folder.write(
      'b',
      lines(aBook('orderbook.50.BTCUSDT', 'snapshot', 1, [['100.5', '1']], [])),
    )
    for (const files of [
      [spot, book],
      [book, spot],
    ]) {
      const heard = await hearWhatFits(files)
      expect(heard.inputs[0]).toMatchObject({ category: 'spot', priceScale: 2 })
      expect(marketOf(heard)).toHaveLength(2)
    }
    expect(failureOf(await hear([book, spot]))).toMatchObject({ type: 'OtherCategory', line: 2 })
  })

  it('is not another one than the instruments that were given say', async () => {
    const linear = commonInstruments.get('BTCUSDT') as Instrument
    const instruments = new Map([['BTCUSDT', linear]])
    const spot = folder.write('BTCUSDT.csv', spotTable)
    const heard = await hearWhatFits([capture(), spot], { instruments })
    expect(captureFailureText(failureOf(heard))).toBe(
      `${spot}:2: BTCUSDT is a spot symbol here, and its instrument is another one;` +
        ' give the one that fits, or leave one of the files out',
    )
    const fitting = new Map([['BTCUSDT', { ...linear, category: 'spot' as const }]])
    expect(summaryOf(await hear([capture(), spot], { instruments: fitting })).inputs).toBe(3)
  })
})

describe('an instrument that is inferred from rows', () => {
  it('becomes as fine as the finest of them, tick and lot too', async () => {
    const prices = ['100', '100.5', '100.25', '100.125']
    const rows = prices.map(
      (price, i) => `binance,AAAUSDT,${1600000000000000 + i},,${i},buy,${price},1e-0${i + 1}`,
    )
    const heard = await hearWhatFits([folder.write('t.csv', aTable(columns.trades, rows))])
    expect(heard.inputs[0]).toMatchObject({ priceScale: 3, qtyScale: 4, tickSize: 1, lotSize: 1 })
    expect(marketOf(heard)).toMatchObject([
      { price: 100_000, qty: 1000 },
      {},
      {},
      { price: 100_125, qty: 1 },
    ])
  })

  it('names the field where no exact arithmetic is as fine', async () => {
    const path = folder.write(
      't.csv',
      `${tardis('binance', 'AAAUSDT')}${tardis('binance', 'BBBUSDT', '1.123456789', '0.1234567').split('\n')[1]}\n`,
    )
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'price', line: 3 }])
  })
})

describe('two books of one symbol', () => {
  it('are not mixed: the first that is seen is used', async () => {
    const rows = (at: number): ReadonlyArray<string> => [
      `bybit,BTCUSDT,${at},${at},true,bid,100,1`,
      `bybit,BTCUSDT,${at},${at},true,ask,101,1`,
    ]
    const levels = folder.write('l.csv', aTable(columns.levels, rows(1_600_000_000_000_000)))
    const row = `bybit,BTCUSDT,1600000000000001,1600000000000001,101,1,100,1,102,1,99,1`
    const snapshots = folder.write('s.csv', aTable(columns.snapshots(2), [row]))
    const heard = await hear([snapshots, levels])
    expect(marketOf(heard)).toMatchObject([{ depth: 0 }])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['another depth', 1]]))
  })
})
