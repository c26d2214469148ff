import type { Input, TimestampUs } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  example,
  openSession,
  silent,
  storyStartUs,
} from '../../src'
import { positionsOf } from '../support/main-account'
import { sha256 } from '../support/sha256'

const at = (ms: number): TimestampUs => (storyStartUs + ms * 1_000) as TimestampUs

const closedByStop = () => {
  const opened = aSession({ fillModel: 'scheduled', fillRate: '1', latencyUs: 50_000 })
  const session = openSession(opened, at(0), silent, sha256)
  const record = (ms: number, input: Input) => session.record(at(ms), input)
  const held = () => positionsOf(session.state)[0]?.[1].qty
  record(0, anInstrument())
  record(0, aQuote({ bid: '59999.00', ask: '60001.00' }))
  record(0, aPlaceOrder({ side: 'Sell', price: '60001.00', qty: '0.002' }))
  record(60, { type: 'ClockAdvanced' })
  const short = held()
  const why = { account: null, symbol: null, actor: 'ana', note: 'enough' }
  record(61, example('ReduceTrading', why) as Input)
  record(62, aPlaceOrder({ side: 'Buy', price: '59999.00', qty: '0.002' }))
  const by = {
    account: 'main',
    symbol: 'BTCUSDT',
    tpTriggerBy: 'MarkPrice',
    slTriggerBy: 'MarkPrice',
  }
  record(63, example('SetTradingStop', { takeProfit: null, stopLoss: '60100.00', ...by }) as Input)
  record(64, aQuote({ bid: '60150.00', ask: '60151.00' }))
  return { short, flat: held(), open: session.state.orders.openCount, record, held }
}

describe('while trading may only reduce', () => {
  it('a stop closes the position that an open order was to reduce', () => {
    expect(closedByStop()).toMatchObject({ short: -2, flat: 0, open: 1 })
  })

  // found by the law of risk-rules.laws.ts with other draws; whoever mends it turns this around
  it('has a known defect: that order stays open, and opens another position', () => {
    const { record, held } = closedByStop()
    record(200, { type: 'ClockAdvanced' })
    expect(held()).toBe(2)
  })
})
