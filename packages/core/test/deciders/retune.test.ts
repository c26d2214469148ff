import type { Message, SessionOpened, Strategy, Told } from '../../src'
import {
  InvariantViolated,
  aQuote,
  aSession,
  anInstrument,
  engineAfter,
  marketMaker,
  tell,
  twoSided,
} from '../../src'
import { aChange } from '../support/change'

const sessionWith = (params: object): SessionOpened =>
  aSession({ strategyParams: JSON.stringify(params), fillRate: '0' })

/** What a strategy asks for at a quote once its parameters are others. */
const askedFor = (
  strategy: unknown,
  params: object,
  others: object,
  quote: Told,
): ReadonlyArray<Message> => {
  const opened = sessionWith(params)
  const engine = engineAfter(strategy as Strategy, [opened, anInstrument(), aQuote()])
  const { strategyParams } = sessionWith(others)
  const said = tell(engine, aChange(opened, { strategyParams })).slice(1)
  expect(said).toStrictEqual([])
  return tell(engine, quote)
    .map(({ message }) => message)
    .filter(({ type }) => type === 'PlaceOrder' || type === 'CancelOrder')
}

describe('the market maker, given other parameters', () => {
  it('goes by them from the next quote on, although nothing has moved', () => {
    const wide = askedFor(marketMaker, { spreadBps: '1' }, { spreadBps: '9' }, aQuote())
    expect(wide).toMatchObject([
      { type: 'CancelOrder', orderId: 'o-1' },
      { type: 'PlaceOrder', side: 'Buy', price: 6_094_550, orderLinkId: 'mm-3' },
      { type: 'CancelOrder', orderId: 'o-2' },
      { type: 'PlaceOrder', side: 'Sell', price: 6_105_550, orderLinkId: 'mm-4' },
    ])
    expect(askedFor(marketMaker, {}, { skewBps: '5' }, aQuote())).toStrictEqual([])
  })

  it('adds layers behind what it has, and takes those away that are no more', () => {
    const more = askedFor(marketMaker, {}, { layers: '2' }, aQuote())
    expect(more).toMatchObject([
      { type: 'PlaceOrder', side: 'Buy', orderLinkId: 'mm-3-2' },
      { type: 'PlaceOrder', side: 'Sell', orderLinkId: 'mm-4-2' },
    ])
    const less = askedFor(marketMaker, { layers: '3' }, { layers: '1' }, aQuote())
    expect(less.map((each) => ('orderId' in each ? each.orderId : each.type))).toStrictEqual([
      ...['o-2', 'o-3', 'o-5', 'o-6'],
    ])
  })

  it('keeps its account, as its quotes rest there', () => {
    const opened = sessionWith({})
    const slice = marketMaker.initial(opened)
    expect(() => marketMaker.retune?.(slice, sessionWith({ account: 'other' }))).toThrow(
      new InvariantViolated('account cannot change while its quotes rest'),
    )
  })
})

describe('two-sided, given other parameters', () => {
  it('goes by them from the next quote on', () => {
    const asked = askedFor(twoSided, {}, { baseQty: '0.02' }, aQuote())
    expect(asked).toMatchObject([
      { side: 'Buy', qty: 20 },
      { side: 'Sell', qty: 20 },
    ])
  })
})
