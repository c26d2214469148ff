import { aPlaceOrder, aQuote, after, anInstrument, passed, silent, specForEngine } from '../../src'
import { gist, quoteAt, restrictions, underRules } from '../support/rule-stories'

const { given } = specForEngine(silent)
const buy = (price = '60000', qty = '0.001') => aPlaceOrder({ price, qty })
const eth = anInstrument({ symbol: 'ETHUSDT', baseCoin: 'ETH' })
const placed = ['OrderPlaced', 'OrderAccepted']

describe('order-rate', () => {
  const twoASecond = { rule: 'order-rate', limit: 2, windowUs: 1_000_000 } as const
  const rare = { latencyUs: 900_000_000 }

  it('lets as many orders through as the limit, and denies the next with its figures', () => {
    given(...underRules([twoASecond], rare), buy())
      .when(buy())
      .then(
        ...given(...underRules([], rare), buy())
          .when(buy())
          .said(),
      )
    const [denied] = given(...underRules([twoASecond], rare), buy(), buy())
      .when(buy())
      .said()
    expect(denied).toMatchObject({
      ...{ type: 'OrderDenied', reason: 'ORDER_RATE', rule: 'order-rate/1s' },
      ...{ observed: '3', limit: '2', unit: 'orders' },
    })
  })

  it('forgets an order exactly one window after it, and not a microsecond before', () => {
    const history = [...underRules([twoASecond], rare), buy(), after(400_000, buy())]
    expect(
      gist(
        given(...history)
          .when(after(599_999, buy()))
          .said(),
      ),
    ).toStrictEqual(['OrderDenied ORDER_RATE'])
    expect(
      gist(
        given(...history)
          .when(after(600_000, buy()))
          .said(),
      ),
    ).toStrictEqual(placed)
  })

  it('counts what was placed, and not what was asked for', () => {
    const off = aPlaceOrder({ price: '60000.01' })
    expect(
      gist(
        given(...underRules([twoASecond], rare), off, off, buy())
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(placed)
  })

  it('counts each symbol alone where that is its scope', () => {
    const history = (scope: 'symbol' | 'session') => [
      ...underRules([{ ...twoASecond, scope }], rare),
      ...[eth, aQuote({ symbol: 'ETHUSDT' }), buy(), buy()],
    ]
    const ethBuy = aPlaceOrder({ symbol: 'ETHUSDT' })
    expect(
      gist(
        given(...history('symbol'))
          .when(ethBuy)
          .said(),
      ),
    ).toStrictEqual(placed)
    expect(
      gist(
        given(...history('session'))
          .when(ethBuy)
          .said(),
      ),
    ).toStrictEqual(['OrderDenied ORDER_RATE'])
    expect(
      gist(
        given(...history('symbol'))
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(['OrderDenied ORDER_RATE'])
  })

  it('once it denied holds orders to its resume, until one passes', () => {
    const rule = { rule: 'order-rate', limit: 3, windowUs: 1_000_000, resume: 1 } as const
    const tripped = [
      ...[...underRules([rule], rare), buy(), after(100_000, buy()), after(100_000, buy())],
      ...[buy()],
    ]
    // orders at 0, 0.1 and 0.2 s; at 1.1 s one is left in the window: 2 > 1 is denied still
    const [late] = given(...tripped)
      .when(after(900_000, buy()))
      .said()
    expect(late).toMatchObject({ reason: 'ORDER_RATE', observed: '2', limit: '1' })
    const passes = given(...tripped)
      .when(after(1_000_000, buy()))
      .said()
    expect(gist(passes)).toStrictEqual(placed)
    const again = [...tripped, after(1_000_000, buy()), buy()]
    expect(
      gist(
        given(...again)
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(placed)
    expect(
      gist(
        given(...again, buy())
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(['OrderDenied ORDER_RATE'])
  })

  it('freezes on the denial where it is told to, with the orders in the window', () => {
    const rule = { ...twoASecond, action: 'freeze-all' } as const
    const said = given(...underRules([rule], rare), buy(), buy())
      .when(buy())
      .said()
    expect(gist(said).slice(0, 3)).toStrictEqual([
      'OrderDenied ORDER_RATE',
      'TradingFrozen ORDER_RATE',
      'CancelOrder',
    ])
    expect(restrictions(said)).toStrictEqual([
      {
        ...{ type: 'TradingFrozen', symbol: null, scope: 'session', rule: 'order-rate/1s' },
        ...{ observed: '3', threshold: '2', unit: 'orders', windowSeqs: '5,8' },
      },
    ])
  })
})

describe('open-orders', () => {
  it('counts open orders, of all symbols or of each', () => {
    const two = (scope: 'symbol' | 'session') => [{ rule: 'open-orders', limit: 2, scope }] as const
    const history = [eth, aQuote({ symbol: 'ETHUSDT' }), buy(), aPlaceOrder({ symbol: 'ETHUSDT' })]
    const [denied] = given(...underRules(two('session')), ...history)
      .when(buy())
      .said()
    expect(denied).toMatchObject({ reason: 'OPEN_ORDERS', observed: '3', limit: '2' })
    const bySymbol = [...underRules(two('symbol')), ...history]
    expect(
      gist(
        given(...bySymbol)
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(placed)
    const [third] = given(...bySymbol, buy())
      .when(buy())
      .said()
    expect(third).toMatchObject({ rule: 'open-orders:symbol', observed: '3' })
  })

  it('lets orders through again once some have closed', () => {
    const history = [...underRules([{ rule: 'open-orders', limit: 1 }]), buy()]
    expect(
      gist(
        given(...history)
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(['OrderDenied OPEN_ORDERS'])
    expect(
      gist(
        given(...history, passed(50_000))
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(placed)
  })
})

describe('price-collar', () => {
  // 50 bps of 60000 is 300 dollars
  const collar = [{ rule: 'price-collar', limit: 50_000_000 }] as const

  it.each([
    ['Buy', '59700', null],
    ['Buy', '59699.50', '50.083334'],
    ['Buy', '60300', null],
    ['Sell', '60300', null],
    ['Sell', '60300.50', '50.083334'],
    ['Sell', '59699.50', '50.083334'],
  ] as const)('to %s at %s is %s bps away', (side, price, observed) => {
    const order = aPlaceOrder({ side, price, qty: '0.001' })
    const [first] = given(...underRules(collar))
      .when(order)
      .said()
    expect(first).toMatchObject(
      observed === null
        ? { type: 'OrderPlaced' }
        : { reason: 'PRICE_COLLAR', observed, limit: '50.000000', unit: 'bps' },
    )
  })

  it('is taken from the mark where there is no touch', () => {
    const gone = [...underRules(collar), aQuote({ bid: null, bidQty: null })]
    expect(
      gist(
        given(...gone)
          .when(buy('59700'))
          .said(),
      ),
    ).toStrictEqual(placed)
    expect(
      gist(
        given(...gone)
          .when(buy('59699.50'))
          .said(),
      ),
    ).toStrictEqual(['OrderDenied PRICE_COLLAR'])
  })
})

describe('order-notional', () => {
  const cap = [{ rule: 'order-notional', limit: 600_000_000 }] as const

  it('passes an order of exactly the limit, and denies one that is a tick dearer', () => {
    expect(
      gist(
        given(...underRules(cap))
          .when(buy('60000', '0.010'))
          .said(),
      ),
    ).toStrictEqual(placed)
    const [denied] = given(...underRules(cap))
      .when(buy('60000.50', '0.010'))
      .said()
    expect(denied).toMatchObject({
      ...{ reason: 'ORDER_NOTIONAL', rule: 'order-notional' },
      ...{ observed: '600.005000', limit: '600.000000', unit: 'USD' },
    })
  })

  it('freezes the symbol where it is told to, because of the order that was denied', () => {
    const rules = [{ ...cap[0], action: 'freeze-symbol' }] as const
    const said = given(...underRules(rules), buy())
      .when(buy('60000', '0.011'))
      .said()
    expect(restrictions(said)).toStrictEqual([
      {
        ...{ type: 'TradingFrozen', symbol: 'BTCUSDT', scope: 'symbol', rule: 'order-notional' },
        ...{ observed: '660.000000', threshold: '600.000000', unit: 'USD', windowSeqs: '7' },
      },
    ])
  })
})

describe('of several rules', () => {
  it('the first that is broken, in the order they were given, is the one that is named', () => {
    const rules = [
      { rule: 'price-collar', limit: 50_000_000 },
      { rule: 'order-notional', limit: 1_000_000 },
    ] as const
    const order = buy('59000')
    expect(
      gist(
        given(...underRules(rules))
          .when(order)
          .said(),
      ),
    ).toStrictEqual(['OrderDenied PRICE_COLLAR'])
    expect(
      gist(
        given(...underRules([...rules].reverse()))
          .when(order)
          .said(),
      ),
    ).toStrictEqual(['OrderDenied ORDER_NOTIONAL'])
  })

  it('none is asked about an order that an older limit denies', () => {
    const rules = [{ rule: 'order-notional', limit: 1_000_000 }] as const
    const said = given(...underRules(rules, { inventoryUsdMax: '59' }))
      .when(buy())
      .said()
    expect(gist(said)).toStrictEqual(['OrderDenied INVENTORY_LIMIT'])
    expect(
      gist(
        given(...underRules(rules), quoteAt(60_000))
          .when(buy())
          .said(),
      ),
    ).toStrictEqual(['OrderDenied ORDER_NOTIONAL'])
  })
})
