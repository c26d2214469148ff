import type { Told } from '../../src'
import { aPlaceOrder, after, anEdge, anInstrument, example, passed } from '../../src'
import { silent, specForEngine } from '../../src'
import { byAna, gist, quoteAt, underRules } from '../support/rule-stories'

const { given } = specForEngine(silent)
const edge = (edgeBps: string, symbol = 'BTCUSDT') => anEdge({ symbol, edgeBps })
/** Thaws 30 s after a freeze once the edge is above 2.5 bps; freezes below 1.5. */
const thaw = { rule: 'thaw', limit: 30_000_000, edgeBps: 2_500_000 } as const
const stale = { rule: 'stale-data', limit: 500_000 } as const
const frozen: ReadonlyArray<Told> = [...underRules([thaw]), edge('1')]
const thawed = (after: string, seq: number, above: string, symbol: string | null = null) =>
  example('TradingThawed', {
    ...{ symbol, actor: 'rule:thaw' },
    note: `${after} ms after line ${String(seq)}, cool-down 30000.000 ms; edge ${above} > 2.500000 bps`,
  })
const says = (history: ReadonlyArray<Told>, when: Told) =>
  gist(
    given(...history)
      .when(when)
      .said(),
  )

describe('the rule thaw', () => {
  it('lets go when its cool-down is over, if the edge got good enough before', () => {
    const story = [...frozen, after(10_000_000, edge('3'))]
    given(...story)
      .when(passed(19_999_999))
      .staysQuiet()
    given(...story)
      .when(passed(20_000_000))
      .then(thawed('30000.000', 5, '3.000000'))
    expect(says([...story, passed(20_000_000)], aPlaceOrder({ price: '60000' }))).toStrictEqual([
      ...['OrderPlaced', 'OrderAccepted'],
    ])
  })

  it('lets go with the first good edge after that', () => {
    const story = [...frozen, passed(45_000_000), edge('2.6')]
    given(...story)
      .when(passed(0))
      .then(thawed('45000.000', 5, '2.600000'))
  })

  it('waits for an edge above its threshold; one at it is not enough', () => {
    given(...frozen, edge('2.5'))
      .when(passed(60_000_000))
      .staysQuiet()
    given(...frozen, edge('2.500001'))
      .when(passed(60_000_000))
      .then(thawed('30000.000', 5, '2.500001'))
  })

  it('waits on when the edge falls again before the cool-down is over', () => {
    const fallen = [...frozen, edge('3'), after(10_000_000, edge('2'))]
    given(...fallen)
      .when(passed(60_000_000))
      .staysQuiet()
    given(...fallen, after(5_000_000, edge('4')))
      .when(passed(60_000_000))
      .then(thawed('30000.000', 5, '4.000000'))
  })

  it('does not go by the edge of another symbol', () => {
    const eth = anInstrument({ symbol: 'ETHUSDT' })
    given(...frozen, eth, edge('9', 'ETHUSDT'))
      .when(passed(60_000_000))
      .staysQuiet()
  })

  it('goes by the lowest of all edges where no one symbol is to blame', () => {
    const rejects = { rule: 'reject-rate', limit: 0, windowUs: 1 } as const
    const eth = anInstrument({ symbol: 'ETHUSDT' })
    const story = [
      ...[...underRules([thaw, rejects]), eth, edge('2', 'ETHUSDT')],
      ...[aPlaceOrder({ price: '4000', qty: '0.001' }), edge('3')],
    ]
    given(...story)
      .when(passed(60_000_000))
      .staysQuiet()
    given(...story, edge('2.8', 'ETHUSDT'))
      .when(passed(60_000_000))
      .then(thawed('30000.000', 9, '2.800000'))
  })

  it.each([
    ['an operator', [...underRules([thaw]), byAna('FreezeTrading')]],
    ['an operator after the edge', [...frozen, byAna('FreezeTrading')]],
    ['an operator who lets reduce', [...frozen, byAna('ReduceTrading')]],
    [
      'a loss',
      [
        ...underRules([thaw, { rule: 'day-loss', limit: 1 }]),
        ...[aPlaceOrder({ price: '60000' }), passed(50_000), quoteAt(59_000)],
      ],
    ],
  ] as ReadonlyArray<readonly [string, ReadonlyArray<Told>]>)(
    'never lifts what %s did',
    (_, story) => {
      given(...story, edge('9'))
        .when(passed(60_000_000))
        .staysQuiet()
    },
  )

  it('lets a symbol with stale quotes go only once they are fresh', () => {
    const staleNow = [...underRules([thaw, stale]), passed(500_001)]
    given(...staleNow, edge('9'))
      .when(passed(60_000_000))
      .staysQuiet()
    // frozen at 0.500001 s by line 4; quoted again at 30.4 s, good for half a second
    const quoted = [...staleNow, after(29_899_999, quoteAt(60_000)), edge('9')]
    given(...quoted)
      .when(passed(200_000))
      .then(thawed('30000.000', 4, '9.000000', 'BTCUSDT'))
  })

  it('counts the cool-down of each freeze from its own line', () => {
    const story = [...frozen, edge('3'), byAna('ThawTrading'), after(20_000_000, edge('1'))]
    given(...story, edge('3'))
      .when(passed(29_999_999))
      .staysQuiet()
    expect(says([...story, edge('3')], passed(30_000_000))).toStrictEqual(['TradingThawed'])
  })
})
