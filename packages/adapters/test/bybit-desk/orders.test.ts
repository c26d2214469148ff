import { aBook, aDesk, aSpotOrder, aTouch, anOrder, btc, sol } from './a-desk'

const create = '/v5/order/create'

describe('placing an order', () => {
  test('is acknowledged first, told as New after, and fills when its time has come', () => {
    const story = aDesk()
    story.sees(aBook())
    const ack = story.post(create, anOrder({ orderLinkId: 'mine-1' }))
    expect(ack).toMatchObject({ retCode: 0, retMsg: 'OK', result: { orderLinkId: 'mine-1' } })
    const { orderId } = ack.result
    expect(orderId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(story.rows('order')).toMatchObject([
      { orderId, orderStatus: 'New', price: '59000.00', qty: '0.010', leavesQty: '0.010' },
    ])
    story.pass(99)
    expect(story.rows('execution')).toStrictEqual([])
    story.pass(1)
    expect(story.rows('execution')).toMatchObject([
      {
        orderId,
        execPrice: '59000.00',
        execQty: '0.010',
        execValue: '590',
        execFee: '0.118',
        feeRate: '0.0002',
        isMaker: true,
        category: 'linear',
        execType: 'Trade',
      },
    ])
    expect(story.rows('order').at(-1)).toMatchObject({
      orderStatus: 'Filled',
      avgPrice: '59000',
      cumExecQty: '0.010',
      cumExecValue: '590',
      cumExecFee: '0.118',
      leavesQty: '0',
    })
    expect(story.rows('position').at(-1)).toMatchObject({
      side: 'Buy',
      size: '0.010',
      entryPrice: '59000',
    })
  })

  test('tells of fees in the wallet', () => {
    const story = aDesk()
    story.sees(aBook())
    story.post(create, anOrder())
    story.pass(100)
    const usdt = { coin: 'USDT', walletBalance: '99999.882', unrealisedPnl: '10' }
    // 0.010 bought at 59000 is worth 10 more at the mark of 60000
    expect(story.rows('wallet').at(-1)).toMatchObject({
      coin: expect.arrayContaining([expect.objectContaining(usdt)]),
    })
  })

  test('takes a market order from the book at once, without telling of it as New', () => {
    const story = aDesk()
    story.sees(aBook())
    const ack = story.post(create, anOrder({ orderType: 'Market', qty: '1.5', price: undefined }))
    expect(ack.retCode).toBe(0)
    expect(story.rows('execution').map((row) => [row['execPrice'], row['execQty']])).toStrictEqual([
      ['60001.00', '1.000'],
      ['60002.00', '0.500'],
    ])
    expect(story.rows('order').map((row) => row['orderStatus'])).toStrictEqual([
      'PartiallyFilled',
      'Filled',
    ])
    expect(story.rows('order').at(-1)).toMatchObject({
      timeInForce: 'IOC',
      avgPrice: '60001.33333333',
      createType: 'CreateByUser',
      tpslMode: '',
    })
  })

  test('accepts a post-only order that would take, and tells that it was canceled', () => {
    const story = aDesk()
    story.sees(aBook())
    const ack = story.post(create, anOrder({ price: '60001', timeInForce: 'PostOnly' }))
    expect(ack.retCode).toBe(0)
    expect(story.rows('order').at(-1)).toMatchObject({
      orderStatus: 'Cancelled',
      cancelType: 'UNKNOWN',
      rejectReason: 'EC_PostOnlyWillTakeLiquidity',
      leavesQty: '0',
      cumExecQty: '0.000',
    })
  })

  test('tells a spot order without tpslMode and createType, by 19 digits and a made name', () => {
    const story = aDesk()
    story.sees(aTouch(sol, '99', '101'))
    const { result } = story.post(create, aSpotOrder())
    expect(result.orderId).toMatch(/^[0-9]{19}$/)
    expect(result.orderLinkId).toMatch(/^[0-9]{19}$/)
    const [row] = story.rows('order')
    expect(row).toMatchObject({ category: 'spot', orderLinkId: result.orderLinkId })
    expect(Object.keys(row!)).not.toContain('tpslMode')
    expect(Object.keys(row!)).not.toContain('createType')
    story.pass(100)
    expect(story.rows('execution')[0]).toMatchObject({ feeCurrency: 'SOL', execFee: '0.0002' })
  })

  test('spends so much of the quote coin in a spot market order to buy', () => {
    const story = aDesk()
    story.sees(aTouch(sol, '99', '100'))
    story.post(create, aSpotOrder({ orderType: 'Market', qty: '250', price: undefined }))
    expect(story.rows('order').at(-1)).toMatchObject({
      orderStatus: 'Filled',
      marketUnit: 'quoteCoin',
      price: '0',
      qty: '250',
      cumExecQty: '2.500',
      cumExecValue: '250',
    })
  })

  test('takes a limit order in a symbol that nothing was seen of', () => {
    const story = aDesk()
    expect(story.post(create, anOrder({ price: '59000.0', qty: 0.01 })).retCode).toBe(0)
    expect(story.get('/v5/market/orderbook', 'category=linear&symbol=BTCUSDT')).toMatchObject({
      result: { a: [], b: [] },
    })
    story.pass(100)
    expect(story.rows('order').at(-1)).toMatchObject({ orderStatus: 'Filled' })
  })

  test('closes a whole position by an order of 0 that reduces and closes on its trigger', () => {
    const story = aDesk({
      positions: [{ symbol: 'BTCUSDT', side: 'Buy', size: '0.3', entryPrice: '50000' }],
    })
    story.sees(aBook())
    const close = { side: 'Sell', orderType: 'Market', qty: '0', price: undefined }
    story.post(create, anOrder({ ...close, reduceOnly: true, closeOnTrigger: true }))
    expect(story.rows('execution')).toMatchObject([
      { execQty: '0.300', closedSize: '0.300', execPnl: '2999.7' },
    ])
    expect(story.rows('position').at(-1)).toMatchObject({ side: '', size: '0.000' })
  })

  test.each([
    ['category', { category: 'option' }, 10001, 'params error: category invalid'],
    ['category that is none', { category: undefined }, 10001, 'params error: category invalid'],
    ['symbol', { symbol: 'NOPEUSDT' }, 10001, 'params error: symbol invalid'],
    ['symbol of another category', { symbol: 'SOLUSDT' }, 10001, 'params error: symbol invalid'],
    ['symbol that is a word of JavaScript', { symbol: 'constructor' }, 10001, /symbol invalid/],
    ['side', { side: 'buy' }, 10001, 'params error: side invalid'],
    ['type', { orderType: 'Stop' }, 10001, 'params error: orderType invalid'],
    ['no quantity', { qty: undefined }, 10001, 'params error: qty invalid'],
    ['no price', { price: undefined }, 10001, 'params error: price invalid'],
    ['exponent', { qty: '1e-3' }, 10001, 'params error: qty invalid'],
    ['sign', { qty: '-1' }, 10001, 'params error: qty invalid'],
    ['plus', { qty: '+1' }, 10001, 'params error: qty invalid'],
    ['word', { price: 'NaN' }, 10001, 'params error: price invalid'],
    ['price of nothing', { price: '0' }, 10001, 'params error: price invalid'],
    ['price off the tick', { price: '59000.05' }, 10001, 'params error: price invalid'],
    ['price finer than is counted', { price: '59000.001' }, 10001, 'params error: price invalid'],
    ['quantity off the lot', { qty: '0.0105' }, 10001, 'Qty invalid'],
    ['quantity of nothing', { qty: '0' }, 10001, /below the minimum/],
    ['largest quantity', { qty: '1000.001' }, 10001, /exceeds/],
    ['quantity beyond counting', { qty: '99999999999999999' }, 10001, /exceeds/],
    ['notional', { qty: '0.001', price: '100' }, 110094, /minimum order value/],
    ['time in force', { timeInForce: 'GTD' }, 10001, 'params error: timeInForce invalid'],
    ['position mode', { positionIdx: 1 }, 10001, 'position idx not match position mode'],
    ['name', { orderLinkId: 'no spaces' }, 10001, 'params error: orderLinkId invalid'],
    ['longest name', { orderLinkId: 'x'.repeat(37) }, 10001, 'params error: orderLinkId invalid'],
    ['reducing nothing', { reduceOnly: true }, 110017, /position is zero/],
    ['balance', { qty: '900', price: '59000' }, 110007, 'ab not enough for new order'],
    ['half a trigger', { triggerPrice: '61000' }, 10001, /triggerDirection/],
    ['a stop-loss that it would not keep', { stopLoss: '50000' }, 10001, /not served/],
  ])('refuses by %s', (_, fields, retCode, retMsg) => {
    const story = aDesk()
    story.sees(aBook())
    const refused = story.post(create, anOrder(fields))
    expect(refused).toMatchObject({ retCode, result: {} })
    expect(refused.retMsg).toEqual(
      typeof retMsg === 'string' ? retMsg : expect.stringMatching(retMsg),
    )
    expect(story.told).toStrictEqual([])
  })

  test.each([
    ['symbol', { symbol: 'BTCUSDT' }, 170121],
    ['malformed quantity', { qty: 'one' }, 170130],
    ['price finer than is counted', { price: '100.001' }, 170134],
    ['quantity off the lot', { qty: '1.0001' }, 170137],
    ['balance', { qty: '999', price: '200' }, 170131],
    ['reduce only', { reduceOnly: true }, 170130],
    ['what it does not have', { side: 'Sell' }, 170131],
  ])('refuses on spot by %s, with a code of spot', (_, fields, retCode) => {
    const story = aDesk()
    story.sees(aTouch(sol, '99', '101'))
    expect(story.post(create, aSpotOrder(fields)).retCode).toBe(retCode)
  })

  test('refuses a name that an open order bears, and takes it again once that is closed', () => {
    const story = aDesk()
    story.sees(aBook())
    const first = story.post(create, anOrder({ orderLinkId: 'a' }))
    expect(story.post(create, anOrder({ orderLinkId: 'a' })).retCode).toBe(110072)
    const byName = story.get('/v5/order/realtime', 'category=linear&orderLinkId=a')
    expect(byName.result.list).toMatchObject([{ orderId: first.result.orderId }])
    story.pass(100)
    expect(story.post(create, anOrder({ orderLinkId: 'a' })).retCode).toBe(0)
  })

  test('lets the limits of our own side say nothing: only the venue answers', () => {
    const story = aDesk({ balances: null })
    story.sees(aBook())
    for (let n = 0; n < 70; n++)
      expect(story.post(create, anOrder({ qty: '1000' })).retCode).toBe(0)
    // 70 times 59 million dollars, and no denial of ours
    expect(story.rows('order')).toHaveLength(70)
  })

  test('has no more than 500 orders open in a symbol', () => {
    const story = aDesk({ fillRate: 0 })
    story.sees(aBook())
    for (let n = 0; n < 500; n++) story.post(create, anOrder({ qty: '0.001' }))
    expect(story.post(create, anOrder()).retCode).toBe(110020)
  })

  test('wakes a conditional order when its price comes', () => {
    const story = aDesk()
    story.sees(aBook())
    const stop = { orderType: 'Market', price: undefined, triggerPrice: '60100' }
    story.post(create, anOrder({ ...stop, triggerDirection: 1, triggerBy: 'MarkPrice' }))
    expect(story.rows('order')).toMatchObject([
      { orderStatus: 'Untriggered', triggerPrice: '60100.00', stopOrderType: 'Stop' },
    ])
    story.sees(aTouch(btc, '60110', '60111'))
    expect(story.rows('order').at(-1)).toMatchObject({ orderStatus: 'Filled' })
  })
})
