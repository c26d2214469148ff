import type { Entry, State } from '@shadowtape/core'
import { aSession, anInstrument, engineAfter, example, silent } from '@shadowtape/core'

import { newLaneGathering, wholeLanes } from '../../src/viewer/lane-gathering'

const { state } = engineAfter(silent, [aSession(), anInstrument()])

const fill = example('OrderFilled', {
  ...{ fillId: 'f-1', account: 'main', orderId: 'o-1', symbol: 'BTCUSDT' },
  ...{ side: 'Buy', price: '61000', qty: '0.010', leavesQty: '0' },
  ...{ fee: '0.1', feeCoin: 'USDT', feeQty: null, liquidity: 'Maker', against: 'TRADE' },
})
const denial = example('OrderDenied', {
  ...{ account: 'main', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', price: '61000' },
  ...{ qty: '0.010', orderLinkId: null, reason: 'FROZEN', rule: null, observed: null },
  ...{ limit: null, unit: null },
})
const edge = example('EdgeUpdated', {
  ...{ account: null, symbol: 'BTCUSDT', edgeBps: '2', source: 'external' },
  ...{ mean: null, fills: null, fromSeq: null, horizonUs: null },
})

describe('lanes of very many lines', () => {
  it('hold no more than they may, at whatever length', () => {
    const gathering = newLaneGathering(0, wholeLanes)
    const held = state as { -readonly [K in keyof State]: State[K] }
    for (let n = 0; n < 120_000; n++) {
      const message = [fill, denial, edge][n % 3] as Entry['message']
      // ever slower, so that every length of an interval has its turn
      const at = n * 50 + Math.floor((n * n) / 100)
      gathering.hear(state, { seq: n + 1, at, cause: 1, message } as Entry)
      Object.assign(held, { seq: n + 1, at })
      if (n % 9_999 !== 0) continue
      const lanes = gathering.lanes(state)
      expect(lanes.times.length).toBeLessThanOrEqual(wholeLanes.intervalsMax)
      for (const { at: times } of lanes.edges)
        expect(times.length).toBeLessThanOrEqual(wholeLanes.intervalsMax)
      expect(lanes.fills.length).toBeLessThanOrEqual(wholeLanes.fillsMax)
      expect(lanes.denials.length).toBeLessThanOrEqual(wholeLanes.denialsMax)
    }
    const { fills, fillsCount, denials, denialsCount, times } = gathering.lanes(state)
    expect([fillsCount, denialsCount]).toStrictEqual([40_000, 40_000])
    expect(fills.length).toBeGreaterThan(wholeLanes.fillsMax / 3)
    expect(denials.length).toBeGreaterThan(wholeLanes.denialsMax / 3)
    expect(times.length).toBeGreaterThan(wholeLanes.intervalsMax / 4)
  })
})
