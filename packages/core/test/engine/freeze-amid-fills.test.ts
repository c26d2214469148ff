import type { Message, Text } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  example,
  silent,
  specForEngine,
} from '../../src'
import { rulesText } from '../support/rules'

const riskRules = rulesText({
  ...{ rule: 'fill-rate', limit: 1, windowUs: 1_000_000, scope: 'session', action: 'freeze-all' },
}) as Text

const whatOf = (said: ReadonlyArray<Message>): ReadonlyArray<string> =>
  said.map((each) => ('orderId' in each ? `${each.type} ${each.orderId}` : each.type))

describe('a freeze on a fill', () => {
  it('waits until a trade has filled all that it fills, and then takes off what is left', () => {
    const said = specForEngine(silent)
      .given(
        aSession({ fillModel: 'queue', riskRules }),
        anInstrument(),
        aQuote({ bid: '61000', ask: '61001' }),
        ...['61000.50', '61000', '60999.50', '60990'].map((price) => aPlaceOrder({ price })),
      )
      .when(
        example('TradePrinted', {
          ...{ symbol: 'BTCUSDT', side: 'Sell', price: '60999', qty: '5' },
          ...{ tradeId: 't-1', venueAt: 1 },
        }),
      )
      .said()
    expect(whatOf(said)).toStrictEqual([
      ...['OrderFilled o-1', 'OrderFilled o-2', 'OrderFilled o-3'],
      ...['TradingFrozen', 'CancelOrder o-4', 'OrderCanceled o-4'],
    ])
  })

  it('waits for the rest of an order that takes level by level', () => {
    const said = specForEngine(silent)
      .given(
        aSession({ fillModel: 'queue', riskRules }),
        anInstrument(),
        example('BookUpdated', {
          ...{ symbol: 'BTCUSDT', kind: 'snapshot', depth: 50, bids: [['61000.00', '1.000']] },
          asks: ['61001.00', '61001.50', '61002.00'].map((price) => [price, '0.004']),
          ...{ updateId: 1, crossSeq: 1, venueAt: 1 },
        }),
      )
      .when(aPlaceOrder({ price: '61002', qty: '0.020' }))
      .said()
    expect(whatOf(said)).toStrictEqual([
      ...['OrderPlaced o-1', 'OrderAccepted o-1'],
      ...['OrderFilled o-1', 'OrderFilled o-1', 'OrderFilled o-1'],
      ...['TradingFrozen', 'CancelOrder o-1', 'OrderCanceled o-1'],
    ])
  })
})
