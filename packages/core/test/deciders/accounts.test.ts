import type { AccountTerms, Told, Usd } from '../../src'
import {
  AccountName,
  InvariantViolated,
  aPlaceOrder,
  aQuote,
  aSession,
  accountTermsOf,
  accountsFault,
  accountsText,
  anInstrument,
  example,
  heldIn,
  mainAccount,
  passed,
  plainAccount,
  silent,
  specForEngine,
  tradingStateOf,
} from '../../src'
import { gist } from '../support/rule-stories'
import type { SomeRule } from '../support/rules'
import { rulesText } from '../support/rules'

const { given } = specForEngine(silent)
const hedge = 'hedge' as AccountName
const main = plainAccount(mainAccount)
const usd = (dollars: number): Usd => (dollars * 1_000_000) as Usd

const opened = (
  accounts: ReadonlyArray<AccountTerms> = [main, plainAccount(hedge)],
  values: object = {},
): ReadonlyArray<Told> => [
  aSession({ accounts: accountsText(accounts), edgeThresholdBps: '-100', ...values }),
  anInstrument(),
  anInstrument({ symbol: 'ETHUSDT' }),
  aQuote({ bid: '59999.50', ask: '60000.50' }),
  aQuote({ symbol: 'ETHUSDT', bid: '59999.50', ask: '60000.50' }),
]
const ruled = (...rules: ReadonlyArray<SomeRule>): ReadonlyArray<Told> =>
  opened(undefined, { riskRules: rulesText(...rules) })

const buy = (account: string, qty = '0.010', symbol = 'BTCUSDT') =>
  aPlaceOrder({ account, symbol, price: '60000', qty })
const sell = (account: string, qty = '0.010') =>
  aPlaceOrder({ account, side: 'Sell', price: '60000', qty })

type Asked = Parameters<ReturnType<typeof given>['when']>[0]
const said = (history: ReadonlyArray<Told>, when: Asked) =>
  given(...history)
    .when(when)
    .said()
const says = (history: ReadonlyArray<Told>, when: Asked) => gist(said(history, when))
const passes = ['OrderPlaced', 'OrderAccepted']
const byAna = (type: 'FreezeTrading' | 'ReduceTrading' | 'ThawTrading', values: object = {}) =>
  example(type, { symbol: null, actor: 'ana', note: 'lunch', ...values })

describe('a position', () => {
  it('is of the account that an order names, and each has its own', () => {
    const story = [...opened(), buy('main'), sell('hedge', '0.004'), passed(50_000)]
    const state = given(...story).state()
    const { symbol } = aQuote()
    expect([heldIn(state, mainAccount, symbol), heldIn(state, hedge, symbol)]).toStrictEqual([
      ...[10, -4],
    ])
    const { fills, bySymbol } = { fills: state.totals.fills, bySymbol: state.venue.accounts }
    expect([fills, Object.keys(bySymbol)]).toStrictEqual([2, ['main', 'hedge']])
  })

  it('pays the fees of its account and symbol, or those of the session', () => {
    const fees = { ['BTCUSDT' as never]: { maker: 30_000, taker: 40_000 } } as AccountTerms['fees']
    const dear = { ...plainAccount(hedge), makerFeeRate: 50_000 as never, fees }
    const story = [...opened([main, dear], { makerFeeRate: '0.0001' }), buy('main'), buy('hedge')]
    const eth = [...story, buy('hedge', '0.010', 'ETHUSDT')]
    const paid = said(eth, passed(50_000)).flatMap((message) =>
      message.type === 'OrderFilled' ? [[message.account, message.symbol, message.fee]] : [],
    )
    // 600 dollars at 1, 3 and 5 bps, in units of 1e-5
    expect(paid).toStrictEqual([
      ['main', 'BTCUSDT', 6_000],
      ['hedge', 'BTCUSDT', 18_000],
      ['hedge', 'ETHUSDT', 30_000],
    ])
  })
})

describe('a limit', () => {
  it('of the session counts all accounts, long and short alike', () => {
    const tight = opened(undefined, { inventoryUsdMax: '1200' })
    expect(says([...tight, buy('main')], sell('hedge'))).toStrictEqual(passes)
    expect(said([...tight, buy('main')], sell('hedge', '0.011'))).toMatchObject([
      {
        reason: 'INVENTORY_LIMIT',
        account: 'hedge',
        observed: '1260.000000',
        limit: '1200.000000',
      },
    ])
  })

  it('lets through what makes nothing worse, whatever the others came to', () => {
    const tight = opened(undefined, { inventoryUsdMax: '1200' })
    const held = [...tight, buy('main', '0.012'), sell('hedge', '0.008'), passed(50_000)]
    // 720 and 480 dollars; a mark a fifth up makes 864 and 576 of them
    const up = [...held, aQuote({ bid: '71999.50', ask: '72000.50' })]
    const closes = aPlaceOrder({ account: 'hedge', price: '72000', qty: '0.009' })
    expect(says(up, closes)).toStrictEqual(passes)
    expect(says(up, sell('hedge', '0.001'))).toStrictEqual(['OrderDenied INVENTORY_LIMIT'])
  })

  it('on the total counts all accounts and symbols', () => {
    const tight = opened(undefined, { totalNotionalUsdMax: '1500' })
    const story = [...tight, buy('main'), buy('hedge', '0.010', 'ETHUSDT')]
    expect(says(story, buy('hedge', '0.005'))).toStrictEqual(passes)
    expect(said(story, buy('hedge', '0.006'))).toMatchObject([
      { reason: 'TOTAL_NOTIONAL_LIMIT', observed: '1560.000000', limit: '1500.000000' },
    ])
  })

  it('of an account counts that account alone', () => {
    const limited = {
      ...plainAccount(hedge),
      inventoryUsdMax: usd(600),
      totalNotionalUsdMax: usd(900),
    }
    const story = opened([main, limited])
    expect(says([...story, buy('main', '1')], buy('hedge'))).toStrictEqual(passes)
    expect(said(story, buy('hedge', '0.011'))).toMatchObject([
      { reason: 'ACCOUNT_INVENTORY_LIMIT', observed: '660.000000', limit: '600.000000' },
    ])
    expect(said([...story, buy('hedge')], buy('hedge', '0.006', 'ETHUSDT'))).toMatchObject([
      { reason: 'ACCOUNT_NOTIONAL_LIMIT', observed: '960.000000', limit: '900.000000' },
    ])
    expect(says([...story, buy('hedge')], buy('hedge', '0.005', 'ETHUSDT'))).toStrictEqual(passes)
  })
})

describe('a freeze of an account', () => {
  const frozen = [
    ...opened(),
    buy('main'),
    buy('hedge'),
    byAna('FreezeTrading', { account: hedge }),
  ]

  it('cancels its orders, denies it more, and leaves the others alone', () => {
    const story = [...opened(), buy('main'), buy('hedge')]
    expect(said(story, byAna('FreezeTrading', { account: hedge }))).toMatchObject([
      { type: 'TradingFrozen', account: 'hedge', symbol: null, scope: 'account' },
      { type: 'CancelOrder', orderId: 'o-2', reason: 'FREEZE' },
      { type: 'OrderCanceled', orderId: 'o-2' },
    ])
    expect(says(frozen, buy('hedge'))).toStrictEqual(['OrderDenied FROZEN'])
    expect(says(frozen, buy('main'))).toStrictEqual(passes)
    const { risk } = given(...frozen).state()
    const states = [mainAccount, hedge].map((name) => tradingStateOf(risk, name, aQuote().symbol))
    expect([risk.isFrozen, ...states]).toStrictEqual([false, 'active', 'frozen'])
  })

  it('is lifted by a thaw of the account or of everything, and by none of a symbol', () => {
    const thaw = { type: 'TradingThawed', account: 'hedge', symbol: null }
    expect(said(frozen, byAna('ThawTrading', { account: hedge }))).toMatchObject([thaw])
    expect(said(frozen, byAna('ThawTrading'))).toMatchObject([thaw])
    expect(says(frozen, byAna('ThawTrading', { account: 'main' }))).toStrictEqual([])
    expect(says(frozen, byAna('ThawTrading', { symbol: 'BTCUSDT' }))).toStrictEqual([])
    const again = [...frozen, byAna('ThawTrading', { account: hedge })]
    expect(says(again, buy('hedge'))).toStrictEqual(passes)
  })

  it('may be of what increases alone', () => {
    const held = [...opened(), buy('hedge'), buy('main'), passed(50_000)]
    const reducing = [...held, byAna('ReduceTrading', { account: hedge })]
    expect(says(reducing, sell('hedge'))).toStrictEqual(passes)
    expect(says(reducing, buy('hedge'))).toStrictEqual(['OrderDenied REDUCING'])
    expect(says(reducing, buy('main'))).toStrictEqual(passes)
  })
})

describe('a rule over an account', () => {
  it('counts each by itself', () => {
    const rare = ruled({ rule: 'order-rate', limit: 1, windowUs: 1_000_000, scope: 'account' })
    expect(says([...rare, buy('main')], buy('hedge'))).toStrictEqual(passes)
    expect(said([...rare, buy('main'), buy('hedge')], buy('hedge'))).toMatchObject([
      { reason: 'ORDER_RATE', rule: 'order-rate/1s:account', observed: '2' },
    ])
    const few = ruled({ rule: 'open-orders', limit: 1, scope: 'account' })
    expect(says([...few, buy('main'), buy('hedge')], buy('main'))).toStrictEqual([
      'OrderDenied OPEN_ORDERS',
    ])
  })

  it('freezes the account, and no other', () => {
    const story = ruled({ rule: 'fill-rate', limit: 1, windowUs: 1_000_000, scope: 'account' })
    const filled = [...story, buy('main'), buy('hedge'), buy('hedge')]
    const frozen = said(filled, passed(50_000)).filter(({ type }) => type === 'TradingFrozen')
    expect(frozen).toMatchObject([
      { reason: 'FILL_RATE', account: 'hedge', symbol: null, scope: 'account', windowLines: 2 },
    ])
    const later = [...filled, passed(50_000)]
    expect(says(later, buy('hedge'))).toStrictEqual(['OrderDenied FROZEN'])
    expect(says(later, buy('main'))).toStrictEqual(passes)
  })

  it('looks at what each account lost, where one gains what the other loses', () => {
    const story = ruled({ rule: 'day-loss', limit: 5_000_000, scope: 'account' })
    const held = [...story, buy('main'), sell('hedge'), passed(50_000)]
    // the short loses 0.010 times 600 dollars
    const up = aQuote({ bid: '60599.50', ask: '60600.50' })
    expect(said(held, up).filter(({ type }) => type === 'TradingFrozen')).toMatchObject([
      { reason: 'DAY_LOSS', account: 'hedge', scope: 'account', observed: '6.000000' },
    ])
    const together = ruled({ rule: 'day-loss', limit: 1 })
    const both = [...together, buy('main'), sell('hedge'), passed(50_000)]
    expect(says(both, up)).toStrictEqual([])
  })

  it('may freeze the account for a position of its own that grew old', () => {
    const old = { rule: 'position-age', limit: 1_000, action: 'freeze-account' } as const
    const held = [...ruled(old), buy('hedge'), passed(50_000)]
    expect(said(held, passed(1_001)).filter(({ type }) => type === 'TradingFrozen')).toMatchObject([
      { reason: 'POSITION_AGE', account: 'hedge', symbol: 'BTCUSDT', scope: 'account' },
    ])
  })
})

describe('the edge of an account', () => {
  const measuring = {
    ...{ edgeSource: 'markout', edgeThresholdBps: '-5', markoutHorizonsUs: '1000000' },
    ...{ edgeHorizonUs: 1_000_000, edgeFillsMin: 1, edgeFillsMax: 5 },
  }
  // 60 dollars below 60000 is 10 bps against who bought
  const down = aQuote({ bid: '59939.50', ask: '59940.50' })
  const story = [...opened(undefined, measuring), buy('main'), sell('hedge'), passed(50_000), down]

  it('is measured on its own fills, and freezes it alone', () => {
    const lines = said(story, passed(1_000_000))
    expect(lines.filter(({ type }) => type === 'EdgeUpdated')).toMatchObject([
      { account: 'main', edgeBps: -10_000_000, fills: 1 },
      { account: 'hedge', edgeBps: 10_000_000, fills: 1 },
    ])
    expect(lines.filter(({ type }) => type === 'TradingFrozen')).toMatchObject([
      {
        ...{ reason: 'EDGE_DEGRADATION', account: 'main', symbol: 'BTCUSDT', scope: 'account' },
        inventory: '{"hedge":{"BTCUSDT":"-0.010"},"main":{"BTCUSDT":"0.010"}}',
        edgeByHorizon: '{"main":{"BTCUSDT":{"1000000":"-10.000000"}}}',
      },
    ])
    const later = [...story, passed(1_000_000)]
    expect(says(later, buy('main'))).toStrictEqual(['OrderDenied FROZEN'])
    expect(says(later, buy('hedge'))).toStrictEqual(passes)
  })

  it('thaws it by rule once it is good again', () => {
    const thaw = rulesText({ rule: 'thaw', limit: 1_000_000, edgeBps: 1_000_000 })
    const [, ...rest] = story
    const [first] = opened(undefined, { ...measuring, edgeSource: 'external', riskRules: thaw })
    const said = { symbol: 'BTCUSDT', source: 'external' as const }
    const edge = (edgeBps: string) =>
      example('EdgeUpdated', {
        ...{ account: 'hedge', ...said, edgeBps },
        ...{ mean: null, fills: null, fromSeq: null, horizonUs: null },
      })
    const frozen = [first as Told, ...rest, edge('-9')]
    expect(says(frozen, buy('hedge'))).toStrictEqual(['OrderDenied FROZEN'])
    const good = [...frozen, edge('2')]
    expect(
      given(...good)
        .when(passed(1_000_000))
        .said()
        .filter(({ type }) => type === 'TradingThawed'),
    ).toMatchObject([{ account: 'hedge', symbol: null, actor: 'rule:thaw' }])
  })
})

describe('funding', () => {
  it('is settled of each account for what it holds, in the order of the header', () => {
    const at = 1_700_000_000_000_000 + 3_600_000_000
    const ticker = example('TickerUpdated', {
      ...{ symbol: 'BTCUSDT', last: null, mark: '60000', index: null, venueAt: 1 },
      ...{ fundingRate: '0.0001', nextFundingAt: at },
    })
    const story = [...opened(), ticker, buy('hedge'), sell('main', '0.005'), passed(50_000)]
    expect(said(story, passed(3_600_000_000))).toMatchObject([
      { type: 'FundingSettled', account: 'main', side: 'Sell', amount: -3_000 },
      { type: 'FundingSettled', account: 'hedge', side: 'Buy', amount: 6_000 },
    ])
  })
})

describe('the accounts of a header', () => {
  it('are read as they were written', () => {
    const terms: AccountTerms = {
      ...{ account: hedge, leverage: 7, balances: { ['USDT' as never]: 123_456_789 } },
      ...{ makerFeeRate: -1_000 as never, takerFeeRate: null },
      fees: { ['ETHUSDT' as never]: { maker: 0 as never, taker: 5_000 as never } },
      ...{ inventoryUsdMax: usd(5), totalNotionalUsdMax: null },
    }
    const accounts = accountsText([main, terms]) as never
    expect(accountTermsOf({ accounts })).toStrictEqual([main, terms])
  })

  it.each([
    ['{}', 'accounts is "{}", not a list of accounts'],
    ['[]', 'accounts: a session has at least one account'],
    ['[3]', 'accounts[0] is 3, not a record'],
    [accountsText([main]).replace('"main"', '"a b"'), 'accounts[0].account is "a b", not a name'],
    [accountsText([main]).replace('"main"', '"7"'), 'account 7: its name must begin with a letter'],
    [accountsText([main]).replace('10', '0'), 'account main: leverage must be 1 to 100'],
    [accountsText([main]).replace('10', '"x"'), 'account main: leverage must be 1 to 100'],
    [accountsText([main]).replace('{}', '{"A B":{}}'), 'accounts[0].fees: "A B" is no symbol'],
    [accountsText([main, main]), 'account main is given twice'],
    [accountsText([main]).replace(':', ': '), 'accounts is not canonical'],
    [
      accountsText([main]).replace('"makerFeeRate":null', '"makerFeeRate":"0.20000000"'),
      'accounts[0]: a fee is at most 10 % either way',
    ],
    [
      accountsText([{ ...main, balances: {} }]).replace('{}', '{"USDT":"1e5"}'),
      'accounts[0].balances.USDT is "1e5", not a decimal',
    ],
  ])('are refused as %s, naming the field', (accounts, says) => {
    const read = () => accountTermsOf({ accounts: accounts as never })
    expect(read).toThrow(InvariantViolated)
    expect(read).toThrow(says)
  })

  it('are at most sixteen, none with less than nothing', () => {
    const many = Array.from({ length: 17 }, (_, i) => plainAccount(`a${String(i)}` as AccountName))
    expect(accountsFault(many)).toBe('there are 17 accounts; 16 are the most')
    const poor = { ...main, balances: { ['USDT' as never]: -1 } }
    expect(accountsFault([poor])).toBe('account main: its balance of USDT is below zero')
    expect(accountsFault([{ ...main, inventoryUsdMax: usd(-1) }])).toBe(
      'account main: its inventory limit is below zero',
    )
    expect(accountsFault([{ ...main, totalNotionalUsdMax: usd(-1) }])).toBe(
      'account main: its total limit is below zero',
    )
    expect(AccountName.is('a b')).toBe(false)
  })
})
