import type { Json } from './a-desk'
import { aBook, aDesk, aSpotOrder, aTouch, anOrder, eth, sol } from './a-desk'

const waiting = () => {
  const story = aDesk({ fillRate: 0 })
  story.sees(aBook(), aTouch(eth, '2999', '3001'), aTouch(sol, '99', '101'))
  const placed = (fields: Json = {}): string =>
    story.post('/v5/order/create', anOrder(fields)).result.orderId
  return { ...story, placed }
}

const names = { category: 'linear', symbol: 'BTCUSDT' }

describe('amending an order', () => {
  test('changes price and quantity, and tells of it', () => {
    const story = waiting()
    const orderId = story.placed({ orderLinkId: 'a' })
    const asked = { ...names, orderId, price: '58000.0', qty: '0.020' }
    const answer = story.post('/v5/order/amend', asked)
    expect(answer).toMatchObject({ retCode: 0, result: { orderId, orderLinkId: 'a' } })
    expect(story.rows('order').at(-1)).toMatchObject({
      orderId,
      price: '58000.00',
      qty: '0.020',
      leavesQty: '0.020',
      orderStatus: 'New',
    })
  })

  test('goes by the id where both are given, and by the name where only that is', () => {
    const story = waiting()
    const orderId = story.placed({ orderLinkId: 'a' })
    const byId = { ...names, orderId, orderLinkId: 'no-such', price: '58000' }
    expect(story.post('/v5/order/amend', byId).retCode).toBe(0)
    const byName = { ...names, orderLinkId: 'a', price: '58001' }
    expect(story.post('/v5/order/amend', byName)).toMatchObject({ retCode: 0, result: { orderId } })
  })

  test.each([
    ['nothing named', {}, 10001, 'params error: OrderId or orderLinkId is required'],
    ['an unknown id', { orderId: 'x', qty: '1' }, 110001, /too late to replace/],
    ['another symbol', { orderLinkId: 'a', symbol: 'ETHUSDT', qty: '1' }, 110001, /too late/],
    ['nothing new', { orderLinkId: 'a', qty: '0.010' }, 10001, 'order not modified'],
    ['off the tick', { orderLinkId: 'a', price: '58000.05' }, 10001, 'params error: price invalid'],
    ['off the lot', { orderLinkId: 'a', qty: '0.0101' }, 10001, 'Qty invalid'],
    ['nothing left', { orderLinkId: 'a', qty: '0' }, 110064, /above what is filled/],
    ['more than there is', { orderLinkId: 'a', qty: '999' }, 110007, /not enough/],
    ['a trigger', { orderLinkId: 'a', triggerPrice: '1' }, 10001, /cannot be amended/],
  ])('refuses %s', (_, fields, retCode, retMsg) => {
    const story = waiting()
    story.placed({ orderLinkId: 'a' })
    const before = story.told.length
    const refused = story.post('/v5/order/amend', { ...names, ...fields })
    expect(refused.retCode).toBe(retCode)
    expect(refused.retMsg).toMatch(retMsg)
    expect(story.told).toHaveLength(before)
  })

  test('refuses what is closed', () => {
    const story = waiting()
    const orderId = story.placed()
    story.post('/v5/order/cancel', { ...names, orderId })
    expect(story.post('/v5/order/amend', { ...names, orderId, qty: '1' }).retCode).toBe(110001)
  })
})

describe('canceling', () => {
  test('closes an order, and tells who asked for it', () => {
    const story = waiting()
    const orderId = story.placed()
    expect(story.post('/v5/order/cancel', { ...names, orderId })).toMatchObject({
      retCode: 0,
      result: { orderId, orderLinkId: '' },
    })
    expect(story.rows('order').at(-1)).toMatchObject({
      orderStatus: 'Cancelled',
      cancelType: 'CancelByUser',
      rejectReason: 'EC_PerCancelRequest',
      leavesQty: '0',
      avgPrice: '',
    })
  })

  test('comes too late for what is closed, unknown or of another symbol', () => {
    const story = waiting()
    const orderId = story.placed()
    const asked = (fields: Json) => story.post('/v5/order/cancel', { ...names, ...fields })
    expect(asked({ orderId, symbol: 'ETHUSDT' }).retCode).toBe(110001)
    expect(asked({ orderId: 'no' }).retMsg).toBe('order not exists or too late to cancel')
    expect(asked({ orderId }).retCode).toBe(0)
    expect(asked({ orderId }).retCode).toBe(110001)
    const spot = { category: 'spot', symbol: 'SOLUSDT', orderId: '1' }
    expect(story.post('/v5/order/cancel', spot).retCode).toBe(170213)
  })

  test('cancels all of a symbol, a base coin, a settle coin, or on spot of all', () => {
    const story = waiting()
    const all = (fields: Json) =>
      story.post('/v5/order/cancel-all', { category: 'linear', ...fields }).result.list.length
    const place = () => {
      story.placed()
      story.placed({ symbol: 'ETHUSDT', price: '2000', qty: '1' })
      story.post('/v5/order/create', aSpotOrder({ price: '50' }))
    }
    place()
    expect(story.post('/v5/order/cancel-all', { category: 'linear' }).retCode).toBe(10001)
    expect(all({ symbol: 'BTCUSDT' })).toBe(1)
    expect(all({ baseCoin: 'ETH' })).toBe(1)
    place()
    expect(all({ settleCoin: 'USDC' })).toBe(0)
    expect(all({ settleCoin: 'USDT' })).toBe(2)
    const spot = story.post('/v5/order/cancel-all', { category: 'spot' })
    expect(spot).toMatchObject({ retCode: 0, result: { success: '1' } })
    expect(spot.result.list).toHaveLength(2)
    expect(story.rows('order').at(-1)).toMatchObject({ rejectReason: 'EC_PerCancelRequest' })
  })

  test('leaves conditional orders where it is asked for the others', () => {
    const story = waiting()
    story.placed()
    story.placed({ triggerPrice: '61000', triggerDirection: 1, triggerBy: 'MarkPrice' })
    const asked = { ...names, orderFilter: 'Order' }
    expect(story.post('/v5/order/cancel-all', asked).result.list).toHaveLength(1)
    const left = { ...names, orderFilter: 'StopOrder' }
    expect(story.post('/v5/order/cancel-all', left).result.list).toHaveLength(1)
  })
})

describe('batches', () => {
  test('answer each order for itself', () => {
    const story = waiting()
    const request = [anOrder({ orderLinkId: 'a' }), anOrder({ qty: '0', orderLinkId: 'b' })]
    const answer = story.post('/v5/order/create-batch', { category: 'linear', request })
    expect(answer).toMatchObject({
      retCode: 0,
      result: {
        list: [
          { category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'a', createAt: '1700000000000' },
          { category: 'linear', symbol: 'BTCUSDT', orderId: '', orderLinkId: 'b' },
        ],
      },
      retExtInfo: { list: [{ code: 0, msg: 'OK' }, { code: 10001 }] },
    })
    const amend = [
      { symbol: 'BTCUSDT', orderLinkId: 'a', price: '58000' },
      { symbol: 'BTCUSDT', orderLinkId: 'c', price: '58000' },
    ]
    const amended = story.post('/v5/order/amend-batch', { category: 'linear', request: amend })
    expect(amended.retExtInfo.list.map(({ code }) => code)).toStrictEqual([0, 110001])
    const cancel = [{ symbol: 'BTCUSDT', orderLinkId: 'a' }, { symbol: 'BTCUSDT' }]
    const canceled = story.post('/v5/order/cancel-batch', { category: 'linear', request: cancel })
    expect(canceled.retExtInfo.list.map(({ code }) => code)).toStrictEqual([0, 10001])
  })

  test.each([
    ['linear', 20],
    ['spot', 10],
  ])('of %s have at most %i orders', (category, most) => {
    const story = waiting()
    const asked = (count: number) =>
      story.post('/v5/order/cancel-batch', { category, request: Array(count).fill({}) })
    expect(asked(most).retCode).toBe(0)
    expect(asked(most + 1).retCode).toBe(10001)
    expect(asked(0).retCode).toBe(10001)
    expect(story.post('/v5/order/cancel-batch', { category, request: [1] }).retCode).toBe(10001)
  })
})
