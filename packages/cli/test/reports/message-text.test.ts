import { example } from '@shadowtape/core'

import { messageText } from '../../src/reports/message-text'

const symbol = 'BTCUSDT'

describe('the line of a trading stop', () => {
  it.each([
    [
      { type: 'SetTradingStop', symbol, takeProfit: '62000.00', stopLoss: '60000.00' },
      { tpTriggerBy: 'MarkPrice', slTriggerBy: 'LastPrice' },
      'BTCUSDT take-profit 62000.00 by MarkPrice stop-loss 60000.00 by LastPrice',
    ],
    [
      { type: 'TradingStopPlaced', symbol, takeProfit: null, stopLoss: '60000.00' },
      { tpTriggerBy: 'LastPrice', slTriggerBy: 'IndexPrice' },
      'BTCUSDT stop-loss 60000.00 by IndexPrice',
    ],
    [
      { type: 'TradingStopSet', symbol, takeProfit: null, stopLoss: null },
      { tpTriggerBy: 'LastPrice', slTriggerBy: 'LastPrice' },
      'BTCUSDT no trading stop',
    ],
    [
      { type: 'TradingStopTriggered', orderId: 's-1', symbol, stopOrderType: 'StopLoss' },
      {
        ...{ side: 'Sell', qty: '0.010', price: '57950.50' },
        ...{ triggerBy: 'LastPrice', triggeredAt: '59000.00' },
      },
      's-1 BTCUSDT StopLoss: LastPrice came to 59000.00, Sell 0.010 up to 57950.50',
    ],
  ])('shows %j', (fields, more, text) => {
    expect(messageText({ ...fields, ...more })).toBe(text)
  })

  it('says why the venue left it as it was, in Bybit’s words', () => {
    const rejected = example('TradingStopRejected', { symbol, reason: 'TRADING_STOP_UNCHANGED' })
    expect(messageText(rejected)).toBe('BTCUSDT TRADING_STOP_UNCHANGED (34040 not modified)')
  })
})
