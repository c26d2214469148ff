import type { ExchangeClient } from '../../src/exchange/exchange-client'
import { buy, fault, had, linear, named, spot } from './order-scenes'

/** Orders one by one, in given, when, then. */
export const singleOrders = (client: () => ExchangeClient): void => {
  test('given an order, when it is placed, then it is open with all that was said', async () => {
    const ack = await had(client().placeOrder({ ...named('a-1'), timeInForce: 'PostOnly' }))
    expect(ack).toMatchObject({ clientOrderId: 'a-1', settledBy: 'answer' })
    const [order] = await had(client().openOrders(linear))
    expect(order).toMatchObject({
      ...{ ...linear, orderId: ack.orderId, clientOrderId: 'a-1', side: 'Buy' },
      ...{ orderType: 'Limit', timeInForce: 'PostOnly', state: 'Open', filledQty: '0.000' },
      ...{ price: '60000.00', qty: '0.010', reduceOnly: false },
    })
  })

  test('given no client id, when an order is placed, then it is told the one it got', async () => {
    const { clientOrderId } = await had(client().placeOrder(buy))
    const [order] = await had(client().openOrders(linear))
    expect(order?.clientOrderId).toBe(clientOrderId)
  })

  test('given an open order, when it is amended, then it is as it shall be', async () => {
    await had(client().placeOrder(named('a-1')))
    await had(client().amendOrder({ ...linear, clientOrderId: 'a-1', qty: '0.020' }))
    const { orderId } = await had(
      client().amendOrder({ ...linear, clientOrderId: 'a-1', price: '59000.00' }),
    )
    const [order] = await had(client().openOrders({ ...linear, orderId: orderId ?? '' }))
    expect(order).toMatchObject({ qty: '0.020', price: '59000.00', clientOrderId: 'a-1' })
  })

  test('given an open order, when it is canceled, then it is history', async () => {
    const { orderId } = await had(client().placeOrder(named('a-1')))
    await had(client().cancelOrder({ ...linear, orderId: orderId ?? '' }))
    expect(await had(client().openOrders(linear))).toStrictEqual([])
    const [order] = await had(client().orderHistory(linear))
    expect(order).toMatchObject({ clientOrderId: 'a-1', state: 'Canceled' })
  })

  test('given a canceled order, when it is canceled again, then it is told how it ended', async () => {
    await had(client().placeOrder(named('a-1')))
    await had(client().cancelOrder({ ...linear, clientOrderId: 'a-1' }))
    expect(await had(client().cancelOrder({ ...linear, clientOrderId: 'a-1' }))).toMatchObject({
      settledBy: 'query',
      closed: { state: 'Canceled', clientOrderId: 'a-1' },
    })
  })

  test('given no such order, when it is canceled or amended, then that is refused', async () => {
    const nobody = { ...linear, clientOrderId: 'nobody' }
    const refused = { type: 'Rejected', reason: 'ORDER_NOT_FOUND' }
    expect(await fault(client().cancelOrder(nobody))).toMatchObject(refused)
    expect(await fault(client().amendOrder({ ...nobody, qty: '0.020' }))).toMatchObject(refused)
  })

  test('given orders in two families, when all of one are canceled, then the other stays', async () => {
    await had(client().placeOrder(named('a-1')))
    await had(client().placeOrder(named('a-2')))
    const sol = { ...spot, side: 'Buy', orderType: 'Limit', qty: '1', price: '100.00' } as const
    await had(client().placeOrder({ ...sol, clientOrderId: 's-1' }))
    const canceled = await had(client().cancelAllOrders(linear))
    expect(canceled.map(({ clientOrderId }) => clientOrderId).sort()).toStrictEqual(['a-1', 'a-2'])
    expect(await had(client().openOrders(linear))).toStrictEqual([])
    expect(await had(client().openOrders({ category: 'spot' }))).toMatchObject([
      { clientOrderId: 's-1', category: 'spot' },
    ])
  })

  test('given a client id in use, when it is used again, then that is refused', async () => {
    await had(client().placeOrder(named('a-1')))
    expect(await fault(client().placeOrder(named('a-1')))).toMatchObject({
      ...{ type: 'Rejected', reason: 'CLIENT_ID_DUPLICATE' },
    })
    expect(await had(client().openOrders(linear))).toHaveLength(1)
  })

  test('given an order that the instrument forbids, when placed, then nothing is sent', async () => {
    const off = { ...named('a-1'), price: '60000.05' }
    expect(await fault(client().placeOrder(off))).toMatchObject({ type: 'Invalid', field: 'price' })
    expect(await had(client().openOrders(linear))).toStrictEqual([])
  })

  test('given too little money, when an order is placed, then the exchange refuses', async () => {
    const huge = { ...named('a-1'), qty: '1000.000' }
    expect(await fault(client().placeOrder(huge))).toMatchObject({
      ...{ type: 'Rejected', reason: 'AVAILABLE_INSUFFICIENT' },
    })
  })

  test('given a closed client, when it is called, then nothing is sent', async () => {
    client().close()
    expect(await fault(client().placeOrder(buy))).toMatchObject({ type: 'Transport' })
    expect(await fault(client().openOrders(linear))).toMatchObject({ type: 'Transport' })
  })
}

/** Orders in batches, in given, when, then. */
export const batchedOrders = (client: () => ExchangeClient): void => {
  const ids = Array.from({ length: 9 }, (_, i) => `b-${i}`)

  test('given a batch, when it is placed, amended and canceled, then each order is', async () => {
    const placed = await had(client().placeOrders(ids.map(named)))
    expect(placed).toMatchObject(ids.map((clientOrderId) => ({ right: { clientOrderId } })))
    const wanted = ids.map((clientOrderId) => ({ ...linear, clientOrderId }))
    await had(client().amendOrders(wanted.map((one) => ({ ...one, price: '58000.00' }))))
    const open = await had(client().openOrders(linear))
    expect(open.map(({ price }) => price)).toStrictEqual(ids.map(() => '58000.00'))
    const canceled = await had(client().cancelOrders(wanted))
    expect(canceled.every(({ _tag }) => _tag === 'Right')).toBe(true)
    expect(await had(client().openOrders(linear))).toStrictEqual([])
  })

  test('given a batch with wrong orders in it, when placed, then the others are taken', async () => {
    const mixed = [named('b-0'), { ...named('b-1'), qty: '1000.000' }, named('b-2')]
    const placed = await had(client().placeOrders([...mixed, { ...named('b-3'), qty: '1e-2' }]))
    expect(placed).toMatchObject([
      { right: { clientOrderId: 'b-0' } },
      { left: { type: 'Rejected', reason: 'AVAILABLE_INSUFFICIENT' } },
      { right: { clientOrderId: 'b-2' } },
      { left: { type: 'Invalid', field: 'qty' } },
    ])
    expect(await had(client().openOrders(linear))).toHaveLength(2)
  })

  test('given more orders than a page, when they are asked for, then all are told', async () => {
    const many = Array.from({ length: 60 }, (_, i) => named(`p-${i}`))
    await had(client().placeOrders(many))
    const open = await had(client().openOrders(linear))
    expect(new Set(open.map(({ clientOrderId }) => clientOrderId)).size).toBe(60)
  })
}
