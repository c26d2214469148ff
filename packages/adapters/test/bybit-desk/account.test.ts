import { aBook, aDesk, aSpotOrder, aTouch, eth, sol } from './a-desk'

const linear = 'category=linear&symbol=BTCUSDT'

describe('positions and the account', () => {
  const held = () => {
    const story = aDesk({
      positions: [{ symbol: 'ETHUSDT', side: 'Sell', size: '2', entryPrice: '3000' }],
    })
    story.sees(aBook(), aTouch(eth, '2899', '2901'), aTouch(sol, '99', '101'))
    return story
  }

  test('shows a position that it began with, at its price and without a fee', () => {
    const story = held()
    const { result } = story.get('/v5/position/list', 'category=linear&settleCoin=USDT')
    expect(result.list).toMatchObject([
      {
        symbol: 'ETHUSDT',
        side: 'Sell',
        size: '2.00',
        avgPrice: '3000',
        positionValue: '6000',
        unrealisedPnl: '200',
        cumRealisedPnl: '0',
        leverage: '10',
      },
    ])
    expect(story.told).toStrictEqual([])
    expect(story.get('/v5/execution/list', 'category=linear').result.list).toStrictEqual([])
  })

  test('shows a flat position of a symbol that is named', () => {
    expect(held().get('/v5/position/list', linear).result.list).toMatchObject([
      { symbol: 'BTCUSDT', side: '', size: '0.000', avgPrice: '0', unrealisedPnl: '' },
    ])
  })

  test('sets, keeps and takes off what a position is closed at', () => {
    const story = held()
    const stop = (fields: object) =>
      story.post('/v5/position/trading-stop', {
        category: 'linear',
        symbol: 'ETHUSDT',
        positionIdx: 0,
        ...fields,
      })
    expect(stop({ takeProfit: '2800', tpTriggerBy: 'MarkPrice' }).retCode).toBe(0)
    expect(stop({ stopLoss: '3100', slTriggerBy: 'MarkPrice' }).retCode).toBe(0)
    expect(story.rows('position').at(-1)).toMatchObject({
      takeProfit: '2800.00',
      stopLoss: '3100.00',
    })
    expect(stop({ stopLoss: '3100', slTriggerBy: 'MarkPrice' }).retCode).toBe(34040)
    expect(stop({ takeProfit: '0' }).retCode).toBe(0)
    expect(story.rows('position').at(-1)).toMatchObject({ takeProfit: '', stopLoss: '3100.00' })
    expect(stop({ stopLoss: '2000', slTriggerBy: 'MarkPrice' }).retCode).toBe(10001)
    expect(stop({ trailingStop: '5' }).retMsg).toMatch(/not served/)
    story.sees(aTouch(eth, '3199', '3201'))
    expect(story.rows('order').at(-1)).toMatchObject({
      stopOrderType: 'StopLoss',
      createType: 'CreateByStopLoss',
      orderStatus: 'Filled',
      reduceOnly: true,
    })
    const none = { category: 'linear', symbol: 'BTCUSDT', takeProfit: '70000' }
    expect(story.post('/v5/position/trading-stop', none).retMsg).toMatch(/zero position/)
  })

  test('sets leverage, once', () => {
    const story = held()
    const set = (buyLeverage: string, sellLeverage = buyLeverage) =>
      story.post('/v5/position/set-leverage', {
        category: 'linear',
        symbol: 'BTCUSDT',
        buyLeverage,
        sellLeverage,
      }).retCode
    expect([set('5'), set('5'), set('5', '6'), set('101'), set('x')]).toStrictEqual([
      0, 110043, 10001, 10001, 10001,
    ])
    const [row] = story.get('/v5/position/list', linear).result.list
    expect(row).toMatchObject({ leverage: '5' })
  })

  test('shows what each coin is, holds and is worth', () => {
    const story = held()
    story.post('/v5/order/create', aSpotOrder({ price: '90' }))
    const query = 'accountType=UNIFIED&coin=USDT,SOL'
    const [account] = story.get('/v5/account/wallet-balance', query).result.list
    expect(account).toMatchObject({
      accountType: 'UNIFIED',
      totalPerpUPL: '200',
      coin: [
        {
          coin: 'USDT',
          walletBalance: '100000',
          unrealisedPnl: '200',
          equity: '100200',
          totalPositionIM: '580',
          locked: '90',
          availableToWithdraw: '',
        },
        { coin: 'SOL', walletBalance: '0' },
      ],
    })
  })

  test('shows what it pays, what its key may do, and what clients ask for as they load', () => {
    const story = aDesk({ fees: { maker: '-0.0001', taker: '0.0005' } })
    expect(story.get('/v5/account/fee-rate', linear).result.list).toStrictEqual([
      { symbol: 'BTCUSDT', takerFeeRate: '0.0005', makerFeeRate: '-0.0001' },
    ])
    expect(story.get('/v5/account/info').result).toMatchObject({ unifiedMarginStatus: 5 })
    const key = story.get('/v5/user/query-api').result
    expect(key).toMatchObject({ apiKey: 'desk-key', secret: '', readOnly: 0, uta: 1 })
    expect(story.get('/v5/asset/coin/query-info').result).toStrictEqual({ rows: [] })
  })
})
