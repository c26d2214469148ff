import { anInstrument, notionalUsd, qtyForUsd, toLot, toTick } from '../../src'

const max = Number.MAX_SAFE_INTEGER

describe('toTick', () => {
  const instrument = anInstrument({ tickSize: '0.50' })

  it.each([
    ['Buy', 6_100_049, 6_100_000],
    ['Buy', 6_100_050, 6_100_050],
    ['Sell', 6_100_001, 6_100_050],
    ['Sell', 6_100_050, 6_100_050],
  ] as const)('puts a %s at %d on %d: never better than asked', (side, price, tick) => {
    expect(toTick(instrument, side, price)).toBe(tick)
  })
})

describe('toLot', () => {
  it.each([
    [1_999, 1_000],
    [1_000, 1_000],
    [999, 0],
  ])('cuts %d to %d', (qty, lots) => {
    expect(toLot(anInstrument({ lotSize: '1' }), qty)).toBe(lots)
  })
})

describe('notionalUsd', () => {
  it('is exact where the scales are coarser than a millionth of a dollar', () => {
    expect(notionalUsd(anInstrument(), 10, 6_100_000)).toBe(610_000_000)
  })

  it('rounds up where they are finer', () => {
    const fine = anInstrument({ priceScale: 4, qtyScale: 4 })
    expect(notionalUsd(fine, 1, 1)).toBe(1)
    expect(notionalUsd(fine, 10, 10)).toBe(1)
    expect(notionalUsd(fine, 10, 11)).toBe(2)
  })

  it('holds at the largest safe integer', () => {
    expect(notionalUsd(anInstrument(), max, 2)).toBe(max)
    expect(notionalUsd(anInstrument({ priceScale: 3 }), max, 3)).toBe(max)
  })

  it('stays exact at fine scales where quantity times price is beyond exact arithmetic', () => {
    // 20,000 dollars of a coin at 0.000002 with six decimals of quantity each
    const fine = anInstrument({ priceScale: 6, qtyScale: 6, tickSize: '0.000001' })
    expect(notionalUsd(fine, 10_000_000_000_000_000 / 2, 4)).toBe(20_000_000_000)
  })
})

describe('qtyForUsd', () => {
  it.each([
    [{}, 610_000_000, 6_100_000, 10],
    [{}, 609_999_999, 6_100_000, 9],
    [{ lotSize: '0.010' }, 1_000_000_000, 6_100_000, 10],
    [{ priceScale: 4, qtyScale: 4 }, 500_000_000, 20_000, 2_500_000],
    [{ qtyScale: 4 }, 610_000_000, 6_100_000, 100],
  ])('with %j, buys for %d at %d no more than %d', (values, usd, price, qty) => {
    expect(qtyForUsd(anInstrument(values), usd, price)).toBe(qty)
  })
})
