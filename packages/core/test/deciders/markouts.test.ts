import type { Told } from '../../src'
import {
  InvariantViolated,
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  example,
  horizonsOf,
  markoutOf,
  passed,
  silent,
  specForEngine,
} from '../../src'

const { given } = specForEngine(silent)

/** Fills after 50 ms at a fee of 2 bps; fills are measured after 1 s and 2 s, the first is edge. */
const measuring = (values: object = {}): ReadonlyArray<Told> => [
  aSession({
    makerFeeRate: '0.0002',
    edgeSource: 'markout',
    edgeThresholdBps: '-100',
    markoutHorizonsUs: '1000000,2000000',
    edgeHorizonUs: 1_000_000,
    edgeFillsMin: 1,
    edgeFillsMax: 2,
    ...values,
  }),
  anInstrument(),
  aQuote({ bid: '60999.50', ask: '61000.50' }),
]
const quoteAt = (mid: number) =>
  aQuote({ bid: (mid - 0.5).toFixed(2), ask: (mid + 0.5).toFixed(2) })
const buy = aPlaceOrder({ price: '61000' })
const sell = aPlaceOrder({ price: '61000', side: 'Sell' })

const measured = (fillId: string, mid: number | null, markoutBps: string | null, horizonUs = 1e6) =>
  example('MarkoutMeasured', {
    fillId,
    symbol: 'BTCUSDT',
    horizonUs,
    bid: mid === null ? null : (mid - 0.5).toFixed(2),
    ask: mid === null ? null : (mid + 0.5).toFixed(2),
    markoutBps,
  })
const edge = (edgeBps: string, fills: number, fromSeq: number, values: object = {}) => {
  const evidence = { mean: 'window', fills, fromSeq, horizonUs: 1_000_000 }
  return anEdge({ edgeBps, source: 'markout', ...evidence, ...values })
}

describe('a markout', () => {
  it.each([
    // (mid - price) / price less the fee, in bps: 10 / 61000 is 1.639344 bps
    ['Buy', 61_010, 122, '-0.360656'],
    ['Sell', 61_010, 122, '-3.639344'],
    ['Buy', 61_000, 122, '-2.000000'],
    ['Buy', 61_010, 0, '1.639344'],
    ['Sell', 60_990, -122, '3.639344'],
  ] as const)('of a %s when the mid is %d, at a fee of %d, is %s bps', (side, mid, fee, bps) => {
    // 1.000 at 61000.00: a notional of 61000, and 12.2 of fee for 2 bps
    const figures = { side, price: 6_100_000, qty: 1_000, fee: fee * 10_000 } as never
    expect(markoutOf(figures, mid * 200)).toBe(Math.round(Number(bps) * 1e6))
  })

  it('is measured at each horizon after the fill, at the touch of that moment', () => {
    given(...measuring(), buy, passed(50_000), quoteAt(61_010))
      .when(passed(1_000_000))
      .then(measured('f-1', 61_010, '-0.360656'), edge('-0.360656', 1, 7))
    given(...measuring(), buy, passed(50_000), passed(1_000_000), quoteAt(60_990))
      .when(passed(1_000_000))
      .then(measured('f-1', 60_990, '-3.639344', 2_000_000))
  })

  it('is measured before an input of the same moment is looked at', () => {
    given(...measuring(), buy, passed(50_000))
      .when({ afterUs: 1_000_000, message: quoteAt(62_000) })
      .then(measured('f-1', 61_000, '-2'), edge('-2', 1, 7))
  })

  it('says that there was no touch to measure by, and is then no evidence', () => {
    const empty = aQuote({ bid: null, ask: null })
    given(...measuring(), buy, passed(50_000), empty)
      .when(passed(1_000_000))
      .then(measured('f-1', null, null))
  })

  it('is not measured where no horizon is named', () => {
    given(...measuring({ markoutHorizonsUs: '' }), buy, passed(50_000))
      .when(passed(10_000_000))
      .staysQuiet()
    expect(horizonsOf(aSession({ markoutHorizonsUs: '' }))).toStrictEqual([])
    expect(horizonsOf(aSession({ markoutHorizonsUs: '2,1' }))).toStrictEqual([2, 1])
  })

  it('is measured of each part of a fill', () => {
    const parts = { venue: 'fake', partialFillRate: '1', markoutHorizonsUs: '1000000' }
    const said = given(...measuring(parts), buy, passed(50_000), passed(50_000))
      .when(passed(960_000))
      .said()
    const fills = said.flatMap((message) =>
      message.type === 'MarkoutMeasured' ? [message.fillId] : [],
    )
    expect(fills).toStrictEqual(['f-1'])
  })

  it('that nothing is waiting for contradicts the history', () => {
    const stray = measured('f-9', 61_000, '1')
    expect(() => given(...measuring(), stray).state()).toThrow(InvariantViolated)
  })
})

describe('an edge of markouts', () => {
  const twoFills = [...measuring(), buy, passed(50_000), sell, passed(50_000)]

  it('is the mean of the last fills, and says which', () => {
    given(...twoFills, quoteAt(61_010), passed(950_000))
      .when(passed(50_000))
      .then(measured('f-2', 61_010, '-3.639344'), edge('-2', 2, 7))
  })

  it('forgets the oldest once it has as many as it keeps', () => {
    const said = given(...twoFills, passed(1_000_000), buy, passed(50_000), quoteAt(61_010))
      .when(passed(1_000_000))
      .said()
    // f-2 was worth -2, f-3 -0.360656; f-1 is forgotten
    const edges = said.filter(({ type }) => type === 'EdgeUpdated')
    expect(edges).toMatchObject([{ edgeBps: -1_180_328, fills: 2 }])
  })

  it('waits for as many fills as it needs', () => {
    const careful = [...measuring({ edgeFillsMin: 2 }), buy, passed(50_000), sell, passed(50_000)]
    given(...careful)
      .when(passed(950_000))
      .then(measured('f-1', 61_000, '-2'))
    given(...careful, passed(950_000))
      .when(passed(50_000))
      .then(measured('f-2', 61_000, '-2'), edge('-2', 2, 7))
  })

  it('is said only where markouts are the source of edge', () => {
    given(...measuring({ edgeSource: 'external' }), buy, passed(50_000))
      .when(passed(1_000_000))
      .then(measured('f-1', 61_000, '-2'))
  })

  it('freezes trading below the threshold, and the freeze carries its evidence', () => {
    const strict = measuring({ edgeThresholdBps: '-1.9' })
    const resting = aPlaceOrder({ price: '60000' })
    const said = given(...strict, buy, passed(50_000), passed(990_000), resting)
      .when(passed(10_000))
      .said()
    expect(said.map(({ type }) => type)).toStrictEqual([
      'MarkoutMeasured',
      'EdgeUpdated',
      'TradingFrozen',
      'CancelOrder',
      'OrderCanceled',
    ])
    expect(said[2]).toMatchObject({
      reason: 'EDGE_DEGRADATION',
      observed: '-2.000000',
      threshold: '-1.900000',
      unit: 'bps',
      horizonUs: 1_000_000,
      windowLines: 1,
      fromSeq: 7,
      windowSeqs: '7',
      inventory: '{"main":{"BTCUSDT":"0.010"}}',
      openOrders: 1,
      edgeByHorizon: '{"main":{"BTCUSDT":{"1000000":"-2.000000"}}}',
    })
  })

  it('goes on being measured while trading is frozen, and thaws nothing', () => {
    const frozen = [...measuring({ edgeThresholdBps: '-1' }), buy, sell, passed(50_000)]
    const state = given(...frozen, passed(1_000_000), quoteAt(61_100), passed(1_000_000)).state()
    expect(state.risk.isFrozen).toBe(true)
    const [window] = Object.values(state.markouts.bySymbol)[0] ?? []
    expect(window).toMatchObject({ measured: 2, unmeasured: 0, totalBps: -4_000_000 })
  })
})

describe('an edge that fades', () => {
  const fading = measuring({ edgeMean: 'ewma', edgeHalfLifeFills: 1, edgeFillsMax: 0 })
  const fills = [buy, passed(50_000), buy, passed(50_000), sell, passed(50_000)]

  it('weighs the newest fill most, and says how many there have been since which', () => {
    // f-1 was worth -2, f-2 -0.360656 and f-3 -3.639344:
    // (-2 / 4 - 0.360656 / 2 - 3.639344) / (1 / 4 + 1 / 2 + 1) = -4.319672 / 1.75
    given(...fading, ...fills, passed(900_000), quoteAt(61_010), passed(50_000))
      .when(passed(50_000))
      .then(measured('f-3', 61_010, '-3.639344'), edge('-2.468384', 3, 7, { mean: 'ewma' }))
  })

  it('is the one fill there is at first, and waits for as many as it needs', () => {
    given(...fading, buy, passed(50_000))
      .when(passed(1_000_000))
      .then(measured('f-1', 61_000, '-2'), edge('-2', 1, 7, { mean: 'ewma' }))
    const careful = measuring({ edgeMean: 'ewma', edgeHalfLifeFills: 1, edgeFillsMin: 2 })
    given(...careful, buy, passed(50_000))
      .when(passed(1_000_000))
      .then(measured('f-1', 61_000, '-2'))
  })

  it('has a half-life that the arithmetic can bear', () => {
    const opened = aSession({ edgeMean: 'ewma', edgeHalfLifeFills: 0 })
    expect(() => given(opened).state()).toThrow(InvariantViolated)
  })
})

describe('an edge of all symbols', () => {
  const ether = { symbol: 'ETHUSDT' }
  const both = (values: object): ReadonlyArray<Told> => [
    ...measuring({ edgeFillsMin: 2, ...values }),
    anInstrument(ether),
    aQuote({ ...ether, bid: '1999.50', ask: '2000.50' }),
    aPlaceOrder({ ...ether, price: '2001' }),
    passed(50_000),
    buy,
    passed(50_000),
  ]
  const inEther = example('MarkoutMeasured', {
    ...ether,
    fillId: 'f-1',
    horizonUs: 1_000_000,
    bid: '1999.50',
    ask: '2000.50',
    // 1 of 2001 is 4.997501 bps, and the fee of 0.00400 on 20.01 is 1.999000
    markoutBps: '-6.996501',
  })

  it('is the mean over the fills of all, the symbol of each of them left out', () => {
    given(...both({ edgeScope: 'total' }))
      .when(passed(1_000_000))
      .then(
        inEther,
        measured('f-2', 61_000, '-2'),
        // halves away from zero: -8.996501 by 2
        edge('-4.498251', 2, 9, { symbol: null }),
      )
  })

  it('comes after that of the symbol where both are judged', () => {
    given(...both({ edgeScope: 'both', edgeFillsMin: 1 }))
      .when(passed(1_000_000))
      .then(
        inEther,
        edge('-6.996501', 1, 9, { symbol: 'ETHUSDT' }),
        edge('-6.996501', 1, 9, { symbol: null }),
        measured('f-2', 61_000, '-2'),
        edge('-2', 1, 14),
        edge('-4.498251', 2, 9, { symbol: null }),
      )
  })

  it('is not said where each symbol is judged apart', () => {
    given(...both({ edgeScope: 'symbol' }))
      .when(passed(1_000_000))
      .then(inEther, measured('f-2', 61_000, '-2'))
  })

  it('freezes trading whoever says it', () => {
    const said = given()
      .when(anEdge({ symbol: null, edgeBps: '1.4' }))
      .said()
    expect(said).toMatchObject([{ type: 'TradingFrozen', symbol: null, observed: '1.400000' }])
    given()
      .when(anEdge({ symbol: null, edgeBps: '1.5' }))
      .staysQuiet()
  })

  it('freezes trading below the threshold, in the name of no symbol, and is kept apart', () => {
    const history = [...both({ edgeScope: 'both', edgeThresholdBps: '-4' }), passed(1_000_000)]
    const { risk, edge } = given(...history).state()
    expect(risk.last?.event).toMatchObject({
      reason: 'EDGE_DEGRADATION',
      symbol: null,
      observed: '-4.498251',
      windowLines: 2,
      fromSeq: 9,
    })
    expect(edge.said).toStrictEqual({ total: { edgeBps: -4_498_251, updates: 1 }, bySymbol: {} })
  })
})
