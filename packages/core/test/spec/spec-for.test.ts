import type { OrderPlaced } from '../../src'
import {
  ExpectationFailed,
  aFreeze,
  aPlaceOrder,
  aQuote,
  aSession,
  after,
  anEdge,
  anInstrument,
  example,
  passed,
  placeOrder,
  silent,
  specForDecider,
  specForEngine,
  specForStrategy,
  storyStartUs,
  thawTrading,
  twoSided,
} from '../../src'

const aPlacement = (values: object = {}): OrderPlaced => {
  const { type: _, ...order } = aPlaceOrder()
  return { ...order, type: 'OrderPlaced', orderId: 'o-1' as OrderPlaced['orderId'], ...values }
}

const failure = (claim: () => void): string => {
  try {
    claim()
  } catch (error) {
    if (error instanceof ExpectationFailed) return error.message
    throw error
  }
  return 'it held'
}

describe('specForDecider', () => {
  const { given } = specForDecider(placeOrder)

  it('holds when the decider says exactly what is expected', () => {
    given(aQuote()).when(aPlaceOrder()).then(aPlacement())
  })

  it('fails when it says something else, and shows both sides as journal lines would', () => {
    const says = failure(() =>
      given(aQuote())
        .when(aPlaceOrder())
        .then(aPlacement({ orderId: 'o-2' })),
    )
    const terms =
      '"timeInForce":"GTC","reduceOnly":false,"smpType":"None","triggerPrice":null,' +
      '"triggerBy":null,"triggerDirection":null,"orderLinkId":null'
    expect(says).toBe(
      [
        'message 1 is not the one expected',
        'expected:',
        '> {"type":"OrderPlaced","orderId":"o-2","account":"main","symbol":"BTCUSDT","side":"Buy",' +
          `"orderType":"Limit","price":"61000.00","qty":"0.010",${terms}}`,
        'said:',
        '> {"type":"OrderPlaced","orderId":"o-1","account":"main","symbol":"BTCUSDT","side":"Buy",' +
          `"orderType":"Limit","price":"61000.00","qty":"0.010",${terms}}`,
      ].join('\n'),
    )
  })

  it('fails when a quiet decider was expected to speak, and the other way round', () => {
    const thaw = example('ThawTrading', { symbol: null, actor: 'ana', note: 'checked' })
    const spec = specForDecider(thawTrading)
    expect(failure(() => spec.given().when(thaw).then(aPlacement()))).toContain(
      'said:\n  (nothing)',
    )
    expect(failure(() => given(aQuote()).when(aPlaceOrder()).staysQuiet())).toContain(
      'expected:\n  (nothing)',
    )
    spec.given().when(thaw).staysQuiet()
  })

  it.each([
    ['a field more', { extra: 1 }],
    ['not a number for null', { orderLinkId: NaN }],
    ['an absent field for null', { orderLinkId: undefined }],
    ['a record for a text', { symbol: {} }],
    ['a negative zero', { qty: -0 }],
  ])('does not take %s', (_, values) => {
    const says = failure(() => given(aQuote()).when(aPlaceOrder()).then(aPlacement(values)))
    expect(says).toMatch(/^message 1 is not the one expected/)
  })

  it('begins with a session of its own only where the history does not', () => {
    expect(given().state().config).toStrictEqual(aSession())
    expect(given(aSession({ seed: 7 }), anInstrument()).state().config?.seed).toBe(7)
  })

  it('reduces what only the house can say without asking anyone', () => {
    const frozen = aFreeze()
    const state = given(aQuote(), aPlaceOrder(), frozen).state()
    expect(state.risk.isFrozen).toBe(true)
    expect(state.orders.openCount).toBe(1)
  })

  it('keeps the time a history tells', () => {
    const state = given(aQuote(), after(250, aQuote()), passed(1_000)).state()
    expect(state.at).toBe(storyStartUs + 1_250)
  })
})

describe('specForEngine', () => {
  const { given } = specForEngine(silent)

  it('says every consequence of an input, in order', () => {
    given(aQuote())
      .when(aPlaceOrder())
      .then(aPlacement(), example('OrderAccepted', { orderId: 'o-1', symbol: 'BTCUSDT' }))
  })

  it('says what was due before the input, too', () => {
    const said = given(aQuote(), aPlaceOrder()).when(passed(50_000)).said()
    expect(said.map(({ type }) => type)).toStrictEqual(['OrderFilled'])
  })

  it('stays quiet when an input leads to nothing', () => {
    given().when(anEdge()).staysQuiet()
  })

  it('tells levels that differ apart', () => {
    const book = (bids: ReadonlyArray<ReadonlyArray<string>>) =>
      example('BookUpdated', {
        symbol: 'BTCUSDT',
        kind: 'snapshot',
        depth: 1,
        bids,
        asks: [],
        updateId: 1,
        crossSeq: 1,
        venueAt: 1,
      })
    const { given: told } = specForDecider(() => book([['61000', '1']]))
    told()
      .when(aQuote())
      .then(book([['61000', '1']]))
    expect(
      failure(() =>
        told()
          .when(aQuote())
          .then(book([['61000', '2']])),
      ),
    ).toContain('> {"type":"BookUpdated"')
  })
})

describe('specForStrategy', () => {
  const { given } = specForStrategy(twoSided)

  it('says what the strategy wishes for, before anyone answers', () => {
    const said = given().when(after(10, aQuote())).said()
    expect(said.map(({ type }) => type)).toStrictEqual(['PlaceOrder', 'PlaceOrder'])
  })

  it('stays quiet when the strategy has nothing to ask', () => {
    given(aQuote()).when(anEdge()).staysQuiet()
  })
})

describe('an example', () => {
  it('reads decimals at the scales of its instrument', () => {
    const fine = anInstrument({ priceScale: 4, tickSize: '0.0001' })
    expect(aQuote({ bid: '0.5' }, fine).bid).toBe(5_000)
    expect(aQuote({ bid: '0.5' }).bid).toBe(50)
  })

  it('cannot be invalid', () => {
    expect(() => aPlaceOrder({ price: '-1' })).toThrow(
      'not an example of PlaceOrder: price is "-1", not Price',
    )
    expect(() => aQuote({ bid: '0.001' })).toThrow('bid is "0.001"')
    expect(() => aSession({ fillRate: '1.5' })).toThrow('fillRate is "1.5"')
  })
})
