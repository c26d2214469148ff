import { aBook, aDesk, aTouch, aTrade, anOrder, btc, sol, startMs } from './a-desk'

const linear = 'category=linear&symbol=BTCUSDT'

/** Reads a list page by page, in the way that a client sends the cursor back. */
const paged = (
  story: ReturnType<typeof aDesk>,
  path: string,
  query: string,
  sent: (cursor: string) => string,
) => {
  const pages: Array<ReadonlyArray<unknown>> = []
  for (let cursor = ''; ;) {
    const { result } = story.get(path, cursor === '' ? query : `${query}&cursor=${sent(cursor)}`)
    pages.push(result.list.map((row) => row['orderLinkId']))
    if (result.nextPageCursor === '') return pages
    cursor = result.nextPageCursor
  }
}

describe('what orders there are', () => {
  const withOrders = (fillRate: number) => {
    const story = aDesk({ fillRate })
    story.sees(aBook())
    for (const orderLinkId of ['a', 'b', 'c', 'd', 'e'])
      story.post('/v5/order/create', anOrder({ orderLinkId }))
    return story
  }

  test.each([
    ['as it came', (cursor: string) => cursor],
    ['encoded once more', encodeURIComponent],
    ['encoded twice more', (cursor: string) => encodeURIComponent(encodeURIComponent(cursor))],
    ['decoded', decodeURIComponent],
  ])('is paged from the newest on, with the cursor %s', (how, sent) => {
    const story = withOrders(0)
    const query = `${linear}&limit=2`
    // a bare ampersand ends the parameter, and the cursor is whole without it
    expect(paged(story, '/v5/order/realtime', query, sent)).toStrictEqual([
      ['e', 'd'],
      ['c', 'b'],
      ['a'],
    ])
    expect(how).not.toBe('')
  })

  test('does not move its pages because of what is new', () => {
    const story = withOrders(0)
    const first = story.get('/v5/order/realtime', `${linear}&limit=2`)
    story.post('/v5/order/create', anOrder({ orderLinkId: 'new' }))
    const cursor = first.result.nextPageCursor
    const next = story.get('/v5/order/realtime', `${linear}&limit=2&cursor=${cursor}`)
    expect(next.result.list.map((row) => row['orderLinkId'])).toStrictEqual(['c', 'b'])
  })

  test('is only what is open, unless closed orders are asked for or one is named', () => {
    const story = withOrders(1)
    story.pass(100)
    expect(story.get('/v5/order/realtime', linear).result.list).toStrictEqual([])
    expect(story.get('/v5/order/realtime', `${linear}&openOnly=1`).result.list).toHaveLength(5)
    const named = story.get('/v5/order/realtime', 'category=linear&orderLinkId=c')
    expect(named.result.list).toMatchObject([{ orderLinkId: 'c', orderStatus: 'Filled' }])
    const history = story.get('/v5/order/history', `${linear}&orderStatus=Filled`)
    expect(history.result.list).toHaveLength(5)
    expect(story.get('/v5/order/history', `${linear}&orderStatus=Cancelled`).result.list).toEqual(
      [],
    )
  })

  test.each([
    ['no symbol on linear', '/v5/order/realtime', 'category=linear'],
    ['no category', '/v5/order/realtime', 'symbol=BTCUSDT'],
    ['an unknown symbol', '/v5/order/realtime', 'category=linear&symbol=NOPE'],
    ['a page too large', '/v5/order/realtime', `${linear}&limit=51`],
    ['a page of nothing', '/v5/order/realtime', `${linear}&limit=0`],
    ['a cursor that is none', '/v5/order/realtime', `${linear}&cursor=hello`],
    ['two weeks', '/v5/order/history', `${linear}&startTime=0&endTime=1209600000`],
    ['time backwards', '/v5/execution/list', `${linear}&startTime=2&endTime=1`],
    ['too many executions', '/v5/execution/list', `${linear}&limit=101`],
    ['no symbol nor coin', '/v5/position/list', 'category=linear'],
    ['positions on spot', '/v5/position/list', 'category=spot&symbol=SOLUSDT'],
    ['no account type', '/v5/account/wallet-balance', ''],
  ])('refuses %s', (_, path, query) => {
    expect(aDesk().get(path, query)).toMatchObject({ retCode: 10001, result: {} })
  })

  test('is a stated number of those that are closed, and of executions', () => {
    const story = aDesk({ closedOrdersMax: 3, executionsMax: 2 })
    story.sees(aBook())
    for (const orderLinkId of ['a', 'b', 'c', 'd']) {
      story.post('/v5/order/create', anOrder({ orderLinkId }))
      story.pass(100)
    }
    const names = (path: string) =>
      story.get(path, linear).result.list.map((row) => row['orderLinkId'])
    expect(names('/v5/order/history')).toStrictEqual(['d', 'c', 'b'])
    expect(names('/v5/execution/list')).toStrictEqual(['d', 'c'])
    expect(story.get('/v5/order/realtime', 'category=linear&orderLinkId=a').result.list).toEqual([])
  })
})

describe('executions', () => {
  test('are the same by REST as on the stream, the newest first', () => {
    const story = aDesk()
    story.sees(aBook(), aTouch(sol, '99', '101'))
    story.post('/v5/order/create', anOrder())
    story.pass(100)
    story.post('/v5/order/create', anOrder({ orderType: 'Market', side: 'Sell', price: undefined }))
    const { list } = story.get('/v5/execution/list', linear).result
    const streamed = story.rows('execution').map(({ category: _, ...row }) => row)
    expect(list).toStrictEqual(streamed.reverse())
    const since = startMs + 100
    const late = story.get('/v5/execution/list', `${linear}&startTime=${since + 1}`)
    expect(late.result.list).toStrictEqual([])
    const [first] = list
    const ofOrder = `category=linear&orderId=${String(first!['orderId'])}`
    expect(story.get('/v5/execution/list', ofOrder).result.list).toStrictEqual([first])
    expect(story.get('/v5/execution/list', `${linear}&execType=Funding`).result.list).toEqual([])
  })
})

describe('the public side', () => {
  test('tells the time', () => {
    expect(aDesk().get('/v5/market/time')).toStrictEqual({
      retCode: 0,
      retMsg: 'OK',
      result: { timeSecond: '1700000000', timeNano: '1700000000000000000' },
      retExtInfo: {},
      time: startMs,
    })
  })

  test('lists linear page by page, and spot whole', () => {
    const story = aDesk()
    const first = story.get('/v5/market/instruments-info', 'category=linear&limit=1')
    expect(first.result.list).toMatchObject([
      {
        symbol: 'BTCUSDT',
        symbolId: 1,
        contractType: 'LinearPerpetual',
        priceFilter: { tickSize: '0.10' },
        lotSizeFilter: { qtyStep: '0.001', minNotionalValue: '5', maxMktOrderQty: '500.000' },
      },
    ])
    const cursor = first.result.nextPageCursor
    const query = `category=linear&limit=1&cursor=${cursor}`
    const next = story.get('/v5/market/instruments-info', query)
    expect(next.result.list).toMatchObject([{ symbol: 'ETHUSDT', symbolId: 2 }])
    expect(next.result.nextPageCursor).toBe('')
    const spot = story.get('/v5/market/instruments-info', 'category=spot')
    expect(spot.result.list).toMatchObject([
      { symbol: 'SOLUSDT', lotSizeFilter: { basePrecision: '0.001', minOrderAmt: '5' } },
    ])
    expect(Object.keys(spot.result)).not.toContain('nextPageCursor')
    const late = 'category=linear&status=PreLaunch'
    expect(story.get('/v5/market/instruments-info', late).result.list).toStrictEqual([])
  })

  test('shows the book, as deep as it is asked for', () => {
    const story = aDesk()
    story.sees(aBook())
    const { result } = story.get('/v5/market/orderbook', `${linear}&limit=2`)
    expect(result).toMatchObject({
      s: 'BTCUSDT',
      b: [
        ['59999.00', '1.000'],
        ['59998.00', '1.000'],
      ],
      a: [
        ['60001.00', '1.000'],
        ['60002.00', '1.000'],
      ],
    })
    expect(story.get('/v5/market/orderbook', `${linear}&limit=1001`).retCode).toBe(10001)
  })

  test('shows tickers and trades, the newest first', () => {
    const story = aDesk()
    story.sees(aTouch(btc, '59999', '60001'))
    story.sees(aTrade(btc, 'Buy', '60001', '0.5', 't-1'), aTrade(btc, 'Sell', '59999', '1', 't-2'))
    const [ticker] = story.get('/v5/market/tickers', linear).result.list
    expect(ticker).toMatchObject({
      symbol: 'BTCUSDT',
      lastPrice: '59999.00',
      bid1Price: '59999.00',
      highPrice24h: '60001.00',
      lowPrice24h: '59999.00',
      volume24h: '1.5',
      turnover24h: '89999.5',
      price24hPcnt: '-0.000033',
    })
    const trades = story.get('/v5/market/recent-trade', `${linear}&limit=1`)
    expect(trades.result.list).toMatchObject([{ execId: 't-2', side: 'Sell', size: '1.000' }])
    const all = story.get('/v5/market/tickers', 'category=linear').result.list
    expect(all.map((row) => row['symbol'])).toStrictEqual(['BTCUSDT', 'ETHUSDT'])
    const spot = story.get('/v5/market/tickers', 'category=spot').result.list
    expect(Object.keys(spot[0]!)).not.toContain('fundingRate')
  })
})
