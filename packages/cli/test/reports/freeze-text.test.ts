import { aFreeze, example, noDigest } from '@shadowtape/core'

import { freezeText, frozenText, thawedText } from '../../src/reports/freeze-text'
import { messageText } from '../../src/reports/message-text'

const found = (
  reason: string,
  rule: string,
  observed: string,
  threshold: string,
  unit: string,
  symbol: string | null = 'BTCUSDT',
) => ({
  ...{ reason, rule, observed, threshold, unit, symbol, actor: null, note: null },
  scope: symbol === null ? 'session' : 'symbol',
})

describe('why trading froze', () => {
  it.each([
    [
      found('ORDER_RATE', 'order-rate/1s', '21', '20', 'orders', null),
      'Order rate: 21 orders in 1s > 20',
    ],
    [
      found('OPEN_ORDERS', 'open-orders:symbol', '11', '10', 'orders'),
      'Open orders: BTCUSDT 11 > 10',
    ],
    [
      found('PRICE_COLLAR', 'price-collar', '50.083334', '50.000000', 'bps'),
      'Price collar: BTCUSDT order 50.083334 bps from the mid > 50 bps',
    ],
    [
      found('ORDER_NOTIONAL', 'order-notional', '5000.010000', '5000.000000', 'USD'),
      'Order notional: BTCUSDT order of 5000.01 USD > 5000 USD',
    ],
    [
      found('DAY_LOSS', 'day-loss', '100.500000', '100.000000', 'USD', null),
      'Day loss: 100.5 USD since midnight UTC > 100 USD',
    ],
    [
      found('DRAWDOWN', 'drawdown', '50.000001', '50.000000', 'USD', null),
      'Drawdown: 50.000001 USD below the peak > 50 USD',
    ],
    [
      found('POSITION_AGE', 'position-age', '60000.001', '60000.000', 'ms'),
      'Position age: BTCUSDT held for 60000.001 ms > 60000 ms',
    ],
    [
      found('STALE_DATA', 'stale-data', '612.000', '500.000', 'ms'),
      'Stale data: BTCUSDT 612 ms without a quote > 500 ms',
    ],
    [
      found('FILL_RATE', 'fill-rate/1m:session', '11', '10', 'fills', null),
      'Fill rate: 11 fills in 1m > 10',
    ],
    [
      found('REJECT_RATE', 'reject-rate/10s:symbol', '6', '5', 'rejections'),
      'Reject rate: BTCUSDT 6 rejections in 10s > 5',
    ],
    [
      found('EDGE_DEGRADATION', 'edge-threshold', '1.234567', '1.500000', 'bps'),
      'Edge degradation: 1.23 BPS < 1.50 BPS',
    ],
    [{}, 'Operator ana: lunch'],
  ])('is said of %j', (values, says) => {
    expect(freezeText(aFreeze(values))).toBe(says)
  })

  it('is said aloud of a symbol or of the system, and of a reduction as one', () => {
    const stale = found('STALE_DATA', 'stale-data', '612.000', '500.000', 'ms')
    expect(frozenText(aFreeze(stale))).toBe(
      'BTCUSDT FROZEN: Stale data: BTCUSDT 612 ms without a quote > 500 ms\n',
    )
    const { type: _, ...fields } = aFreeze({ ...stale, scope: 'session' })
    expect(frozenText({ type: 'TradingReduced', ...fields })).toMatch(/^System REDUCING: Stale/)
    const thawed = { symbol: null, actor: 'rule:thaw', note: 'edge 3 > 2' }
    expect(thawedText(example('TradingThawed', thawed))).toBe(
      'System thawed by its rule: edge 3 > 2\n',
    )
  })
})

describe('a row of cat', () => {
  const evidence = { windowLines: 2, fromSeq: 7, inventory: '{}', openOrders: 3 }

  it.each([
    [
      { type: 'TradingReduced', ...found('FILL_RATE', 'fill-rate/1s', '2', '1', 'fills') },
      'BTCUSDT FILL_RATE 2 > 1 fills, rule fill-rate/1s, on 2 lines from 7, open orders 3, held {}',
    ],
    [{ ...aFreeze(), stateDigest: noDigest }, 'all OPERATOR by ana: lunch, open orders 3, held {}'],
    [{ type: 'ReduceTrading', symbol: null, actor: 'ana', note: 'lunch' }, 'all ana: lunch'],
    [
      { type: 'TradingThawed', symbol: 'BTCUSDT', actor: 'rule:thaw', note: 'good' },
      'BTCUSDT rule:thaw: good',
    ],
  ])('shows %j', (fields, text) => {
    const isByRule = 'rule' in fields && fields.rule !== null
    const shown = { ...fields, ...evidence, ...(isByRule ? {} : { windowLines: 0, fromSeq: null }) }
    expect(messageText(shown)).toBe(text)
  })
})
