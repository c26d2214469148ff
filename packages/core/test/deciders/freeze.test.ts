import {
  aFreeze,
  aPlaceOrder,
  aQuote,
  anEdge,
  cancelOpen,
  anInstrument,
  example,
  freezeTrading,
  specForDecider,
  specForEngine,
  silent,
  thawTrading,
  watchEdge,
} from '../../src'

const freeze = example('FreezeTrading', { symbol: null, actor: 'ana', note: 'lunch' })
const thaw = example('ThawTrading', { symbol: null, actor: 'ana', note: 'back' })
const byOperator = (openOrders: number) => aFreeze({ openOrders })
/**
 * An edge from outside is its own evidence; the decider alone is asked before its line is taken.
 */
const byEdge = (observed: string, seq: number, openOrders = 0) =>
  aFreeze({
    ...{ reason: 'EDGE_DEGRADATION', rule: 'edge-threshold', symbol: 'BTCUSDT' },
    ...{ observed, threshold: '1.500000', unit: 'bps' },
    ...{ windowLines: 1, fromSeq: seq, windowSeqs: String(seq) },
    ...{ openOrders, actor: null, note: null },
  })
const thawed = example('TradingThawed', { symbol: null, actor: 'ana', note: 'back' })

describe('watchEdge', () => {
  const { given } = specForDecider(watchEdge)

  it('stays quiet at the threshold and above', () => {
    given()
      .when(anEdge({ edgeBps: '1.5' }))
      .staysQuiet()
    given()
      .when(anEdge({ edgeBps: '9' }))
      .staysQuiet()
  })

  it.each(['1.499999', '0.000000', '-3.000000'])(
    'freezes at %s, below it, with both figures',
    (edgeBps) => {
      given(aQuote(), aPlaceOrder())
        .when(anEdge({ edgeBps }))
        .then(byEdge(edgeBps, 6, 1))
    },
  )

  it('freezes once: a frozen session stays as it is', () => {
    given(anEdge({ edgeBps: '1' }))
      .when(anEdge({ edgeBps: '0' }))
      .staysQuiet()
    given(freeze)
      .when(anEdge({ edgeBps: '0' }))
      .staysQuiet()
  })

  it('freezes again after a thaw', () => {
    given(anEdge({ edgeBps: '1' }), thaw)
      .when(anEdge({ edgeBps: '0' }))
      .then(byEdge('0.000000', 6))
  })
})

describe('freezeTrading', () => {
  const { given } = specForDecider(freezeTrading)

  it('freezes for an operator, with the reason and the count of open orders', () => {
    given(aQuote(), aPlaceOrder(), aPlaceOrder()).when(freeze).then(byOperator(2))
  })

  it('stays quiet when trading is frozen already', () => {
    given(freeze).when(freeze).staysQuiet()
  })
})

describe('thawTrading', () => {
  const { given } = specForDecider(thawTrading)

  it('thaws what is frozen, whatever froze it', () => {
    given(freeze).when(thaw).then(thawed)
    given(anEdge({ edgeBps: '1' }))
      .when(thaw)
      .then(thawed)
  })

  it('stays quiet when nothing is frozen', () => {
    given().when(thaw).staysQuiet()
    given(freeze, thaw).when(thaw).staysQuiet()
  })

  it('is the only way out: a good edge does not thaw', () => {
    const { given: told } = specForEngine(silent)
    told(anEdge({ edgeBps: '1' }))
      .when(anEdge({ edgeBps: '50' }))
      .staysQuiet()
    expect(told(anEdge({ edgeBps: '1' }), anEdge({ edgeBps: '50' })).state().risk).toMatchObject({
      isFrozen: true,
      last: { event: byEdge('1.000000', 3) },
    })
  })
})

describe('cancelOpen', () => {
  const eth = anInstrument({ symbol: 'ETHUSDT', baseCoin: 'ETH' })
  const orders = [
    aQuote(),
    eth,
    aQuote({ symbol: 'ETHUSDT' }),
    aPlaceOrder(),
    aPlaceOrder({ symbol: 'ETHUSDT' }),
    aPlaceOrder({ side: 'Sell', price: '61001' }),
  ]
  const cancel = (orderId: string, symbol: string, reason: string) =>
    example('CancelOrder', { orderId, symbol, reason })

  it('cancels every open order, oldest first', () => {
    const { given } = specForDecider((state) =>
      cancelOpen(state, { account: null, symbol: null }, 'FREEZE'),
    )
    given(...orders)
      .when(freeze)
      .then(
        cancel('o-1', 'BTCUSDT', 'FREEZE'),
        cancel('o-2', 'ETHUSDT', 'FREEZE'),
        cancel('o-3', 'BTCUSDT', 'FREEZE'),
      )
  })

  it('cancels those of one symbol when one is named, and says nothing when none is open', () => {
    const { given } = specForEngine(silent)
    const all = (symbol: string | null) => example('CancelAllOrders', { symbol })
    const said = given(...orders)
      .when(all('BTCUSDT'))
      .said()
    expect(
      said.map((message) => [message.type, 'orderId' in message ? message.orderId : null]),
    ).toStrictEqual([
      ['CancelOrder', 'o-1'],
      ['OrderCanceled', 'o-1'],
      ['CancelOrder', 'o-3'],
      ['OrderCanceled', 'o-3'],
    ])
    given().when(all(null)).staysQuiet()
  })
})
