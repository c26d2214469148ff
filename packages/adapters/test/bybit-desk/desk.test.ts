import { example } from '@shadowtape/core'

import { generatedMarket } from '../../src/generated-market/generated-market'
import { generatedPlan } from '../../src/generated-market/generated-plan'
import { newDryRunDesk } from '../../src/bybit-desk/dry-run-desk'
import { aBook, aDesk, aTouch, anOrder, btc, listed, mainKey, sol, startMs } from './a-desk'

describe('a desk', () => {
  test('answers the same bytes to the same requests with the same seed', () => {
    const run = (seed: number) => {
      const story = aDesk({ seed, fillRate: 0.5 })
      const answers: Array<string> = []
      const ask = (body: object) =>
        answers.push(JSON.stringify(story.post('/v5/order/create', JSON.stringify(body))))
      story.sees(aBook(), aTouch(sol, '99', '101'))
      for (let n = 0; n < 40; n++) {
        ask(anOrder({ price: String(59_000 + n), orderLinkId: `o-${n}` }))
        ask(anOrder({ category: 'spot', symbol: 'SOLUSDT', qty: '1', price: '90' }))
        story.pass(7)
      }
      for (const path of ['/v5/order/realtime', '/v5/order/history', '/v5/execution/list'])
        answers.push(JSON.stringify(story.get(path, 'category=linear&symbol=BTCUSDT')))
      return { answers, told: JSON.stringify(story.told) }
    }
    const first = run(7)
    expect(run(7)).toStrictEqual(first)
    expect(run(8)).not.toStrictEqual(first)
    expect(first.told).toContain('"orderStatus":"Filled"')
  })

  test('fills about the share of orders that it is told to', () => {
    const story = aDesk({ fillRate: 0.8, balances: null, rateRule: 'none' })
    story.sees(aBook())
    for (let n = 0; n < 400; n++) story.post('/v5/order/create', anOrder({ qty: '0.001' }))
    story.pass(100)
    const filled = story.rows('execution').length
    expect(filled).toBeGreaterThan(280)
    expect(filled).toBeLessThan(360)
  })

  test('tells of an answer after it is given, and of it in one piece before the next', () => {
    const waiting: Array<() => void> = []
    const story = aDesk({ defer: (tell) => waiting.push(tell) })
    story.sees(aBook())
    story.post('/v5/order/create', anOrder({ orderLinkId: 'a' }))
    expect(story.told).toStrictEqual([])
    story.post('/v5/order/create', anOrder({ orderLinkId: 'b' }))
    expect(story.rows('order').map((row) => row['orderLinkId'])).toStrictEqual(['a'])
    for (const tell of waiting) tell()
    expect(story.rows('order').map((row) => row['orderLinkId'])).toStrictEqual(['a', 'b'])
  })

  test('lets a listener ask again, and tells of that after', () => {
    const story = aDesk()
    story.sees(aBook())
    let isAsked = false
    story.desk.onPrivate(({ topic }) => {
      if (topic !== 'order' || isAsked) return
      isAsked = true
      story.post('/v5/order/create', anOrder({ orderLinkId: 'second' }))
    })
    story.post('/v5/order/create', anOrder({ orderLinkId: 'first' }))
    expect(story.told.map(({ topic }) => topic)).toStrictEqual([
      ...['order', 'position', 'wallet'],
      ...['order', 'position', 'wallet'],
    ])
  })

  test('tells nobody who has gone', () => {
    const story = aDesk()
    const heard: Array<string> = []
    const stop = story.desk.onPrivate(({ topic }) => heard.push(topic))
    stop()
    story.post('/v5/order/create', anOrder())
    expect(heard).toStrictEqual([])
    expect(story.told).not.toStrictEqual([])
  })

  test('lets what is due happen before it answers', () => {
    const story = aDesk()
    story.sees(aBook())
    story.post('/v5/order/create', anOrder())
    expect(story.desk.nextDueUs()).toBe((startMs + 100) * 1_000)
    story.turnClock(100)
    const { list } = story.get('/v5/order/history', 'category=linear').result
    expect(list).toMatchObject([{ orderStatus: 'Filled', updatedTime: String(startMs + 100) }])
    expect(story.desk.nextDueUs()).toBeNull()
  })

  test('settles funding as an execution that is no trade', () => {
    const story = aDesk({
      positions: [{ symbol: 'BTCUSDT', side: 'Buy', size: '1', entryPrice: '60000' }],
    })
    const ticker = {
      symbol: 'BTCUSDT',
      last: '60000',
      mark: '60000',
      index: null,
      fundingRate: '0.0001',
      nextFundingAt: (startMs + 1_000) * 1_000,
      venueAt: startMs * 1_000,
    }
    story.sees(example('TickerUpdated', ticker, listed(btc)))
    story.pass(1_000)
    expect(story.rows('execution')).toMatchObject([
      { execType: 'Funding', orderType: 'UNKNOWN', execFee: '6', execQty: '1.000', side: 'Buy' },
    ])
    expect(story.rows('order')).toStrictEqual([])
    expect(story.rows('position').at(-1)).toMatchObject({ cumRealisedPnl: '-6', size: '1.000' })
  })

  test('runs on a made market, whatever of it is no market data', () => {
    const plan = { ...generatedPlan, calmUs: 5_000_000, toxicUs: 10_000_000 }
    let nowUs: number = plan.start
    const desk = newDryRunDesk({
      clock: () => nowUs / 1_000,
      instruments: [],
      keys: [mainKey],
      fillModel: 'queue',
    })
    let seen = 0
    desk.onMarket(() => {
      seen += 1
    })
    for (const { at, input } of generatedMarket(plan)) {
      nowUs = at
      desk.observe(at, input)
    }
    expect(seen).toBeGreaterThan(100)
    // the made market brings edge too, which could have frozen a session
    expect(desk.state.risk).toStrictEqual(aDesk().desk.state.risk)
    expect(desk.state.market['BTCUSDT' as never]).toMatchObject({ bid: expect.any(Number) })
  })

  test.each([
    [
      'a symbol twice',
      { instruments: [btc, { ...btc, category: 'spot' as const }] },
      /listed twice/,
    ],
    ['a fill rate of 2', { fillRate: 2 }, /fillRate/],
    ['a fee that is none', { fees: { maker: 'x', taker: '0' } }, /maker fee/],
    ['a balance below zero', { balances: { USDT: '-1' } }, /balance of USDT/],
    ['leverage beyond', { leverage: 101 }, /leverage/],
    ['a position off the lot', { positions: [held('0.0001')] }, /size of BTCUSDT/],
    ['a position too small', { positions: [held('0.001', '100')] }, /NOTIONAL_BELOW_MINIMUM/],
    ['a key without a key in it', { keys: [{ apiKey: 'k', secret: 'PUBLIC KEY' }] }, /RSA public/],
  ])('cannot be opened with %s', (_, options, says) => {
    expect(() => aDesk(options)).toThrow(says)
  })
})

function held(size: string, entryPrice = '60000') {
  return { symbol: 'BTCUSDT', side: 'Buy' as const, size, entryPrice }
}
