import { planLimits, subscriptionPlan } from '../../src/bybit-streams/subscription-plan'

describe('a plan of subscriptions', () => {
  it('asks for the topics of one symbol together, so that no symbol can fail another', () => {
    const kinds = ['orderbook.1', 'publicTrade']
    expect(subscriptionPlan(['BTCUSDT', 'ETHUSDT'], kinds, planLimits('linear'))).toStrictEqual([
      [
        ['orderbook.1.BTCUSDT', 'publicTrade.BTCUSDT'],
        ['orderbook.1.ETHUSDT', 'publicTrade.ETHUSDT'],
      ],
    ])
  })

  it('asks for no more than ten at a time of spot', () => {
    const kinds = Array.from({ length: 11 }, (_, i) => `kline.${i}`)
    const [batches] = subscriptionPlan(['BTCUSDT'], kinds, planLimits('spot'))
    expect(batches?.map((batch) => batch.length)).toStrictEqual([10, 1])
  })

  it('takes another connection where one would be asked for too much', () => {
    const symbols = Array.from({ length: 2_000 }, (_, i) => `SYM${i}USDT`)
    const plan = subscriptionPlan(symbols, ['orderbook.50', 'tickers'], planLimits('linear'))
    expect(plan.length).toBeGreaterThan(1)
    expect(plan.flat().flat()).toHaveLength(4_000)
    for (const batches of plan) {
      expect(JSON.stringify(batches.flat()).length).toBeLessThanOrEqual(21_000)
    }
  })
})
