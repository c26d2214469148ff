import type { Told } from '../../src'
import { aFreeze, aPlaceOrder, anEdge, anInstrument, example, mainAccount, passed } from '../../src'
import { silent, specForEngine, tradingStateOf } from '../../src'
import {
  byAna,
  frozenSymbol,
  gist,
  quoteAt,
  restrictions,
  underRules,
} from '../support/rule-stories'

const { given } = specForEngine(silent)
const buy = (qty: string, symbol = 'BTCUSDT') => aPlaceOrder({ symbol, price: '60000', qty })
const sell = (qty: string) => aPlaceOrder({ side: 'Sell', price: '60000', qty })
const eth = [anInstrument({ symbol: 'ETHUSDT' }), quoteAt(60_000, 'ETHUSDT')]
const market = [...underRules([]), ...eth]
const long: ReadonlyArray<Told> = [...market, buy('0.010'), passed(50_000)]
const short: ReadonlyArray<Told> = [...market, sell('0.010'), passed(50_000)]
const passes = ['OrderPlaced', 'OrderAccepted']
const thawed = (symbol: string | null) =>
  example('TradingThawed', { symbol, actor: 'ana', note: 'lunch' })

const says = (
  history: ReadonlyArray<Told>,
  when: Parameters<ReturnType<typeof given>['when']>[0],
) =>
  gist(
    given(...history)
      .when(when)
      .said(),
  )

describe('a freeze of a symbol', () => {
  const frozen = [...market, byAna('FreezeTrading', 'BTCUSDT')]

  it('is said of the symbol, and cancels what is open there', () => {
    const open = [...market, buy('0.001'), buy('0.001', 'ETHUSDT')]
    const canceled = { orderId: 'o-1', symbol: 'BTCUSDT', reason: 'FREEZE' }
    given(...open)
      .when(byAna('FreezeTrading', 'BTCUSDT'))
      .then(
        frozenSymbol('BTCUSDT', 2),
        example('CancelOrder', canceled),
        example('OrderCanceled', { ...canceled, leavesQty: '0.001' }),
      )
  })

  it('denies the orders of the symbol, and no others', () => {
    expect(says(frozen, buy('0.001'))).toStrictEqual(['OrderDenied FROZEN'])
    expect(says(frozen, buy('0.001', 'ETHUSDT'))).toStrictEqual(passes)
  })

  it('is lifted by a thaw of the symbol, or of everything', () => {
    const later = given(...frozen)
    later.when(byAna('ThawTrading', 'ETHUSDT')).staysQuiet()
    later.when(byAna('ThawTrading', 'BTCUSDT')).then(thawed('BTCUSDT'))
    later.when(byAna('ThawTrading')).then(thawed('BTCUSDT'))
    const thawedAgain = [...frozen, byAna('ThawTrading', 'BTCUSDT')]
    expect(says(thawedAgain, buy('0.001'))).toStrictEqual(passes)
  })

  it('outlives a freeze of everything; a thaw of everything lifts both, each by its own line', () => {
    const both = [...frozen, byAna('FreezeTrading')]
    given(...frozen)
      .when(byAna('FreezeTrading'))
      .then(aFreeze())
    given(...both)
      .when(byAna('ThawTrading'))
      .then(thawed(null), thawed('BTCUSDT'))
    given(...both)
      .when(byAna('FreezeTrading', 'BTCUSDT'))
      .staysQuiet()
  })

  it('lets cancels through', () => {
    const cancel = example('CancelOrder', { orderId: 'o-9', symbol: 'BTCUSDT', reason: 'STRATEGY' })
    expect(says(frozen, cancel)).toStrictEqual(['CancelRejected'])
  })

  it('does not keep a low edge from freezing everything', () => {
    expect(says(frozen, anEdge({ edgeBps: '1' }))).toStrictEqual(['TradingFrozen EDGE_DEGRADATION'])
  })

  it('is seen by who asks for the state of the symbol', () => {
    const { risk } = given(...frozen).state()
    const stateOf = (symbol: string) => tradingStateOf(risk, mainAccount, buy('1', symbol).symbol)
    expect([risk.isFrozen, stateOf('BTCUSDT'), stateOf('ETHUSDT')]).toStrictEqual([
      ...[false, 'frozen', 'active'],
    ])
  })
})

describe('trading that may only reduce', () => {
  const reduce = byAna('ReduceTrading')

  it.each([
    ['long', long, sell('0.010'), passes],
    ['long', long, sell('0.011'), ['OrderDenied REDUCING']],
    ['long', long, buy('0.001'), ['OrderDenied REDUCING']],
    ['short', short, buy('0.010'), passes],
    ['short', short, buy('0.011'), ['OrderDenied REDUCING']],
    ['short', short, sell('0.001'), ['OrderDenied REDUCING']],
    ['flat', market, buy('0.001'), ['OrderDenied REDUCING']],
    ['flat', market, sell('0.001'), ['OrderDenied REDUCING']],
  ] as const)('lets through what at most closes a position: %s', (_, held, order, expected) => {
    expect(says([...held, reduce], order)).toStrictEqual(expected)
  })

  it('counts what rests on the side of an order', () => {
    const resting = [...long, reduce, sell('0.006')]
    expect(says(resting, sell('0.004'))).toStrictEqual(passes)
    expect(says(resting, sell('0.005'))).toStrictEqual(['OrderDenied REDUCING'])
  })

  it('cancels what could do more than close it, and leaves the oldest that do not', () => {
    const open = [...long, buy('0.001'), sell('0.006'), sell('0.005'), sell('0.004')]
    const said = given(...open)
      .when(reduce)
      .said()
    expect(gist(said)).toStrictEqual([
      'TradingReduced OPERATOR',
      ...['CancelOrder', 'OrderCanceled', 'CancelOrder', 'OrderCanceled'],
    ])
    expect(said.filter(({ type }) => type === 'CancelOrder')).toMatchObject([
      { orderId: 'o-2', reason: 'REDUCE' },
      { orderId: 'o-4', reason: 'REDUCE' },
    ])
  })

  it('may be of one symbol', () => {
    const story = [...market, byAna('ReduceTrading', 'BTCUSDT')]
    expect(says(story, buy('0.001'))).toStrictEqual(['OrderDenied REDUCING'])
    expect(says(story, buy('0.001', 'ETHUSDT'))).toStrictEqual(passes)
    const open = [...market, buy('0.001'), buy('0.001', 'ETHUSDT')]
    expect(says(open, byAna('ReduceTrading', 'BTCUSDT'))).toHaveLength(3)
  })

  it('is said once, and may follow a freeze as a freeze may follow it', () => {
    expect(says([...market, reduce], reduce)).toStrictEqual([])
    expect(says([...market, byAna('FreezeTrading')], reduce)).toStrictEqual([
      'TradingReduced OPERATOR',
    ])
    expect(says([...market, reduce], byAna('FreezeTrading'))).toStrictEqual([
      'TradingFrozen OPERATOR',
    ])
    const back = [...long, byAna('FreezeTrading'), reduce]
    expect(says(back, sell('0.001'))).toStrictEqual(passes)
    const { risk, totals } = given(...back).state()
    expect([risk.isFrozen, totals.freezes, totals.reductions]).toStrictEqual([false, 1, 1])
  })

  it('ends with a thaw', () => {
    expect(says([...market, reduce, byAna('ThawTrading')], buy('0.001'))).toStrictEqual(passes)
  })
})

describe('the evidence of a freeze', () => {
  it('is what was held and open, and what fills were worth, just before it', () => {
    const story = [
      ...underRules([], { markoutHorizonsUs: '1000,10000000', edgeFillsMax: 2 }),
      ...[buy('0.010'), passed(50_000), quoteAt(60_006), passed(1_000), sell('0.004')],
    ]
    given(...story)
      .when(byAna('FreezeTrading'))
      .then(
        aFreeze({
          ...{ inventory: '{"main":{"BTCUSDT":"0.010"}}', openOrders: 1 },
          // 6 dollars of 60000 are a basis point
          edgeByHorizon: '{"main":{"BTCUSDT":{"1000":"1.000000"}}}',
        }),
        ...given(...story)
          .when(byAna('FreezeTrading'))
          .said()
          .slice(1),
      )
  })

  it('names the newest 50 lines of a window that had more', () => {
    const rule = { rule: 'order-rate', limit: 60, windowUs: 1_000_000, action: 'reduce' } as const
    const orders = Array.from({ length: 60 }, () => buy('0.001'))
    const said = given(...underRules([rule]), ...orders)
      .when(buy('0.001'))
      .said()
    const [reduced] = restrictions(said)
    const seqs = (reduced?.windowSeqs ?? '').split(',')
    // the n-th order is placed in line 2 + 3 n
    expect([seqs.length, seqs[0], seqs.at(-1)]).toStrictEqual([50, '35', '182'])
    expect(said[1]).toMatchObject({ windowLines: 60, fromSeq: 5 })
  })
})
