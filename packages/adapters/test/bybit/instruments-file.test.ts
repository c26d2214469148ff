import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as E from 'fp-ts/Either'
import { Category, Price, Qty, Scale, Usd } from '@shadowtape/core'
import {
  commonInstruments,
  instrumentsFaultText,
  instrumentsOfJson,
  readInstruments,
} from '@shadowtape/adapters'

const folder = mkdtempSync(join(tmpdir(), 'shadowtape-instruments-'))
afterAll(() => rmSync(folder, { recursive: true }))

const linear = {
  symbol: 'BTCUSDT',
  contractType: 'LinearPerpetual',
  priceScale: '2',
  priceFilter: { minPrice: '0.10', maxPrice: '1999999.80', tickSize: '0.10' },
  lotSizeFilter: {
    maxOrderQty: '1190.000',
    minOrderQty: '0.001',
    qtyStep: '0.001',
    minNotionalValue: '5',
  },
}
const spot = {
  symbol: 'BTCUSDT',
  lotSizeFilter: {
    basePrecision: '0.000001',
    quotePrecision: '0.0000001',
    minOrderQty: '0.000011',
    maxOrderQty: '83',
    maxLimitOrderQty: '60000',
    maxMarketOrderQty: '41.5',
    minOrderAmt: '10',
  },
  priceFilter: { tickSize: '0.1' },
  riskParameters: { priceLimitRatioX: '0.005', priceLimitRatioY: '0.01' },
}
const answer = (category: string, ...list: ReadonlyArray<object>) =>
  JSON.stringify({ retCode: 0, result: { category, list } })
const reading = (text: string) => instrumentsOfJson(text, 'i.json')
const faultIn = (text: string): string => {
  const read = reading(text)
  return E.isLeft(read) ? instrumentsFaultText(read.left) : 'no fault'
}

describe('a file of instruments', () => {
  it('gives linear instruments from the answer of the exchange', () => {
    expect(reading(answer('linear', linear))).toStrictEqual(
      E.right(new Map([['BTCUSDT', commonInstruments.get('BTCUSDT')]])),
    )
  })

  it('gives spot instruments', () => {
    expect(reading(answer('spot', spot))).toStrictEqual(
      E.right(
        new Map([
          [
            'BTCUSDT',
            {
              symbol: 'BTCUSDT',
              category: 'spot',
              baseCoin: 'BTC',
              quoteCoin: 'USDT',
              priceScale: 1,
              qtyScale: 6,
              tickSize: 1,
              lotSize: 1,
              minQty: 11,
              maxQty: 60_000_000_000,
              maxMarketQty: 41_500_000,
              minNotionalUsd: 10_000_000,
              priceLimitX: 5_000,
              priceLimitY: 10_000,
            },
          ],
        ]),
      ),
    )
  })

  it('gives what a market order may be at the most, and the price limit’s ratios', () => {
    const lotSizeFilter = { ...linear.lotSizeFilter, maxMktOrderQty: '500.000' }
    const riskParameters = { priceLimitRatioX: '0.01', priceLimitRatioY: '0.02' }
    const read = reading(answer('linear', { ...linear, lotSizeFilter, riskParameters }))
    expect(E.isRight(read) ? read.right.get('BTCUSDT') : null).toMatchObject({
      ...{ maxQty: 1_190_000, maxMarketQty: 500_000, priceLimitX: 10_000, priceLimitY: 20_000 },
    })
    const emptied = { ...linear, riskParameters: { priceLimitRatioX: '', priceLimitRatioY: '' } }
    expect(reading(answer('linear', emptied))).toStrictEqual(reading(answer('linear', linear)))
  })

  it('may be the bare list', () => {
    expect(reading(JSON.stringify([linear]))).toStrictEqual(reading(answer('linear', linear)))
  })

  it('may leave the least notional out, which then is 5 dollars', () => {
    const { minNotionalValue, ...lot } = linear.lotSizeFilter
    expect(minNotionalValue).toBe('5')
    const bare = JSON.stringify([{ ...linear, lotSizeFilter: lot }])
    expect(reading(bare)).toStrictEqual(reading(answer('linear', linear)))
  })

  it.each([
    ['{', 'i.json: is not JSON'],
    ['{}', 'i.json: result is missing'],
    [answer('inverse', linear), 'i.json: result.category is "inverse" where linear or spot'],
    [answer('linear', { ...linear, symbol: 'btc' }), 'i.json: result.list[0].symbol is "btc"'],
    [
      answer('linear', linear, { ...linear, contractType: 'InversePerpetual' }),
      'i.json: result.list[1].contractType is "InversePerpetual"',
    ],
    [
      JSON.stringify([{ ...linear, riskParameters: { priceLimitRatioX: '1.5' } }]),
      'i.json: [0].riskParameters.priceLimitRatioX is "1.5"',
    ],
    [
      JSON.stringify([{ ...spot, riskParameters: { priceLimitRatioY: '-0.01' } }]),
      'i.json: [0].riskParameters.priceLimitRatioY is "-0.01"',
    ],
    [
      JSON.stringify([{ ...linear, priceFilter: {} }]),
      'i.json: [0].priceFilter.tickSize is missing',
    ],
    [
      JSON.stringify([{ ...linear, lotSizeFilter: {} }]),
      'i.json: [0].lotSizeFilter.qtyStep is missing',
    ],
    [
      JSON.stringify([{ ...linear, priceFilter: { tickSize: '-1' } }]),
      'i.json: [0].priceFilter.tickSize is "-1"',
    ],
    [
      JSON.stringify([{ ...linear, priceFilter: { tickSize: '0.0000000000001' } }]),
      'i.json: [0].priceFilter.tickSize is finer than exact arithmetic allows',
    ],
    [
      JSON.stringify([{ ...linear, lotSizeFilter: { ...linear.lotSizeFilter, qtyStep: '0' } }]),
      'i.json: [0].lotSizeFilter.qtyStep is "0"',
    ],
    [
      JSON.stringify([{ ...linear, lotSizeFilter: { ...linear.lotSizeFilter, maxOrderQty: 'x' } }]),
      'i.json: [0].lotSizeFilter.maxOrderQty is "x"',
    ],
  ])('names what is wrong in %s', (text, sentence) => {
    expect(faultIn(text)).toContain(sentence)
  })

  it('is read from disk, and missed in words', async () => {
    const path = join(folder, 'i.json')
    writeFileSync(path, answer('linear', linear))
    expect(E.isRight(await readInstruments(path)())).toBe(true)
    const missing = await readInstruments(join(folder, 'none.json'))()
    expect(E.isLeft(missing) && instrumentsFaultText(missing.left)).toBe(
      `${folder}/none.json: cannot be read (ENOENT)`,
    )
  })
})

describe('the common instruments', () => {
  it.each([...commonInstruments.values()])('can be listed: $symbol', (instrument) => {
    expect(Scale.is(instrument.priceScale) && Scale.is(instrument.qtyScale)).toBe(true)
    expect(Price.is(instrument.tickSize)).toBe(true)
    expect(Qty.is(instrument.lotSize) && instrument.lotSize > 0).toBe(true)
    expect(Qty.is(instrument.maxQty) && instrument.maxQty > instrument.minQty).toBe(true)
    expect(Usd.is(instrument.minNotionalUsd) && Category.is(instrument.category)).toBe(true)
  })
})
