import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  engineAfter,
  example,
  silent,
  tell,
} from '@shadowtape/core'

import { newUnsettledWatch, silentMsMax } from '../../src/live/unsettled-watch'

const reported = (orderStatus: string, cumQty = '0') =>
  example('OrderReported', {
    ...{ orderId: 'o-1', venueOrderId: 'v-1', symbol: 'BTCUSDT', side: 'Buy', price: '61000' },
    ...{ qty: '0.010', cumQty, orderStatus, cancelType: 'UNKNOWN', rejectReason: 'EC_NoError' },
    ...{ source: 'STREAM', venueAt: 1_700_000_000_000_000 },
  })

const begun = () => {
  const engine = engineAfter(silent, [
    aSession({ venue: 'live', fillModel: 'venue' }),
    anInstrument(),
    aQuote(),
  ])
  const watch = newUnsettledWatch()
  return {
    says: (message: Parameters<typeof tell>[1], nowMs: number) => {
      watch.hear(tell(engine, message), nowMs)
    },
    due: (nowMs: number) => watch.due(engine.state, nowMs),
  }
}

describe('an order that the venue is silent about', () => {
  it('is asked about when it was placed and never reported, and again after as long', () => {
    const { says, due } = begun()
    says(aPlaceOrder(), 0)
    expect(due(silentMsMax - 1)).toStrictEqual([])
    expect(due(silentMsMax)).toStrictEqual(['o-1'])
    expect(due(silentMsMax + 1)).toStrictEqual([])
    expect(due(silentMsMax * 2)).toStrictEqual(['o-1'])
  })

  it('is left alone while it rests', () => {
    const { says, due } = begun()
    says(aPlaceOrder(), 0)
    says(reported('New'), 1)
    expect(due(silentMsMax * 9)).toStrictEqual([])
  })

  it('is asked about when its cancel is not answered, or its trades are missing', () => {
    const { says, due } = begun()
    says(aPlaceOrder(), 0)
    says(reported('New'), 1)
    says(example('CancelOrder', { orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' }), 2)
    expect(due(silentMsMax + 2)).toStrictEqual(['o-1'])
    says(reported('Cancelled', '0.004'), silentMsMax + 3)
    expect(due(silentMsMax * 2 + 3)).toStrictEqual(['o-1'])
  })

  it('is forgotten once it is closed', () => {
    const { says, due } = begun()
    says(aPlaceOrder(), 0)
    says(reported('New'), 1)
    says(reported('Cancelled'), 2)
    expect(due(silentMsMax * 9)).toStrictEqual([])
  })
})
