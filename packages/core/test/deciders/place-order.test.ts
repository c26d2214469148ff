import type { Told } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  example,
  mainAccount,
  passed,
  placeOrder,
  specForDecider,
  worstCaseUsd,
} from '../../src'

const { given } = specForDecider(placeOrder)

/** Mark 60000: one lot of 0.001 is 60 dollars. */
const aMark = aQuote({ bid: '59999.50', ask: '60000.50' })
const limits = (values: object) => [aSession(values), anInstrument(), aMark]

const buy = (qty: string) => aPlaceOrder({ qty, price: '60000' })
const sell = (qty: string) => aPlaceOrder({ qty, price: '60000', side: 'Sell' })
const held = (order: ReturnType<typeof buy>): ReadonlyArray<Told> => [order, passed(50_000)]

const placed = (order: ReturnType<typeof buy>, orderId = 'o-1') => {
  const { symbol, side, price, qty, orderLinkId } = order
  const fields = { symbol, side, price, qty, orderLinkId }
  return { ...example('OrderPlaced', { ...jsonless, orderId }), ...fields }
}
const jsonless = { symbol: 'BTCUSDT', side: 'Buy', price: '1', qty: '1', orderLinkId: null }

const usd = (text: string | null) => text && Number(text).toFixed(6)

const denied = (
  order: ReturnType<typeof buy>,
  reason: string,
  observedUsd: string | null = null,
  limitUsd: string | null = null,
) => {
  const { symbol, side, price, qty, orderLinkId } = order
  const fields = { symbol, side, price, qty, orderLinkId }
  const [observed, limit] = [usd(observedUsd), usd(limitUsd)]
  const figures = { rule: null, observed, limit, unit: observed === null ? null : 'USD' }
  return { ...example('OrderDenied', { ...jsonless, reason, ...figures }), ...fields }
}

describe('placeOrder', () => {
  it('lets an order through that breaks no limit, under the next id', () => {
    given(aMark)
      .when(buy('0.010'))
      .then(placed(buy('0.010')))
    given(aMark, buy('0.010'))
      .when(buy('0.010'))
      .then(placed(buy('0.010'), 'o-2'))
  })

  it('denies every order while trading is frozen, and none once it is thawed', () => {
    const frozen = [aMark, anEdge({ edgeBps: '1' })]
    given(...frozen)
      .when(sell('0.001'))
      .then(denied(sell('0.001'), 'FROZEN'))
    given(...frozen, example('ThawTrading', { symbol: null, actor: 'ana', note: 'checked' }))
      .when(buy('0.010'))
      .then(placed(buy('0.010')))
  })

  it('denies an order whose symbol has no mark price, or was never listed', () => {
    given()
      .when(buy('0.010'))
      .then(denied(buy('0.010'), 'NO_MARK_PRICE'))
    const unknown = aPlaceOrder({ symbol: 'XYZUSDT' })
    given(aMark).when(unknown).then(denied(unknown, 'NO_MARK_PRICE'))
  })

  it.each([
    ['59999.75', 'PRICE_OFF_TICK'],
    ['60000.01', 'PRICE_OFF_TICK'],
  ])('denies a price of %s as %s', (price, reason) => {
    const order = aPlaceOrder({ price })
    given(aMark).when(order).then(denied(order, reason))
  })

  it('denies what could not be kept exactly, however wide the limits are', () => {
    const fine = anInstrument({ priceScale: 6, qtyScale: 8, lotSize: '0.00001', maxQty: '9' })
    const session = [aSession({ inventoryUsdMax: '1000000' }), fine]
    const mark = aQuote({ bid: '59999.50', ask: '60000.50' }, fine)
    const buyOf = (qty: string, price = '60000') => aPlaceOrder({ qty, price }, fine)
    given(...session, mark)
      .when(buyOf('0.00075'))
      .then(placed(buyOf('0.00075')))
    given(...session, mark)
      .when(buyOf('0.001'))
      .then(denied(buyOf('0.001'), 'INVENTORY_LIMIT', '60', '45.035996'))
    given(...session, mark)
      .when(buyOf('0.0005', '120000'))
      .then(denied(buyOf('0.0005', '120000'), 'INVENTORY_LIMIT', '60', '45.035996'))
  })

  it.each(['0', '0.001', '0.015'])('denies a quantity of %s off a lot of 0.010', (qty) => {
    given(aSession(), anInstrument({ lotSize: '0.010' }), aMark)
      .when(buy(qty))
      .then(denied(buy(qty), 'QTY_OFF_LOT'))
  })

  describe.each([
    ['Buy', buy, sell],
    ['Sell', sell, buy],
  ] as const)('at the inventory limit, to %s', (_, more, less) => {
    it('passes exactly at the limit, and is denied with its figures one unit above', () => {
      given(...limits({ inventoryUsdMax: '600' }))
        .when(more('0.010'))
        .then(placed(more('0.010')))
      given(...limits({ inventoryUsdMax: '599.999999' }))
        .when(more('0.010'))
        .then(denied(more('0.010'), 'INVENTORY_LIMIT', '600', '599.999999'))
    })

    it('counts what is held and what rests on its side, and nothing on the other', () => {
      const history = [...limits({ inventoryUsdMax: '600' }), ...held(more('0.004')), more('0.003')]
      given(...history, less('0.010'))
        .when(more('0.003'))
        .then(placed(more('0.003'), 'o-4'))
      given(...history, less('0.010'))
        .when(more('0.004'))
        .then(denied(more('0.004'), 'INVENTORY_LIMIT', '660', '600'))
    })

    it('passes what reduces, even while the position is over the limit', () => {
      const doubled = aQuote({ bid: '119999.50', ask: '120000.50' })
      const over = [...limits({ inventoryUsdMax: '600' }), ...held(more('0.010')), doubled]
      given(...over)
        .when(less('0.010'))
        .then(placed(less('0.010'), 'o-2'))
      given(...over)
        .when(less('0.015'))
        .then(placed(less('0.015'), 'o-2'))
      given(...over)
        .when(less('0.016'))
        .then(denied(less('0.016'), 'INVENTORY_LIMIT', '720', '600'))
      given(...over)
        .when(more('0.001'))
        .then(denied(more('0.001'), 'INVENTORY_LIMIT', '1320', '600'))
    })
  })

  describe('at the total limit', () => {
    const eth = anInstrument({ symbol: 'ETHUSDT' })
    const ethMark = aQuote({ symbol: 'ETHUSDT', bid: '2999.50', ask: '3000.50' })
    const ethSell = (qty: string) =>
      aPlaceOrder({ symbol: 'ETHUSDT', side: 'Sell', price: '3000', qty })
    const told = (totalNotionalUsdMax: string): ReadonlyArray<Told> => [
      ...limits({ totalNotionalUsdMax }),
      eth,
      ethMark,
      ethSell('0.100'),
    ]

    it('adds up every symbol; exactly the limit passes, one unit above does not', () => {
      given(...told('900'))
        .when(buy('0.010'))
        .then(placed(buy('0.010'), 'o-2'))
      given(...told('899.999999'))
        .when(buy('0.010'))
        .then(denied(buy('0.010'), 'TOTAL_NOTIONAL_LIMIT', '900', '899.999999'))
    })

    it('takes the worse side of a symbol, not both', () => {
      const full = [...told('900'), buy('0.010')]
      given(...full)
        .when(sell('0.010'))
        .then(placed(sell('0.010'), 'o-3'))
      given(...full)
        .when(sell('0.011'))
        .then(denied(sell('0.011'), 'TOTAL_NOTIONAL_LIMIT', '960', '900'))
    })

    it('passes what reduces while the total is over the limit', () => {
      const over = [
        ...told('900'),
        ...held(buy('0.010')),
        aQuote({ bid: '119999.50', ask: '120000.50' }),
      ]
      given(...over)
        .when(sell('0.010'))
        .then(placed(sell('0.010'), 'o-3'))
    })
  })

  it('values a symbol without a mark, or one never listed, at nothing', () => {
    const state = given(aMark, buy('0.010')).state()
    expect(worstCaseUsd(state, mainAccount, buy('1').symbol)).toBe(600_000_000)
    expect(worstCaseUsd(state, mainAccount, aPlaceOrder({ symbol: 'XYZUSDT' }).symbol)).toBe(0)
    expect(worstCaseUsd(given().state(), mainAccount, buy('1').symbol)).toBe(0)
  })
})
