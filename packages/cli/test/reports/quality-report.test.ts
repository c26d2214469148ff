import type { Told } from '@shadowtape/core'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  passed,
  silent,
  specForEngine,
} from '@shadowtape/core'

import { qualityJson, qualityLines } from '../../src/reports/quality-report'

const stateAfter = (...history: ReadonlyArray<Told>) =>
  specForEngine(silent)
    .given(
      aSession({ makerFeeRate: '0.0002', markoutHorizonsUs: '100000,1000000' }),
      anInstrument(),
      ...history,
    )
    .state()
const quoteAt = (mid: number) =>
  aQuote({ bid: (mid - 0.5).toFixed(2), ask: (mid + 0.5).toFixed(2) })

// bought at 61000.00 with the mid at 61010, which is 61004 a tenth of a second later
const small = aPlaceOrder({ price: '61000' })
const oneFill = [quoteAt(61_010), small, passed(50_000), quoteAt(61_004), passed(100_000)]
const ages = (at100Ms: number) =>
  [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 60_000_000, null].map((below_us) => ({
    below_us,
    fills: below_us === 100_000 ? at100Ms : 0,
  }))
const nothing = { spread_bps: null, adverse_bps: null, fee_bps: null, markout_bps: null }

describe('the report on fills', () => {
  it('gives programs the means, each fill counting alike and by its notional', () => {
    const big = aPlaceOrder({ price: '61000', side: 'Sell', qty: '0.030' })
    const state = stateAfter(quoteAt(61_010), small, big, passed(50_000))
    const { total, symbols } = qualityJson(state) as Record<string, Record<string, unknown>>
    expect(symbols?.['BTCUSDT']).toStrictEqual(total)
    expect(total).toStrictEqual({
      ...{ fills: 2, maker_fills: 2, fills_against_a_cancel: 0 },
      horizons: [
        {
          ...{ horizon_us: 0, fills: 2, notional_usd: '2440.000000' },
          against_a_cancel_usd: '0.000000',
          // 1.639344 bps won with 610 dollars and lost with 1830
          ...{ spread_bps: '0.000000', adverse_bps: '0.000000' },
          ...{ fee_bps: '2.000000', markout_bps: '-2.000000' },
          by_notional: {
            ...{ spread_bps: '-0.819672', adverse_bps: '0.000000' },
            ...{ fee_bps: '2.000000', markout_bps: '-2.819672' },
          },
        },
        ...[100_000, 1_000_000].map((horizon_us) => ({
          ...{ horizon_us, fills: 0, notional_usd: '0.000000' },
          against_a_cancel_usd: '0.000000',
          ...{ ...nothing, by_notional: nothing },
        })),
      ],
      quote_age: { fills: 2, mean_us: 50_000, max_us: 50_000, counts: ages(2) },
    })
  })

  it('gives people a line a symbol, with the horizons that came', () => {
    expect(qualityLines(stateAfter(...oneFill))).toStrictEqual([
      'quality   BTCUSDT · spread captured 1.64 bps · fees 2.00 bps' +
        ' · adverse selection 0.98 bps after 100 ms · 100.0 % as maker · quote age 50.00 ms, at most 50.00 ms',
    ])
  })

  it('sums up where there are several symbols', () => {
    const ether = { symbol: 'ETHUSDT' }
    const lines = qualityLines(
      stateAfter(
        anInstrument(ether),
        aQuote({ ...ether, bid: '1999.50', ask: '2000.50' }),
        aPlaceOrder({ ...ether, price: '2000' }),
        ...oneFill,
      ),
    )
    expect(lines.map((line) => line.split(' · ').slice(0, 2))).toStrictEqual([
      ['quality   ETHUSDT', 'spread captured 0.00 bps'],
      ['quality   BTCUSDT', 'spread captured 1.64 bps'],
      ['quality   all symbols', 'spread captured 0.82 bps'],
    ])
  })

  it('says where there was no touch to tell a spread by', () => {
    const noBid = aQuote({ bid: null, bidQty: null })
    expect(qualityLines(stateAfter(quoteAt(61_010), small, noBid, passed(50_000)))).toStrictEqual([
      'quality   BTCUSDT · no touch to tell · 100.0 % as maker · quote age 50.00 ms, at most 50.00 ms',
    ])
  })

  it('has nothing to say where nothing filled', () => {
    const state = stateAfter(quoteAt(61_010))
    expect(qualityLines(state)).toStrictEqual([])
    expect(qualityJson(state)).toMatchObject({
      symbols: {},
      total: { fills: 0, quote_age: { fills: 0, mean_us: null, max_us: null, counts: ages(0) } },
    })
  })
})
