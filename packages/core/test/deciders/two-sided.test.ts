import {
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  specForStrategy,
  twoSided,
} from '../../src'

const { given } = specForStrategy(twoSided)
const order = (side: string, price: string, qty = '0.010') => aPlaceOrder({ side, price, qty })
const withParams = (params: object, instrument: object = {}) =>
  given(aSession({ strategyParams: JSON.stringify(params) }), anInstrument(instrument))

describe('the two-sided strategy', () => {
  it('answers a quote with a buy and a sell of 0.01, 5 bps from the mid, away from it', () => {
    // 5 bps of 61000.50 are 30.50025
    given().when(aQuote()).then(order('Buy', '60969.50'), order('Sell', '61031.50'))
  })

  it('takes its quantity and its spread from its parameters', () => {
    withParams({ baseQty: '0.5', spreadBps: 1 })
      .when(aQuote())
      .then(order('Buy', '60994', '0.500'), order('Sell', '61007', '0.500'))
  })

  it('never crosses the touch, however narrow its spread', () => {
    withParams({ spreadBps: '0' })
      .when(aQuote({ bid: '61000', ask: '61000.50' }))
      .then(order('Buy', '61000'), order('Sell', '61000.50'))
  })

  it('cuts its quantity to the lot', () => {
    withParams({ baseQty: '0.0199' }, { lotSize: '0.005' })
      .when(aQuote())
      .then(order('Buy', '60969.50', '0.015'), order('Sell', '61031.50', '0.015'))
  })

  it.each([
    ['an empty side', withParams({}), aQuote({ bid: null })],
    ['another empty side', withParams({}), aQuote({ ask: null })],
    ['a lot above its quantity', withParams({}, { lotSize: '0.020' }), aQuote()],
    ['no room for a buy', withParams({}), aQuote({ bid: '0.01', ask: '0.50' })],
  ])('stays quiet on %s', (_, told, quote) => {
    told.when(quote).staysQuiet()
  })

  it('stays quiet on anything but a quote', () => {
    given(aQuote()).when(anEdge()).staysQuiet()
  })

  it.each([
    [{ baseQty: 'much' }, 'baseQty is not a plain decimal'],
    [{ spreadBps: '0.00001' }, 'spreadBps is too fine'],
    [{ baseQty: '-1' }, 'baseQty must be at least 0.000000000001'],
    [{ spreadBps: '-1' }, 'spreadBps must be at least 0'],
  ])('does not begin with %j', (params, says) => {
    expect(() => withParams(params).state()).toThrow(says)
  })
})
