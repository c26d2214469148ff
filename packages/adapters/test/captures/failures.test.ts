import type { Instrument } from '@shadowtape/core'
import { captureFailureText, commonInstruments, withFinerScale } from '@shadowtape/adapters'

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
} from './capture-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const good = someTrades(aTrade())

describe('a read stops, with one sentence,', () => {
  it('at a file that is not there, before any input', async () => {
    const path = folder.write('a', lines(good))
    const heard = await hear([path, `${folder.path}/none`])
    expect(captureFailureText(failureOf(heard))).toBe(`${folder.path}/none: there is no such file`)
    expect(heard.inputs).toStrictEqual([])
  })

  it('at a folder', async () => {
    const failure = failureOf(await hear([folder.path]))
    expect(captureFailureText(failure)).toBe(`${folder.path}: cannot be read: it is a folder`)
  })

  it('at what is no file', async () => {
    const failure = failureOf(await hear(['/dev/null']))
    expect(captureFailureText(failure)).toBe('/dev/null: cannot be read: it is no file')
  })

  it('at an empty file', async () => {
    const path = folder.write('empty', '')
    const failure = failureOf(await hear([path]))
    expect(failure).toStrictEqual({ type: 'Empty', file: path, lines: 0 })
    expect(captureFailureText(failure)).toBe(`${path}: the file is empty`)
  })

  it('at a file that holds no message', async () => {
    const path = folder.write('notes', `# notes\n\n- none\n`)
    const heard = await hear([path])
    expect(captureFailureText(failureOf(heard))).toBe(
      `${path}: none of its 2 lines is a message that is known`,
    )
    expect(heard.problems).toHaveLength(2)
  })

  it.each([
    ['orderbook.1.BTCUSD', 'BTCUSD', 'an inverse contract'],
    ['publicTrade.BTCUSDZ24', 'BTCUSDZ24', 'an inverse contract'],
    ['tickers.BTC-26DEC25-100000-C', 'BTC-26DEC25-100000-C', 'an option'],
    ['tickers.BTC-26DEC25-100000-P-USDT', 'BTC-26DEC25-100000-P-USDT', 'an option'],
  ])('at %s, which cannot be traded', async (topic, symbol, family) => {
    const path = folder.write('a', lines(good, { topic }))
    const heard = await hear([path])
    expect(failureOf(heard)).toMatchObject({ type: 'UnsupportedSymbol', symbol, line: 2 })
    expect(captureFailureText(failureOf(heard))).toContain(`${path}:2: topic names ${symbol}`)
    expect(captureFailureText(failureOf(heard))).toContain(family)
    expect(marketOf(heard)).toHaveLength(1)
  })

  it('at option trades, which come under the name of their coin', async () => {
    const options = someTrades(aTrade({ s: 'BTC-26DEC25-100000-C' }))
    const path = folder.write('a', lines({ ...options, topic: 'publicTrade.BTC' }))
    expect(failureOf(await hear([path]))).toMatchObject({ symbol: 'BTC-26DEC25-100000-C' })
  })

  it('but not at a symbol that was not asked for', async () => {
    const inverse = aBook('orderbook.1.BTCUSD', 'snapshot', 1, [['5', '1']], [])
    const path = folder.write('a', lines(inverse, good))
    const heard = await hear([path], { symbols: new Set(['BTCUSDT']) })
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['another symbol', 1]]))
  })
})

describe('a price or size finer than its instrument', () => {
  const bitcoin = commonInstruments.get('BTCUSDT') as Instrument

  it.each([
    [{ v: '0.0065' }, 'qty', 4, 'data[0].v', 'sizes'],
    [{ p: '61800.305' }, 'price', 3, 'data[0].p', 'prices'],
  ] as const)(
    'stops the read at %j and says what would do',
    async (over, what, decimals, field, noun) => {
      const path = folder.write('a', lines(good, someTrades(aTrade(over))))
      const heard = await hear([path])
      const finer = withFinerScale(bitcoin, what, decimals)
      expect(failureOf(heard)).toStrictEqual({
        type: 'ScaleTooCoarse',
        file: path,
        line: 2,
        field,
        symbol: 'BTCUSDT',
        what,
        decimals,
        finer,
        origin: 'known',
      })
      expect(captureFailureText(failureOf(heard))).toBe(
        `${path}:2: ${field} has ${decimals} decimals, more than the ${noun} of BTCUSDT were read with`,
      )
      const again = await hear([path], { instruments: new Map([['BTCUSDT', finer]]) })
      expect(marketOf(again)).toHaveLength(2)
    },
  )

  it('is told by a finer instrument with the same tick, lot and limits', () => {
    expect(withFinerScale(bitcoin, 'price', 4)).toStrictEqual({
      ...bitcoin,
      priceScale: 4,
      tickSize: 1000,
    })
    expect(withFinerScale({ ...bitcoin, maxQty: 10 ** 15 } as Instrument, 'qty', 5)).toStrictEqual({
      ...bitcoin,
      qtyScale: 5,
      lotSize: 100,
      minQty: 100,
      maxQty: 10 ** 15,
      maxMarketQty: 119_000_000,
    })
  })

  it.each(['1.0000000000001', '1.000000000001'])('is a bad value at %s', async (p) => {
    const heard = await hear([folder.write('a', lines(good, someTrades(aTrade({ p }))))])
    expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'data[0].p' }])
    expect(heard.problems[0]?.detail).toContain('finer than 12 decimals')
  })
})

describe('a symbol that no instrument is known of', () => {
  const pepe = (over: object) => ({
    ...someTrades(aTrade({ s: 'PEPEUSDT', ...over })),
    topic: 'publicTrade.PEPEUSDT',
  })

  it('has one inferred from its first message, with a warning', async () => {
    const first = pepe({ p: '0.0000120', v: '100' })
    const heard = await hear([folder.write('a', lines(first, first))])
    expect(heard.inputs[0]).toStrictEqual({
      type: 'InstrumentListed',
      symbol: 'PEPEUSDT',
      category: 'linear',
      baseCoin: 'PEPE',
      quoteCoin: 'USDT',
      priceScale: 7,
      qtyScale: 0,
      tickSize: 1,
      lotSize: 1,
      minQty: 1,
      maxQty: 10 ** 15,
      maxMarketQty: 10 ** 15,
      minNotionalUsd: 5_000_000,
      priceLimitX: null,
      priceLimitY: null,
    })
    expect(heard.warnings).toStrictEqual([
      'PEPEUSDT: no instrument is known, so its tick of 0.0000001 and its lot of 1 are inferred' +
        ' from its first message',
    ])
  })

  it('does not have one inferred from a line that cannot be used', async () => {
    const path = folder.write('a', lines(pepe({ p: '-0.12345' }), pepe({ p: '0.12', v: '1' })))
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'data[0].p', line: 1 }])
    expect(heard.inputs[0]).toMatchObject({ priceScale: 2 })
  })

  it('gets a finer tick when a later message needs it', async () => {
    const path = folder.write('a', lines(pepe({ p: '1', v: '1' }), pepe({ p: '1.25', v: '1' })))
    expect(failureOf(await hear([path]))).toMatchObject({
      type: 'ScaleTooCoarse',
      finer: { priceScale: 2, tickSize: 1, qtyScale: 0, lotSize: 1 },
    })
  })

  it('drops zeros that were written beyond what exact arithmetic can hold', async () => {
    const path = folder.write('a', lines(pepe({ p: '1.50000000000000000', v: '1' })))
    expect((await hear([path])).inputs[0]).toMatchObject({ priceScale: 1 })
  })

  it.each(['1.0000000000001', '0.00000001'])(
    'is a bad value at %s and as fine a size',
    async (p) => {
      const heard = await hear([folder.write('a', lines(good, pepe({ p, v: '0.1234567' })))])
      expect(heard.problems).toMatchObject([{ kind: 'bad value', field: 'data[0].p', line: 2 }])
    },
  )

  it.each([
    ['orderbook.50.PEPEUSDT', aBook('orderbook.50.PEPEUSDT', 'snapshot', 1, [['1.25', '3']], [])],
    [
      'tickers.PEPEUSDT',
      {
        topic: 'tickers.PEPEUSDT',
        type: 'snapshot',
        ts: 1,
        data: { symbol: 'PEPEUSDT', lastPrice: '1.25', bid1Size: '3' },
      },
    ],
  ])('is inferred from %s too', async (_, message) => {
    const heard = await hear([folder.write('a', lines(message))])
    expect(heard.inputs[0]).toMatchObject({ priceScale: 2, qtyScale: 0 })
  })
})
