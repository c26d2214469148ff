import type { Told } from '../../src'
import { aPlaceOrder, aQuote, aSession, after, anInstrument, example, passed } from '../../src'
import { silent, specForEngine } from '../../src'
import { byAna, gist, quoteAt, restrictions, underRules } from '../support/rule-stories'
import { rulesText } from '../support/rules'

const { given } = specForEngine(silent)
const buy = (qty: string) => aPlaceOrder({ price: '60000', qty })
const sell = (qty: string) => aPlaceOrder({ side: 'Sell', price: '60000', qty })
/** 0.010 held from 50 ms on: a dollar of the mark is a cent. */
const held: ReadonlyArray<Told> = [buy('0.010'), passed(50_000)]
const eth = anInstrument({ symbol: 'ETHUSDT' })

describe('day-loss', () => {
  const ten = [{ rule: 'day-loss', limit: 10_000_000 }] as const

  it('passes a loss of exactly the limit, and freezes everything half a cent below', () => {
    given(...underRules(ten), ...held)
      .when(quoteAt(59_000))
      .staysQuiet()
    const said = given(...underRules(ten), ...held)
      .when(quoteAt(58_999.5))
      .said()
    expect(restrictions(said)).toStrictEqual([
      {
        ...{ type: 'TradingFrozen', symbol: null, scope: 'session', rule: 'day-loss' },
        ...{ observed: '10.005000', threshold: '10.000000', unit: 'USD', windowSeqs: '9' },
      },
    ])
  })

  it('counts fees, and what was realized', () => {
    const fees = { makerFeeRate: '0.001' }
    const cents = (limit: number) => [{ rule: 'day-loss', limit }] as const
    // 600 dollars at 10 bps are 60 cents
    const fill = passed(50_000)
    expect(
      gist(
        given(...underRules(cents(600_000), fees), buy('0.010'))
          .when(fill)
          .said(),
      ),
    ).toStrictEqual(['OrderFilled'])
    expect(
      gist(
        given(...underRules(cents(599_999), fees), buy('0.010'))
          .when(fill)
          .said(),
      ),
    ).toStrictEqual(['OrderFilled', 'TradingFrozen DAY_LOSS'])
    const low = aPlaceOrder({ side: 'Sell', price: '59000', qty: '0.010' })
    const realized = given(...underRules([{ ...ten[0], limit: 9_999_999 }]), ...held, low)
      .when(fill)
      .said()
    expect(restrictions(realized)).toMatchObject([{ observed: '10.000000' }])
  })

  it('begins anew at midnight UTC of engine time, from what the equity was by then', () => {
    // the story begins at 22:13:20; it is 6400 s to midnight
    const before = [...underRules(ten), ...held, quoteAt(59_200), passed(6_400_000_000)]
    given(...before)
      .when(quoteAt(58_200))
      .staysQuiet()
    const said = given(...before)
      .when(quoteAt(58_199.5))
      .said()
    expect(restrictions(said)).toMatchObject([{ observed: '10.005000' }])
  })

  it('freezes again after a thaw, for as long as the loss stands', () => {
    const frozen = [...underRules(ten), ...held, quoteAt(58_900), byAna('ThawTrading')]
    expect(
      gist(
        given(...frozen)
          .when(quoteAt(58_900))
          .said(),
      ),
    ).toStrictEqual(['TradingFrozen DAY_LOSS'])
    given(...frozen)
      .when(quoteAt(59_000))
      .staysQuiet()
  })

  it('adds up all symbols, each rounded down to a millionth of a dollar', () => {
    const fine = anInstrument({
      ...{ priceScale: 4, qtyScale: 4, tickSize: '0.0001', lotSize: '0.0001', minQty: '0.0001' },
      minNotionalUsd: '0',
    })
    const story = [
      aSession({ riskRules: rulesText(...ten) }),
      fine,
      aQuote({ bid: '1', ask: '1' }, fine),
      aPlaceOrder({ price: '1.0001', qty: '0.0001' }, fine),
    ]
    // a loss of 0.0001 times 0.0001 dollars
    expect(given(...story, passed(50_000)).state().risk.pnl).toMatchObject({
      session: { equityUsd: -1, peakUsd: 0, dayStartUsd: 0 },
      accounts: { main: { equityUsd: -1, bySymbol: { BTCUSDT: -1 } } },
    })
  })
})

describe('drawdown', () => {
  const five = [{ rule: 'drawdown', limit: 5_000_000 }] as const
  const risen = [...underRules(five), ...held, quoteAt(61_000)]

  it('is measured from the best so far', () => {
    given(...risen)
      .when(quoteAt(60_500))
      .staysQuiet()
    const said = given(...risen)
      .when(quoteAt(60_499.5))
      .said()
    expect(restrictions(said)).toMatchObject([
      { type: 'TradingFrozen', scope: 'session', observed: '5.005000', threshold: '5.000000' },
    ])
  })

  it('starts over when the session is thawed', () => {
    const thawed = [...risen, quoteAt(60_000), byAna('ThawTrading')]
    given(...thawed)
      .when(quoteAt(59_500))
      .staysQuiet()
    expect(
      gist(
        given(...thawed)
          .when(quoteAt(59_499))
          .said(),
      ),
    ).toStrictEqual(['TradingFrozen DRAWDOWN'])
  })

  it('is taken even where no safe integer holds the amount', () => {
    const lots = { lotSize: '0.00001', minQty: '0.00001', maxQty: '9' }
    const fine = anInstrument({ priceScale: 6, qtyScale: 8, ...lots })
    const story = [
      aSession({ riskRules: rulesText({ rule: 'drawdown', limit: 50_000_000 }) }),
      fine,
      aQuote({ bid: '60000', ask: '60000' }, fine),
      aPlaceOrder({ price: '60000', qty: '0.00075' }, fine),
      passed(50_000),
      aQuote({ bid: '900000', ask: '900000' }, fine),
    ]
    // 0.00075 times 840000 dollars won, which needs 6.3e16 units
    expect(given(...story).state().risk.pnl?.session.peakUsd).toBe(630_000_000)
    const said = given(...story)
      .when(aQuote({ bid: '800000', ask: '800000' }, fine))
      .said()
    expect(restrictions(said)).toMatchObject([{ observed: '75.000000' }])
  })
})

describe('position-age', () => {
  const second = [{ rule: 'position-age', limit: 1_000_000 }] as const
  const story = [...underRules(second), ...held]

  it('lets a position be held for exactly the limit, and then lets only reduce it', () => {
    given(...story)
      .when(passed(1_000_000))
      .staysQuiet()
    const said = given(...story)
      .when(passed(1_000_001))
      .said()
    expect(restrictions(said)).toStrictEqual([
      {
        ...{ type: 'TradingReduced', symbol: 'BTCUSDT', scope: 'symbol', rule: 'position-age' },
        ...{ observed: '1000.001', threshold: '1000.000', unit: 'ms', windowSeqs: '7' },
      },
    ])
  })

  it('does not begin anew where the position grows or shrinks, but where it turns around', () => {
    const grown = [...story, buy('0.010'), passed(50_000), sell('0.015'), passed(50_000)]
    expect(
      gist(
        given(...grown)
          .when(passed(900_001))
          .said(),
      ),
    ).toStrictEqual(['TradingReduced POSITION_AGE'])
    const turned = [...story, sell('0.015'), passed(500_000)]
    given(...turned)
      .when(passed(550_000))
      .staysQuiet()
    expect(
      gist(
        given(...turned)
          .when(passed(550_001))
          .said(),
      ),
    ).toStrictEqual(['TradingReduced POSITION_AGE'])
  })

  it('ends with the position', () => {
    given(...story, sell('0.010'), passed(50_000))
      .when(passed(10_000_000))
      .staysQuiet()
  })
})

describe('stale-data', () => {
  const half = [{ rule: 'stale-data', limit: 500_000 }] as const

  it('freezes the symbol a microsecond after the limit, however late anyone looks', () => {
    given(...underRules(half))
      .when(passed(500_000))
      .staysQuiet()
    const said = given(...underRules(half))
      .when(passed(9_000_000))
      .said()
    expect(restrictions(said)).toStrictEqual([
      {
        ...{ type: 'TradingFrozen', symbol: 'BTCUSDT', scope: 'symbol', rule: 'stale-data' },
        ...{ observed: '500.001', threshold: '500.000', unit: 'ms', windowSeqs: '3' },
      },
    ])
  })

  it('waits anew after each quote, also one with an empty side', () => {
    const story = [...underRules(half), after(400_000, aQuote({ bid: null, bidQty: null }))]
    given(...story)
      .when(passed(500_000))
      .staysQuiet()
    expect(
      gist(
        given(...story)
          .when(passed(500_001))
          .said(),
      ),
    ).toStrictEqual(['TradingFrozen STALE_DATA'])
  })

  it('comes before a quote that is too late', () => {
    const said = given(...underRules(half))
      .when(after(500_001, quoteAt(60_000)))
      .said()
    expect(gist(said)).toStrictEqual(['TradingFrozen STALE_DATA'])
  })

  it('cancels the orders of its symbol alone, and leaves other symbols be', () => {
    const slow = { latencyUs: 900_000_000 }
    const both = [eth, quoteAt(3_000, 'ETHUSDT'), aPlaceOrder({ symbol: 'ETHUSDT' })]
    const story = [...underRules(half, slow), ...both, buy('0.001')]
    const fresh = [...story, after(400_000, quoteAt(3_000, 'ETHUSDT'))]
    const said = given(...fresh)
      .when(passed(100_001))
      .said()
    expect(gist(said)).toStrictEqual(['TradingFrozen STALE_DATA', 'CancelOrder', 'OrderCanceled'])
    const later = given(...fresh, passed(100_001))
    expect(gist(later.when(buy('0.001')).said())).toStrictEqual(['OrderDenied FROZEN'])
    expect(gist(later.when(aPlaceOrder({ symbol: 'ETHUSDT' })).said())).toStrictEqual([
      'OrderPlaced',
      'OrderAccepted',
    ])
  })

  it('does not thaw with the next quote, and freezes again at once while it stays stale', () => {
    const frozen = [...underRules(half), passed(600_000)]
    const quoted = given(...frozen, quoteAt(60_000))
    expect(gist(quoted.when(buy('0.001')).said())).toStrictEqual(['OrderDenied FROZEN'])
    const thawed = [...frozen, after(12_000, byAna('ThawTrading'))]
    const said = given(...thawed)
      .when(passed(0))
      .said()
    expect(restrictions(said)).toMatchObject([{ observed: '612.000', windowSeqs: '3' }])
    given(...frozen, quoteAt(60_000), byAna('ThawTrading'))
      .when(passed(500_000))
      .staysQuiet()
  })

  it('watches a symbol from its first mark on, where no quote has come', () => {
    const ticker = { symbol: 'BTCUSDT', last: null, mark: '60000', index: null, venueAt: 1 }
    const unmarked = example('TickerUpdated', { ...ticker, last: '60000', mark: null })
    const story = [aSession({ riskRules: rulesText(...half) }), anInstrument(), unmarked]
    given(...story)
      .when(passed(9_000_000))
      .staysQuiet()
    const marked = [...story, example('TickerUpdated', ticker)]
    const again = after(400_000, example('TickerUpdated', ticker))
    expect(
      gist(
        given(...marked, again)
          .when(passed(100_001))
          .said(),
      ),
    ).toStrictEqual(['TradingFrozen STALE_DATA'])
  })
})

describe('fill-rate and reject-rate', () => {
  const fills = [{ rule: 'fill-rate', limit: 1, windowUs: 1_000_000 }] as const
  const rejects = [{ rule: 'reject-rate', limit: 1, windowUs: 1_000_000 }] as const
  // 0.001 at 4000 is 4 dollars, and the venue takes nothing below 5
  const tooSmall = aPlaceOrder({ price: '4000', qty: '0.001' })

  it('freeze on the first fill above the limit, with the fills as evidence', () => {
    const said = given(...underRules(fills), buy('0.001'), after(1_000, buy('0.001')))
      .when(passed(60_000))
      .said()
    expect(restrictions(said)).toStrictEqual([
      {
        ...{ type: 'TradingFrozen', symbol: 'BTCUSDT', scope: 'symbol', rule: 'fill-rate/1s' },
        ...{ observed: '2', threshold: '1', unit: 'fills', windowSeqs: '10,11' },
      },
    ])
  })

  it('forget a fill exactly one window after it', () => {
    const first = [...underRules(fills), buy('0.001')]
    expect(
      gist(
        given(...first, after(1_000_000, buy('0.001')))
          .when(passed(50_000))
          .said(),
      ),
    ).toStrictEqual(['OrderFilled'])
    expect(
      gist(
        given(...first, after(999_999, buy('0.001')))
          .when(passed(50_000))
          .said(),
      ),
    ).toStrictEqual(['OrderFilled', 'TradingFrozen FILL_RATE'])
  })

  it('count rejections alike, of the session unless told otherwise', () => {
    const said = given(...underRules(rejects), tooSmall)
      .when(tooSmall)
      .said()
    expect(gist(said)).toStrictEqual([
      ...['OrderPlaced', 'OrderRejected', 'TradingFrozen REJECT_RATE'],
    ])
    expect(restrictions(said)).toMatchObject([
      { symbol: null, scope: 'session', observed: '2', unit: 'rejections', windowSeqs: '6,9' },
    ])
  })

  it('at 0 stop at the first', () => {
    const none = [{ rule: 'reject-rate', limit: 0, windowUs: 1 }] as const
    expect(
      gist(
        given(...underRules(none))
          .when(tooSmall)
          .said(),
      ),
    ).toContain('TradingFrozen REJECT_RATE')
  })
})

describe('several rules at once', () => {
  it('are each asked once what the others said is done', () => {
    const rules = [
      { rule: 'fill-rate', limit: 0, windowUs: 1 },
      { rule: 'fill-rate', limit: 0, windowUs: 2, action: 'freeze-all' },
      { rule: 'fill-rate', limit: 0, windowUs: 3 },
      { rule: 'fill-rate', limit: 0, windowUs: 4, action: 'freeze-all' },
    ] as const
    const said = given(...underRules(rules), buy('0.001'))
      .when(passed(50_000))
      .said()
    expect(restrictions(said).map(({ rule, scope }) => [rule, scope])).toStrictEqual([
      ['fill-rate/1us', 'symbol'],
      ['fill-rate/2us', 'session'],
    ])
  })
})
