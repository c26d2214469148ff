import type { FillQuality, Told } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  after,
  ageBoundsUs,
  anInstrument,
  example,
  fillWorth,
  passed,
  silent,
  specForEngine,
} from '../../src'

const { given } = specForEngine(silent)

/** Fills after 50 ms at a fee of 2 bps, looked at again after 1 s. */
const opened = (values: object = {}): ReadonlyArray<Told> => [
  aSession({ makerFeeRate: '0.0002', markoutHorizonsUs: '1000000', ...values }),
  anInstrument(),
]
const quoteAt = (mid: number) =>
  aQuote({ bid: (mid - 0.5).toFixed(2), ask: (mid + 0.5).toFixed(2) })
const noBid = aQuote({ bid: null, bidQty: null })
const buy = aPlaceOrder({ price: '61000' })
const sell = aPlaceOrder({ price: '61000', side: 'Sell' })

const qualityAfter = (...history: ReadonlyArray<Told>): FillQuality => {
  const { quality } = given(...history).state()
  const [own] = Object.values(quality.bySymbol)
  expect(quality.total).toStrictEqual(own)
  return quality.total
}

describe("a fill's worth", () => {
  const at = (side: 'Buy' | 'Sell', mid: number, later: number) => {
    // 1.000 at 61000.00: a notional of 61000, and 12.2 of fee for 2 bps
    const fill = { side, price: 6_100_000, qty: 1_000, fee: 1_220_000 } as never
    return fillWorth(fill, mid * 200, later * 200)
  }

  it.each([
    // 10 of 61000 are 1.639344 bps, 6 are 0.983607 and 4 are 0.655738
    ['Buy', 61_010, 61_004, [1_639_344, 983_607, -1_344_262]],
    ['Sell', 60_990, 60_996, [1_639_344, 983_607, -1_344_262]],
    ['Sell', 61_010, 61_004, [-1_639_344, -983_607, -2_655_738]],
    ['Buy', 61_000, 61_010, [0, -1_639_344, -360_656]],
  ] as const)(
    'of a %s at 61000, mid %d and then %d, is in its parts',
    (side, mid, later, parts) => {
      const [spread, adverse, markout] = parts
      expect(at(side, mid, later)).toStrictEqual({ spread, adverse, fee: 2_000_000, markout })
    },
  )

  it('adds up but for one millionth of a basis point, since each part is rounded apart', () => {
    const { spread, adverse, fee, markout } = at('Buy', 61_010, 61_004)
    expect(markout - (spread - adverse - fee)).toBe(1)
  })

  it('holds at what can be kept, and stops nothing', () => {
    const cheap = { side: 'Buy', price: 1, qty: 1, fee: 0 } as never
    const huge = Number.MAX_SAFE_INTEGER
    expect(fillWorth(cheap, 2e12, 2)).toStrictEqual({
      ...{ spread: huge, adverse: huge, fee: 0, markout: 0 },
    })
  })
})

describe('the quality of fills', () => {
  it('is that of the fill itself, and of each horizon, in basis points and in dollars', () => {
    const story = [...opened(), quoteAt(61_010), buy, passed(50_000), quoteAt(61_004)]
    // 0.010 at 61000 is 610 dollars: 0.10 of spread, 0.122 of fee, 0.06 lost since
    const atFill = {
      ...{ horizonUs: 0, fills: 1, notionalUsd: 610_000_000 },
      bps: { spread: 1_639_344, adverse: 0, fee: 2_000_000, markout: -360_656 },
      usd: { spread: 100_000, adverse: 0, fee: 122_000, markout: -22_000 },
      racedUsd: 0,
    }
    expect(qualityAfter(...story).looks[0]).toStrictEqual(atFill)
    expect(qualityAfter(...story, passed(1_000_000)).looks).toStrictEqual([
      atFill,
      {
        ...{ horizonUs: 1_000_000, fills: 1, notionalUsd: 610_000_000 },
        bps: { spread: 1_639_344, adverse: 983_607, fee: 2_000_000, markout: -1_344_262 },
        usd: { spread: 100_000, adverse: 60_000, fee: 122_000, markout: -82_000 },
        racedUsd: 0,
      },
    ])
  })

  it('sums over fills, which count alike in basis points and by notional in dollars', () => {
    const big = aPlaceOrder({ price: '61000', side: 'Sell', qty: '0.030' })
    const { fills, looks } = qualityAfter(
      ...[...opened(), quoteAt(61_010), buy, big, passed(50_000)],
    )
    expect(fills).toBe(2)
    expect(looks[0]).toMatchObject({
      ...{ fills: 2, notionalUsd: 2_440_000_000 },
      bps: { spread: 0, fee: 4_000_000 },
      usd: { spread: -200_000, fee: 488_000 },
    })
  })

  it('looks only at fills with a touch both at their own time and later', () => {
    const unseen = qualityAfter(
      ...[...opened(), quoteAt(61_000), buy, noBid, passed(50_000), quoteAt(61_000)],
      passed(1_000_000),
    )
    expect(unseen.fills).toBe(1)
    expect(unseen.looks.map(({ fills }) => fills)).toStrictEqual([0, 0])
    const lost = qualityAfter(
      ...[...opened(), quoteAt(61_000), buy, passed(50_000), noBid, passed(1_000_000)],
    )
    expect(lost.looks.map(({ fills }) => fills)).toStrictEqual([1, 0])
  })

  it('counts makers, and what was lost to fills that won against a cancel under way', () => {
    const cancel = example('CancelOrder', { orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' })
    const late = opened({ entryLatency: 'constant 60000' })
    const story = [...late, quoteAt(61_010), buy, after(70_000, cancel), passed(50_000)]
    // accepted after 60 ms, filled 50 ms later, 20 ms before the cancel comes in
    const { fills, makers, raced, looks } = qualityAfter(...story, passed(1_000_000))
    expect({ fills, makers, raced }).toStrictEqual({ fills: 1, makers: 1, raced: 1 })
    expect(looks.map(({ racedUsd }) => racedUsd)).toStrictEqual([-22_000, -22_000])
    const quick = [...opened(), quoteAt(61_010), buy, after(10_000, cancel), passed(50_000)]
    expect(given(...quick).state().quality.total).toMatchObject({ fills: 0, raced: 0 })
  })

  it('is kept where nothing is measured later', () => {
    const { looks } = qualityAfter(
      ...[...opened({ markoutHorizonsUs: '' }), quoteAt(61_010), sell, passed(50_000)],
    )
    expect(looks).toMatchObject([{ horizonUs: 0, fills: 1, bps: { spread: -1_639_344 } }])
  })

  it('is kept of each symbol, and of all', () => {
    const ether = { symbol: 'ETHUSDT' }
    const { quality } = given(
      ...opened(),
      anInstrument(ether),
      quoteAt(61_010),
      aQuote({ ...ether, bid: '1999.50', ask: '2000.50' }),
      buy,
      aPlaceOrder({ ...ether, price: '1998', qty: '1' }),
      passed(50_000),
    ).state()
    const spreads = Object.values(quality.bySymbol).map(({ looks }) => looks[0]?.bps.spread)
    // 2 of 1998 are 10.01001 bps
    expect(spreads).toStrictEqual([1_639_344, 10_010_010])
    expect(quality.total).toMatchObject({ fills: 2, ages: { fills: 2 } })
    expect(quality.total.looks[0]?.bps.spread).toBe(11_649_354)
  })
})

describe('the age of a quote', () => {
  it('is the time from its acceptance to its fill, to every part of it', () => {
    const parts = { venue: 'fake', partialFillRate: '1', markoutHorizonsUs: '' }
    const { fills, ages } = qualityAfter(
      ...[...opened(parts), quoteAt(61_000), buy, passed(50_000), passed(50_000)],
    )
    expect(fills).toBe(2)
    expect(ages).toStrictEqual({
      ...{ fills: 2, sumUs: 150_000, maxUs: 100_000 },
      // 50 ms is below 100 ms; 100 ms is not
      counts: [0, 0, 1, 1, 0, 0, 0],
    })
  })

  it.each([
    [0, 0],
    [999, 0],
    [1_000, 1],
    [59_999_999, 5],
    [60_000_000, 6],
    [3_600_000_000, 6],
  ])('of %d us counts in bucket %d', (latencyUs, bucket) => {
    const history = [...opened({ latencyUs }), quoteAt(61_000), buy, passed(latencyUs)]
    const { counts } = qualityAfter(...history).ages
    expect(counts).toHaveLength(ageBoundsUs.length + 1)
    expect(counts.indexOf(1)).toBe(bucket)
  })

  it('is known of open orders only', () => {
    const accepted = [...opened(), quoteAt(61_000), buy, passed(10), sell]
    const first = given(...accepted).state()
    const [since, then] = [first.at - 10, first.at]
    expect(first.quality.acceptedAt).toStrictEqual({ 'o-1': since, 'o-2': then })
    const cancel = example('CancelOrder', {
      ...{ symbol: 'BTCUSDT', orderId: 'o-1', reason: 'STRATEGY' },
    })
    const canceled = given(...accepted, cancel).state()
    expect(canceled.quality.acceptedAt).toStrictEqual({ 'o-2': then })
    const filled = given(...accepted, cancel, passed(50_000)).state()
    expect(filled.quality.acceptedAt).toStrictEqual({})
    expect(filled.quality.total.ages).toMatchObject({ fills: 1, sumUs: 50_000 })
  })
})
