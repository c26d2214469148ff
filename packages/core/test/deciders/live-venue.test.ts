import type { Told, Values } from '../../src'
import { aPlaceOrder, aQuote, aSession, after, anInstrument, example } from '../../src'
import { silent, specForEngine, storyStartUs } from '../../src'

const { given } = specForEngine(silent)
const [symbol, orderId] = ['BTCUSDT', 'o-1']

const live = (
  values: Values<'SessionOpened'> = {},
  listed: Values<'InstrumentListed'> = {},
): ReadonlyArray<Told> => [
  aSession({ venue: 'live', fillModel: 'venue', ...values }),
  anInstrument(listed),
  aQuote(),
]

const venueAt = storyStartUs
const reported = (orderStatus: string, values: Values<'OrderReported'> = {}) =>
  example('OrderReported', {
    ...{ orderId, venueOrderId: 'v-1', symbol, side: 'Buy', price: '61000', qty: '0.010' },
    ...{ cumQty: '0', orderStatus, cancelType: 'UNKNOWN', rejectReason: 'EC_NoError' },
    ...{ source: 'STREAM', venueAt, ...values },
  })

const executed = (execId: string, values: Values<'ExecutionReported'> = {}) =>
  example('ExecutionReported', {
    ...{ execId, execType: 'Trade', orderId, venueOrderId: 'v-1', symbol, side: 'Buy' },
    ...{ price: '61000', qty: '0.004', orderQty: '0.010', fee: '0.0488', feeCoin: 'USDT' },
    ...{ feeRate: '0.0002', liquidity: 'Maker', source: 'STREAM', venueAt, ...values },
  })

const answered = (values: Values<'RequestAnswered'>) =>
  example('RequestAnswered', {
    ...{ orderId, symbol, request: 'PLACE', outcome: 'ACKNOWLEDGED', retCode: 0, retMsg: 'OK' },
    ...{ venueOrderId: 'v-1', ...values },
  })

const accepted = example('OrderAccepted', { orderId, symbol, price: '61000' })
const filled = (fillId: string, qty: string, leavesQty: string, fee = '0.04880') =>
  example('OrderFilled', {
    ...{ fillId, orderId, symbol, side: 'Buy', price: '61000', qty, leavesQty, fee },
    against: 'TRADE',
  })
const frozen = (note: string) => example('FreezeTrading', { symbol: null, actor: 'venue', note })
const types = (said: ReadonlyArray<{ readonly type: string }>) => said.map(({ type }) => type)

describe('an order at a real venue', () => {
  it('is not accepted, nor filled, before the venue says so', () => {
    expect(
      types(
        given(...live())
          .when(aPlaceOrder())
          .said(),
      ),
    ).toStrictEqual(['OrderPlaced'])
    given(...live(), aPlaceOrder())
      .when(
        example('TradePrinted', {
          symbol,
          side: 'Sell',
          price: '60000',
          qty: '9',
          venueAt,
          tradeId: 't',
        }),
      )
      .staysQuiet()
  })

  it('is still on its way when the venue has only acknowledged the request', () => {
    given(...live(), aPlaceOrder())
      .when(answered({}))
      .staysQuiet()
  })

  it('is accepted when it is reported as new, once', () => {
    given(...live(), aPlaceOrder())
      .when(reported('New'))
      .then(accepted)
    given(...live(), aPlaceOrder(), reported('New'))
      .when(reported('New'))
      .staysQuiet()
  })

  it('fills by what is reported, each execution once', () => {
    given(...live(), aPlaceOrder(), reported('New'))
      .when(executed('e-1'))
      .then(filled('f-1', '0.004', '0.006'))
    given(...live(), aPlaceOrder(), reported('New'), executed('e-1'))
      .when(executed('e-1', { source: 'QUERY' }))
      .staysQuiet()
  })

  it('is accepted by a fill that is reported before it', () => {
    given(...live(), aPlaceOrder())
      .when(executed('e-1', { qty: '0.010' }))
      .then(accepted, filled('f-1', '0.010', '0'))
  })

  it('says nothing more of an order that is closed', () => {
    const past = [...live(), aPlaceOrder(), executed('e-1', { qty: '0.010' })]
    for (const status of ['New', 'PartiallyFilled', 'Filled', 'Cancelled'])
      given(...past)
        .when(reported(status))
        .staysQuiet()
  })

  it('is canceled once all that traded before has been reported', () => {
    const canceled = {
      cumQty: '0.004',
      cancelType: 'CancelByUser',
      rejectReason: 'EC_PerCancelRequest',
    }
    const cancel = example('CancelOrder', { orderId, symbol, reason: 'STRATEGY' })
    const past = [...live(), aPlaceOrder(), reported('New'), cancel]
    given(...past)
      .when(reported('Cancelled', canceled))
      .staysQuiet()
    given(...past, reported('Cancelled', canceled))
      .when(executed('e-1'))
      .then(
        filled('f-1', '0.004', '0.006'),
        example('OrderCanceled', { orderId, symbol, leavesQty: '0.006', reason: 'STRATEGY' }),
      )
  })

  it.each([
    ['UNKNOWN', 'EC_PostOnlyWillTakeLiquidity', 'POST_ONLY_WOULD_TAKE', 'UNKNOWN'],
    ['CancelByReduceOnly', 'EC_NoError', 'REDUCE_ONLY', 'CancelByReduceOnly'],
    ['CancelByDCP', 'EC_NoError', 'VENUE', 'UNKNOWN'],
  ])('says why the venue took it off: %s, %s', (cancelType, rejectReason, reason, type) => {
    const said = given(...live(), aPlaceOrder(), reported('New'))
      .when(reported('Cancelled', { cancelType, rejectReason }))
      .said()
    expect(said).toMatchObject([{ type: 'OrderCanceled', reason, cancelType: type, rejectReason }])
  })

  it('keeps a reason it does not know as another, and its own words in the report', () => {
    const said = given(...live(), aPlaceOrder(), reported('New'))
      .when(reported('Cancelled', { rejectReason: 'EC_SomethingNew' }))
      .said()
    expect(said).toMatchObject([{ reason: 'VENUE', rejectReason: 'EC_Others' }])
  })

  it('is amended as the newest report says, and not by one that comes late', () => {
    const past = [...live(), aPlaceOrder(), reported('New')]
    const newer = reported('New', { price: '60990', qty: '0.012', venueAt: venueAt + 2 })
    given(...past)
      .when(newer)
      .then(
        example('OrderAmended', {
          ...{ orderId, symbol, price: '60990', qty: '0.012', leavesQty: '0.012' },
          keepsPlace: false,
        }),
      )
    given(...past, newer)
      .when(reported('New', { venueAt: venueAt + 1 }))
      .staysQuiet()
  })

  it('may trade more than was asked first, where an amendment is reported late', () => {
    const said = given(...live(), aPlaceOrder(), reported('New'))
      .when(executed('e-1', { qty: '0.015', orderQty: '0.020', venueAt: venueAt + 5 }))
      .said()
    expect(said).toMatchObject([
      { type: 'OrderAmended', qty: 20, leavesQty: 20 },
      { type: 'OrderFilled', qty: 15, leavesQty: 5 },
    ])
  })

  it('wakes when it is reported awake', () => {
    const terms = { triggerPrice: '62000', triggerBy: 'LastPrice', triggerDirection: 'Rise' }
    const past = [
      ...live(),
      aPlaceOrder({ ...terms, price: '62010' }),
      reported('Untriggered', { price: '62010' }),
    ]
    expect(
      types(
        given(...past)
          .when(reported('New', { price: '62010' }))
          .said(),
      ),
    ).toStrictEqual(['OrderTriggered'])
  })

  it('is rejected where it is reported so, in the venue’s words', () => {
    const said = given(...live(), aPlaceOrder())
      .when(reported('Rejected', { rejectReason: 'EC_NoImmediateQtyToFill' }))
      .said()
    expect(said).toMatchObject([
      { type: 'OrderRejected', reason: 'VENUE_REFUSED', retMsg: 'EC_NoImmediateQtyToFill' },
    ])
  })
})

describe('a request that a real venue refuses', () => {
  it.each([
    ['REFUSED', 110007, 'INSUFFICIENT_BALANCE'],
    ['REFUSED', 10001, 'PARAMETERS_INVALID'],
    ['REFUSED', 110017, 'VENUE_REFUSED'],
    ['REFUSED', 999999, 'VENUE_REFUSED'],
    ['NOT_SENT', null, 'NOT_SENT'],
  ])('rejects the order: %s %s', (outcome, retCode, reason) => {
    const said = given(...live(), aPlaceOrder())
      .when(answered({ outcome, retCode, retMsg: 'no', venueOrderId: null }))
      .said()
    expect(said).toMatchObject([
      { type: 'OrderRejected', orderId, reason, retCode: retCode ?? 0, retMsg: 'no' },
    ])
  })

  it('says nothing of an order whose fate is unknown, or that was reported meanwhile', () => {
    given(...live(), aPlaceOrder())
      .when(answered({ outcome: 'UNKNOWN', retCode: null, retMsg: 'timed out' }))
      .staysQuiet()
    given(...live(), aPlaceOrder(), reported('New'))
      .when(answered({ outcome: 'REFUSED', retCode: 110072, retMsg: 'OrderLinkedID is duplicate' }))
      .staysQuiet()
  })

  it('lets a cancel be asked again, unless there is nothing to cancel', () => {
    const cancel = example('CancelOrder', { orderId, symbol, reason: 'STRATEGY' })
    const past = [...live(), aPlaceOrder(), reported('New'), cancel]
    const refused = (retCode: number) =>
      answered({ request: 'CANCEL', outcome: 'REFUSED', retCode, retMsg: 'no' })
    expect(given(...past, refused(10006)).state().orders.open).toMatchObject({
      [orderId]: { isCancelAsked: false },
    })
    expect(given(...past, refused(110001)).state().orders.open).toMatchObject({
      [orderId]: { isCancelAsked: true },
    })
    expect(
      given(...past)
        .when(refused(110001))
        .said(),
    ).toMatchObject([{ type: 'CancelRejected', reason: 'ORDER_NOT_FOUND', retCode: 110001 }])
  })

  it('leaves an order as it was whose amendment is refused', () => {
    const amend = example('AmendOrder', { orderId, symbol, price: '60999', qty: null })
    const said = given(...live(), aPlaceOrder(), reported('New'), amend)
      .when(answered({ request: 'AMEND', outcome: 'REFUSED', retCode: 110001, retMsg: 'late' }))
      .said()
    expect(said).toMatchObject([{ type: 'AmendRejected', reason: 'ORDER_NOT_FOUND' }])
  })
})

describe('an account that is not what we think', () => {
  it.each([
    ['of nobody', { orderId: null }, 'execution e-1 is of an order that is none of ours'],
    ['of a closed order', { orderId: 'o-7' }, 'execution e-1 is of o-7, which is closed'],
  ])('freezes trading: a trade %s', (_, values, note) => {
    const said = given(...live())
      .when(executed('e-1', values))
      .said()
    expect(said[0]).toStrictEqual(frozen(note))
    expect(types(said)).toStrictEqual(['FreezeTrading', 'TradingFrozen'])
  })

  it('freezes trading: more traded than there was', () => {
    const said = given(...live(), aPlaceOrder(), reported('New'))
      .when(executed('e-1', { qty: '0.011', orderQty: null }))
      .said()
    expect(types(said)).toStrictEqual(['FreezeTrading', 'TradingFrozen', 'CancelOrder'])
  })

  it('leaves orders of others alone', () => {
    given(...live())
      .when(reported('New', { orderId: null }))
      .staysQuiet()
  })
})

describe('what a real venue charges', () => {
  const feesOf = (values: Values<'ExecutionReported'>, listed: Values<'InstrumentListed'> = {}) =>
    given(...live({}, listed), aPlaceOrder(), reported('New'))
      .when(executed('e-1', values))
      .said()

  it('is its own figure, to the nearest unit', () => {
    expect(feesOf({ fee: '0.048805' })).toMatchObject([
      { fee: 4881, feeCoin: 'USDT', feeQty: null },
    ])
    expect(feesOf({ fee: '-0.048805' })).toMatchObject([{ fee: -4881 }])
  })

  it('is worth what the price says where spot takes it in the base coin', () => {
    const said = feesOf({ fee: '0.00004', feeCoin: 'BTC' }, { category: 'spot' })
    expect(said).toMatchObject([{ fee: 244_000, feeCoin: 'BTC', feeQty: 4 }])
  })

  it('is not counted in a third coin', () => {
    expect(feesOf({ fee: '0.5', feeCoin: 'MNT' })).toMatchObject([
      { type: 'OrderFilled', fee: 0, feeCoin: 'MNT', feeQty: null },
    ])
  })

  it('is paid as funding where it says so, and never schedules any', () => {
    const funded = {
      execType: 'Funding',
      orderId: null,
      fee: '0.61',
      feeRate: '0.0001',
      qty: '0.010',
    }
    const said = given(...live())
      .when(executed('e-9', funded))
      .said()
    expect(said).toMatchObject([{ type: 'FundingSettled', amount: 61_000, rate: 10_000, qty: 10 }])
    const ticker = example('TickerUpdated', {
      ...{ symbol, last: null, mark: '61000', index: null },
      ...{ fundingRate: '0.0001', nextFundingAt: storyStartUs + 1_000, venueAt },
    })
    given(...live(), ticker)
      .when(after(2_000, { type: 'ClockAdvanced' }))
      .staysQuiet()
  })
})

describe('what a real venue says of positions and coins', () => {
  it('is kept, the newest of each', () => {
    const position = (qty: string, at: number) =>
      example('PositionReported', {
        ...{ symbol, side: qty === '0' ? null : 'Sell', qty, entryPrice: '61000' },
        ...{ source: 'STREAM', venueAt: at },
      })
    const wallet = (walletBalance: string, at: number) =>
      example('WalletReported', {
        ...{ coin: 'USDT', walletBalance, equity: '1', source: 'QUERY', venueAt: at },
      })
    const { live: kept } = given(
      ...live(),
      ...[position('0.003', 5), position('0.009', 4), wallet('10.5', 7), wallet('9', 6)],
    ).state()
    expect(kept).toMatchObject({
      positions: { [symbol]: { said: -3, at: 5 } },
      wallet: { 'coin-USDT': { said: '10.5', at: 7 } },
    })
  })
})
