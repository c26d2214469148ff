import type { Told } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  after,
  anInstrument,
  example,
  passed,
  silent,
  specForEngine,
  storyStartUs,
} from '../../src'
import { rulesText } from '../support/rules'
import { mainOf } from '../support/main-account'

const { given } = specForEngine(silent)

/** An hour from the start. */
const due = storyStartUs + 3_600_000_000
const ticker = (values: object) =>
  example('TickerUpdated', {
    ...{ symbol: 'BTCUSDT', last: null, mark: null, index: null, venueAt: 1 },
    ...values,
  })
const known = ticker({ mark: '60000', fundingRate: '0.0001', nextFundingAt: due })
const opened = (values: object = {}, instrument: object = {}): ReadonlyArray<Told> => [
  aSession(values),
  anInstrument(instrument),
  aQuote(),
]
const held = (side: string): ReadonlyArray<Told> => [
  aPlaceOrder({ side, qty: '0.050' }),
  passed(50_000),
]
const settled = (values: object) =>
  example('FundingSettled', {
    ...{ symbol: 'BTCUSDT', side: 'Buy', qty: '0.050', mark: '60000', rate: '0.0001' },
    ...values,
  })
const toDue = after(3_600_000_000, { type: 'ClockAdvanced' })

describe('the funding of a perpetual', () => {
  it('is the value at the mark times the rate, which a long pays and a short is paid', () => {
    // 0.050 at 60000 is 3000 dollars, a ten-thousandth of which is 0.30
    given(...opened(), known, ...held('Buy'))
      .when(toDue)
      .then(settled({ amount: '0.30000' }))
    given(...opened(), known, ...held('Sell'))
      .when(toDue)
      .then(settled({ side: 'Sell', amount: '-0.30000' }))
  })

  it('is what was last known when its time comes, to the microsecond', () => {
    const later = ticker({ mark: '61000', fundingRate: '-0.00005' })
    const story = [...opened(), known, ...held('Buy'), after(3_599_949_999, later)]
    expect(mainOf(given(...story).state()).positions).toMatchObject({ BTCUSDT: { funding: 0 } })
    given(...story)
      .when(passed(1))
      .then(settled({ mark: '61000', rate: '-0.00005', amount: '-0.15250' }))
  })

  it('is settled once, and again at the next time the data names', () => {
    const next = ticker({ fundingRate: '0.0002', nextFundingAt: due + 3_600_000_000 })
    const story = [...opened(), known, ...held('Buy'), toDue]
    given(...story)
      .when(toDue)
      .staysQuiet()
    given(...story, known, next)
      .when(toDue)
      .then(settled({ rate: '0.0002', amount: '0.60000' }))
    expect(mainOf(given(...story, next, toDue).state()).positions).toMatchObject({
      BTCUSDT: { qty: 50, funding: 90_000 },
    })
  })

  it('is moved when the data names another time', () => {
    const moved = ticker({ nextFundingAt: due + 1_000_000 })
    const story = [...opened(), known, moved, ...held('Buy')]
    given(...story)
      .when(toDue)
      .staysQuiet()
    expect(
      given(...story, toDue)
        .when(passed(1_000_000))
        .said(),
    ).toHaveLength(1)
  })

  it('is nothing where nothing is held, and does not exist on spot or without a time', () => {
    const nothing = { side: null, qty: '0', amount: '0' }
    given(...opened(), known)
      .when(toDue)
      .then(settled(nothing))
    given(...opened({}, { category: 'spot' }), known, ...held('Buy'))
      .when(toDue)
      .staysQuiet()
    given(...opened(), ticker({ mark: '60000', fundingRate: '0.0001' }), ...held('Buy'))
      .when(toDue)
      .staysQuiet()
  })

  it('is heard of after the response latency, and settles what the venue knows', () => {
    const late = opened({ responseLatency: 'constant 2000' })
    const untilDue = after(3_599_950_000, { type: 'ClockAdvanced' as const })
    const story = [...late, known, ...held('Buy'), untilDue]
    expect(mainOf(given(...story).state()).positions).toMatchObject({ BTCUSDT: { funding: 0 } })
    const { positions } = mainOf(given(...story, passed(2_000)).state())
    expect(positions).toMatchObject({ BTCUSDT: { funding: 30_000 } })
  })

  it('is a loss that the rules count', () => {
    const riskRules = rulesText({ rule: 'drawdown', limit: 290_000 })
    const bought = [aPlaceOrder({ qty: '0.050', price: '60000' }), passed(50_000)]
    const said = given(...opened({ riskRules }), known, ...bought)
      .when(toDue)
      .said()
    expect(said.map(({ type }) => type)).toContain('TradingFrozen')
    expect(said.find(({ type }) => type === 'TradingFrozen')).toMatchObject({
      reason: 'DRAWDOWN',
      observed: '0.300000',
    })
  })
})
