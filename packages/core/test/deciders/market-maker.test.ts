import {
  InvariantViolated,
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  example,
  marketMaker,
  passed,
  specForEngine,
  specForStrategy,
} from '../../src'
import {
  aFillOf,
  held,
  makerOpened as opened,
  makerOrder as order,
  quoteAt,
  wishes,
} from '../support/maker-story'

const house = specForEngine(marketMaker)
const alone = specForStrategy(marketMaker)
const thaw = example('ThawTrading', { symbol: null, actor: 'ana', note: 'checked' })

describe('the market maker', () => {
  it('puts a buy and a sell around the first touch it sees', () => {
    alone
      .given(...opened())
      .when(quoteAt(61_000))
      .then(order('Buy', '60939', 1), order('Sell', '61061', 2))
  })

  it('sees a touch in a book as well', () => {
    const book = example('BookUpdated', {
      symbol: 'BTCUSDT',
      kind: 'snapshot',
      depth: 1,
      bids: [['60999.50', '1']],
      asks: [['61000.50', '1']],
      updateId: 1,
      crossSeq: 1,
      venueAt: 1,
    })
    alone
      .given(...opened())
      .when(book)
      .then(order('Buy', '60939', 1), order('Sell', '61061', 2))
  })

  it('requotes when the touch moves, and cancels what it replaces first', () => {
    const said = house
      .given(...opened(), quoteAt(61_000))
      .when(quoteAt(61_100))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 61038.5', 'cancel o-2', 'Sell 61161.5'])
  })

  it('asks for nothing in a symbol that is frozen', () => {
    const freeze = { symbol: 'BTCUSDT', actor: 'ana', note: 'lunch' }
    house
      .given(...opened(), quoteAt(61_000), example('FreezeTrading', freeze))
      .when(quoteAt(61_100))
      .staysQuiet()
  })

  it('quotes only the side that reduces, and no more than is held, where nothing else may', () => {
    const reduce = example('ReduceTrading', { symbol: null, actor: 'ana', note: 'lunch' })
    const byHand = aPlaceOrder({ qty: '0.004' })
    const filling = opened({}, { fillRate: '1' })
    // its own two quotes have filled by then, and the order by hand as well
    const held = [...filling, quoteAt(61_000), byHand, passed(50_000), reduce]
    const said = house
      .given(...held)
      .when(quoteAt(61_100))
      .said()
    expect(wishes(said)).toStrictEqual(['Sell 61161.5'])
    expect(said.find(({ type }) => type === 'PlaceOrder')).toMatchObject({ qty: 4 })
    expect(said.map(({ type }) => type)).toContain('OrderAccepted')
    house
      .given(...opened(), reduce)
      .when(quoteAt(61_000))
      .staysQuiet()
  })

  it('stays quiet while the touch stays', () => {
    house
      .given(...opened(), quoteAt(61_000))
      .when(quoteAt(61_000))
      .staysQuiet()
    house
      .given(...opened(), quoteAt(61_000))
      .when(anEdge())
      .staysQuiet()
    house
      .given(...opened(), quoteAt(61_000), quoteAt(61_100))
      .when(quoteAt(61_100))
      .staysQuiet()
  })

  it('leaves a quote that is less than requoteTicks off where it is', () => {
    const patient = opened({ requoteTicks: 200 })
    house
      .given(...patient, quoteAt(61_000))
      .when(quoteAt(61_090))
      .staysQuiet()
    const said = house
      .given(...patient, quoteAt(61_000))
      .when(quoteAt(61_200))
      .said()
    expect(wishes(said)).toHaveLength(4)
  })

  it('puts back what was filled, at the next quote', () => {
    const filling = opened({}, { fillRate: '1' })
    const said = house
      .given(...filling, quoteAt(61_000), passed(50_000))
      .when(quoteAt(61_000))
      .said()
    expect(wishes(said)).toStrictEqual(['Buy 60939', 'Sell 61061'])
  })

  it.each([
    ['rejected', { venue: 'fake', rejectRate: '1' }],
    ['denied', { inventoryUsdMax: '1' }],
  ])('puts back what was %s only when the touch moves', (_, session) => {
    const refusing = [...opened({}, session), quoteAt(61_000)]
    house
      .given(...refusing)
      .when(quoteAt(61_000))
      .staysQuiet()
    const moved = house
      .given(...refusing)
      .when(quoteAt(61_100))
      .said()
    expect(wishes(moved)).toStrictEqual(['Buy 61038.5', 'Sell 61161.5'])
  })

  it("leaves another's orders in its symbol alone, and quotes as if they were not there", () => {
    const theirs = aPlaceOrder({ price: '60000', orderLinkId: 'by-hand' })
    const said = house
      .given(...opened(), theirs, quoteAt(61_000), theirs)
      .when(quoteAt(61_100))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 61038.5', 'cancel o-2', 'Sell 61161.5'])
  })

  it('keeps an order working that was filled in part', () => {
    const part = aFillOf('o-1', '0.004', '0.006')
    house
      .given(...opened({ skewBps: 0 }), quoteAt(61_000), part)
      .when(quoteAt(61_000))
      .staysQuiet()
  })

  it.each([
    ['Buy', ['Buy 60914.5', 'Sell 61037']],
    ['Sell', ['Buy 60963', 'Sell 61085.5']],
  ])('leans against what it holds after a %s: both quotes shift', (side, expected) => {
    const holding = held(side, '0.010')
    expect(
      wishes(
        alone
          .given(...opened(), ...holding)
          .when(quoteAt(61_000))
          .said(),
      ),
    ).toStrictEqual(expected)
  })

  it.each([
    ['Buy', '0.040', 2],
    ['Buy', '0.041', 1],
    ['Sell', '0.040', 2],
    ['Sell', '0.041', 1],
  ])(
    'after a %s of %s has %d quotes: the side that would hold too much stops',
    (side, qty, count) => {
      const said = wishes(
        alone
          .given(...opened(), ...held(side, qty))
          .when(quoteAt(61_000))
          .said(),
      )
      expect(said).toHaveLength(count)
      if (count === 1) expect(said[0]?.startsWith(side)).toBe(false)
    },
  )

  it('takes the quote of a side that became full away', () => {
    const part = aFillOf('o-2', '0.005', '0.005')
    const nearlyFull = [...opened(), ...held('Buy', '0.036'), quoteAt(61_000), part]
    const said = wishes(
      house
        .given(...nearlyFull)
        .when(quoteAt(61_100))
        .said(),
    )
    expect(said.slice(0, 2)).toStrictEqual(['cancel o-2', 'cancel o-3'])
    expect(said.filter((wish) => wish.startsWith('Buy'))).toStrictEqual([])
    expect(said.filter((wish) => wish.startsWith('Sell'))).toHaveLength(1)
  })

  it('is silent while frozen, and quotes again at the first quote after a thaw', () => {
    const frozen = [...opened(), quoteAt(61_000), anEdge({ edgeBps: '0' })]
    house
      .given(...frozen)
      .when(quoteAt(61_000))
      .staysQuiet()
    house
      .given(...frozen)
      .when(quoteAt(61_300))
      .staysQuiet()
    const said = house
      .given(...frozen, quoteAt(61_000), thaw)
      .when(quoteAt(61_000))
      .said()
    expect(wishes(said)).toStrictEqual(['Buy 60939', 'Sell 61061'])
  })

  it.each([
    ['an empty side', aQuote({ bid: null })],
    ['another empty side', aQuote({ ask: null })],
    ['a locked touch', aQuote({ bid: '61000', ask: '61000' })],
    ['a crossed touch', aQuote({ bid: '61001', ask: '61000' })],
  ])('stays quiet on %s', (_, quote) => {
    alone
      .given(...opened())
      .when(quote)
      .staysQuiet()
  })

  it('quotes nothing it cannot afford a lot of', () => {
    alone
      .given(...opened({ quoteUsd: '0.01' }))
      .when(quoteAt(61_000))
      .staysQuiet()
    alone
      .given(...opened({ inventoryUsd: 0 }))
      .when(quoteAt(61_000))
      .staysQuiet()
  })

  it.each([
    ['skewBps', '2e3', 'skewBps is not a plain decimal'],
    ['skewBps', '-0.1', 'skewBps must be at least 0'],
    ['spreadBps', '10000.1', 'spreadBps must be at most 10000'],
    ['quoteUsd', '0', 'quoteUsd must be at least 0.000001'],
    ['quoteUsd', '-5', 'quoteUsd must be at least 0.000001'],
    ['inventoryUsd', '-1', 'inventoryUsd must be at least 0'],
    ['requoteTicks', '0', 'requoteTicks must be at least 1'],
    ['requoteTicks', '1.5', 'requoteTicks is too fine'],
    ['fair', 'last', 'fair must be one of mid, microprice'],
    ['volFactor', '-1', 'volFactor must be at least 0'],
    ['volFactor', '1000.1', 'volFactor must be at most 1000'],
    ['volHalfLifeMs', '0', 'volHalfLifeMs must be at least 1'],
    ['imbalanceBps', '1e1', 'imbalanceBps is not a plain decimal'],
    ['imbalanceLevels', '0', 'imbalanceLevels must be at least 1'],
    ['minLifeMs', '0.5', 'minLifeMs is too fine'],
    ['layers', '0', 'layers must be at least 1'],
    ['layers', '11', 'layers must be at most 10'],
    ['layerStepBps', '-1', 'layerStepBps must be at least 0'],
    ['layerGrowth', '0', 'layerGrowth must be at least 0.0001'],
  ])('does not begin with %s of %s', (name, value, says) => {
    expect(() => house.given(...opened({ [name]: value })).state()).toThrow(
      new InvariantViolated(says),
    )
  })

  it('does not begin with layers whose sizes grow beyond what can be counted', () => {
    const grown = opened({ quoteUsd: 1_000_000, layers: 6, layerGrowth: 10 })
    expect(() => house.given(...grown).state()).toThrow('layerGrowth makes layer 5 too large')
  })

  it('takes its defaults when it has no parameters, or none it can read', () => {
    const state = (strategyParams: string) =>
      house.given(aSession({ strategyParams })).state().strategy
    expect(state('{}')).toMatchObject({
      ...{ layersUsd: [500_000_000], spread: 10_000, requoteTicks: 1, fair: 'mid' },
      ...{ volFactor: 0, imbalance: 0, minLifeUs: 0 },
    })
    expect(state('[1,{}]')).toStrictEqual(state('{}'))
  })
})
