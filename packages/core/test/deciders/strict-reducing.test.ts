import type { AccountName, Entry, Told } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  accountsText,
  anInstrument,
  engineAfter,
  example,
  knownBehaviors,
  mainAccount,
  passed,
  plainAccount,
  silent,
  tell,
} from '../../src'
import { rulesText } from '../support/rules'

const symbol = 'BTCUSDT'
const sell = (qty: string, price: string, values: object = {}) =>
  aPlaceOrder({ side: 'Sell', qty, price, ...values })
const close = (qty: string, values: object = {}) =>
  sell(qty, '61005', { reduceOnly: true, ...values })
const closeNow = (qty: string, values: object = {}) =>
  close(qty, { orderType: 'Market', price: null, timeInForce: 'IOC', ...values })
const reduce = (account: string | null = null) =>
  example('ReduceTrading', { account, symbol: null, actor: 'ana', note: 'enough' })
const amended = (orderId: string, qty: string) =>
  example('AmendOrder', { symbol, orderId, price: null, qty })

/** A session in which `main` has bought 0.010 at once. */
const long = (header: object = {}): ReadonlyArray<Told> => [
  aSession({ fillModel: 'queue', ...header }),
  anInstrument(),
  aQuote(),
  aPlaceOrder({ qty: '0.010', price: '61001' }),
  passed(9_000),
]

const nameOf = ({ message }: Entry): string => {
  if (message.type === 'OrderFilled') return `${message.type} ${message.fillId}`
  const which = 'orderId' in message ? ` ${message.orderId}` : ''
  return `${message.type}${which}${message.type === 'CancelOrder' ? ` ${message.reason}` : ''}`
}

/** The cancels that a message leads to, each with the line that it is a consequence of. */
const cancelsAt = (history: ReadonlyArray<Told>, when: Told): ReadonlyArray<string> => {
  const lines = tell(engineAfter(silent, history), when)
  return lines
    .filter(({ message }) => message.type === 'CancelOrder')
    .map((line) => {
      const cause = lines.find(({ seq }) => seq === line.cause)
      return `${nameOf(line)} by ${cause === undefined ? 'nothing' : nameOf(cause)}`
    })
}

const answerTo = (history: ReadonlyArray<Told>, when: Told): string | undefined =>
  tell(engineAfter(silent, history), when)[1]?.message.type

describe('a fill while trading may only reduce', () => {
  const resting = [...long(), reduce(), sell('0.004', '61005'), sell('0.004', '61006')]

  it('cancels the youngest orders that could now do more than close the position', () => {
    expect(cancelsAt(resting, closeNow('0.004'))).toStrictEqual([
      'CancelOrder o-3 REDUCE by OrderFilled f-2',
    ])
    expect(cancelsAt(resting, closeNow('0.010'))).toStrictEqual([
      'CancelOrder o-2 REDUCE by OrderFilled f-2',
      'CancelOrder o-3 REDUCE by OrderFilled f-2',
    ])
  })

  it('leaves those that together still do not', () => {
    expect(cancelsAt(resting, closeNow('0.002'))).toStrictEqual([])
  })

  it('does so when all that a message fills is said, because of the last', () => {
    const bids = [
      ['61000', '0.003'],
      ['60999', '0.002'],
    ]
    const book = example('BookUpdated', {
      ...{ symbol, kind: 'snapshot', depth: 50, bids, asks: [['61001', '1']] },
      ...{ updateId: 1, crossSeq: 1, venueAt: 1 },
    })
    expect(cancelsAt([...resting, book], closeNow('0.005'))).toStrictEqual([
      'CancelOrder o-3 REDUCE by OrderFilled f-3',
    ])
  })

  it('cancels nothing twice: what a rule froze because of it, or is being canceled', () => {
    const riskRules = rulesText({ rule: 'fill-rate', limit: 1, windowUs: 1_000_000 })
    const ruled = [...long({ riskRules }), reduce(), sell('0.004', '61005')]
    expect(cancelsAt(ruled, closeNow('0.010'))).toStrictEqual([
      'CancelOrder o-2 FREEZE by TradingFrozen',
    ])
    const late = long({ entryLatency: 'constant 1000' })
    const asked = [...late, reduce(), sell('0.006', '61005'), passed(2_000), closeNow('0.006')]
    expect(cancelsAt(asked, passed(1_000))).toStrictEqual([])
  })

  it('is acted on when it is heard of', () => {
    const story = [
      ...long({ responseLatency: 'constant 3000' }),
      ...[reduce(), sell('0.010', '61005')],
      example('SetTradingStop', { symbol, stopLoss: '60000' }),
      passed(9_000),
    ]
    const stopped = example('TickerUpdated', {
      ...{ symbol, last: '59000', mark: null, index: null, venueAt: 1 },
    })
    expect(cancelsAt(story, stopped)).toStrictEqual([])
    // of the stop's order first: it is to close the position, and is reported before its fill
    expect(tell(engineAfter(silent, [...story, stopped]), passed(3_000)).map(nameOf)).toStrictEqual(
      ['Delivered', 'CancelOrder o-2 REDUCE', 'OrderCanceled o-2', 'Delivered', 'ClockAdvanced'],
    )
  })

  it('concerns the orders of its account, where that may only reduce', () => {
    const accounts = accountsText([plainAccount(mainAccount), plainAccount('hedge' as AccountName)])
    const both = [...long({ accounts }), aPlaceOrder({ account: 'hedge', price: '61001' })]
    const open = [sell('0.010', '61005'), sell('0.010', '61005', { account: 'hedge' })]
    expect(cancelsAt([...both, reduce(), ...open], closeNow('0.010'))).toStrictEqual([
      'CancelOrder o-3 REDUCE by OrderFilled f-3',
    ])
    expect(cancelsAt([...both, reduce('hedge'), ...open], closeNow('0.010'))).toStrictEqual([])
    const hedged = [...both, sell('0.020', '61005'), reduce('hedge'), ...open.slice(1)]
    expect(cancelsAt(hedged, closeNow('0.010', { account: 'hedge' }))).toStrictEqual([
      'CancelOrder o-4 REDUCE by OrderFilled f-3',
    ])
  })
})

describe('a reduce-only order while trading may only reduce', () => {
  it('takes room from others: one trade could fill both', () => {
    const story = [...long(), reduce(), close('0.006')]
    expect(answerTo(story, sell('0.004', '61006'))).toBe('OrderPlaced')
    expect(answerTo(story, sell('0.005', '61006'))).toBe('OrderDenied')
    expect(cancelsAt([...long(), sell('0.005', '61006'), close('0.006')], reduce())).toStrictEqual([
      'CancelOrder o-2 REDUCE by TradingReduced',
    ])
  })

  it('is never denied: what it leaves no room for is canceled', () => {
    const story = [...long(), reduce(), sell('0.006', '61006')]
    expect(cancelsAt(story, close('0.004'))).toStrictEqual([])
    expect(cancelsAt(story, close('0.005'))).toStrictEqual([
      'CancelOrder o-2 REDUCE by OrderPlaced o-3',
    ])
    expect(cancelsAt([...story, close('0.004')], amended('o-3', '0.005'))).toStrictEqual([
      'CancelOrder o-2 REDUCE by AmendPlaced o-3',
    ])
  })
})

describe('an amendment under way when trading may only reduce', () => {
  const late = (behaviors: string) => [
    ...long({ entryLatency: 'constant 1000', behaviors }),
    ...[sell('0.006', '61005'), passed(2_000), amended('o-2', '0.011')],
  ]

  it('counts as if it were done', () => {
    expect(cancelsAt(late(knownBehaviors.all), reduce())).toStrictEqual([
      'CancelOrder o-2 REDUCE by TradingReduced',
    ])
  })

  it('did not count before there was strict-reducing', () => {
    expect(cancelsAt(late(''), reduce())).toStrictEqual([])
  })
})

describe('a session without strict-reducing', () => {
  it('judges orders when trading is restricted, and counts no reduce-only ones', () => {
    const resting = [...long({ behaviors: '' }), reduce(), sell('0.010', '61005')]
    expect(cancelsAt(resting, closeNow('0.010'))).toStrictEqual([])
    const closing = [...long({ behaviors: '' }), reduce(), close('0.010')]
    expect(answerTo(closing, sell('0.010', '61006'))).toBe('OrderPlaced')
  })
})
