import type { SessionOpened } from '../../src'
import {
  InvariantViolated,
  aSession,
  durationText,
  riskRulesText,
  ruleLabel,
  rulesFault,
  rulesMax,
  rulesOf,
  silent,
  specForEngine,
} from '../../src'
import type { SomeRule } from '../support/rules'
import { rulesOfSome, rulesText } from '../support/rules'

const read = (riskRules: string) => rulesOf({ riskRules: riskRules as SessionOpened['riskRules'] })
const one = rulesOfSome({ rule: 'order-rate', limit: 20, windowUs: 1_000_000, resume: 10 })
const text =
  '[{"action":"deny","edgeBps":null,"limit":"20","resume":"10","rule":"order-rate",' +
  '"scope":"session","windowUs":1000000}]'

describe("a header's rules", () => {
  it('are canonical JSON, with figures as decimals of their unit', () => {
    expect(riskRulesText(one)).toBe(text)
    expect(read(text)).toStrictEqual(one)
    expect(read('[]')).toStrictEqual([])
    expect(rulesText({ rule: 'stale-data', limit: 500_000 })).toContain('"limit":"500.000"')
    expect(rulesText({ rule: 'day-loss', limit: 1 })).toContain('"limit":"0.000001"')
  })

  it('are in the state of a session from its first line on', () => {
    const { risk } = specForEngine(silent)
      .given(aSession({ riskRules: text }))
      .state()
    expect(risk.rules).toStrictEqual(one)
    expect(risk.watches).toStrictEqual([{ rings: {}, ages: {}, tripped: {} }])
    expect(risk.pnl).toBeNull()
  })

  it.each([
    ['', 'riskRules is "", not a list of rules'],
    ['{}', 'riskRules is "{}", not a list of rules'],
    ['[null]', 'riskRules[0] is null, not a rule'],
    ['[{}]', "riskRules[0].rule is missing, not a rule's name"],
    [text.replace('order-rate', 'toString'), 'riskRules[0].rule is "toString", not a rule'],
    [text.replace('"20"', '20'), 'riskRules[0].limit is 20, not a decimal'],
    [text.replace('"20"', '"2.5"'), 'riskRules[0].limit is "2.5", not a decimal'],
    [text.replace('"10"', '{}'), 'riskRules[0].resume is {}, not a decimal'],
    [text.replace('1000000', '0.5'), 'riskRules[0].windowUs is 0.5, not whole microseconds'],
    [text.replace('session', 'desk'), 'riskRules[0].scope is "desk", not a scope'],
    [text.replace('deny', 'shout'), 'riskRules[0].action is "shout", not an action'],
    [text.replace('1000000', 'null'), 'riskRules: order-rate needs a window'],
    [text.replace('"10"', '"20"'), 'riskRules: the resume of order-rate must be 1 to below'],
    [text.replace('{', '{ '), 'riskRules is not canonical'],
    [text.replace('{', '{"a":1,'), 'riskRules is not canonical'],
  ])('are refused as %s, naming the field', (riskRules, says) => {
    expect(() => read(riskRules)).toThrow(InvariantViolated)
    expect(() => read(riskRules)).toThrow(says)
    expect(() => specForEngine(silent).given(aSession({ riskRules })).state()).toThrow(says)
  })
})

describe('rules', () => {
  it.each<readonly [SomeRule, string]>([
    [{ rule: 'order-rate', limit: 0, windowUs: 1 }, 'order-rate must be 1 to 10000 orders'],
    [{ rule: 'day-loss', limit: 0 }, 'day-loss must be 0.000001 to 1000000000 USD'],
    [{ rule: 'stale-data', limit: 1e13 }, 'stale-data must be 0.001 to 1000000000 ms'],
    [{ rule: 'fill-rate', limit: 1 }, 'fill-rate needs a window, as in fill-rate=20/1s'],
    [{ rule: 'drawdown', limit: 1, windowUs: 1 }, 'drawdown has no window'],
    [
      { rule: 'fill-rate', limit: 1, windowUs: 86_400_000_001 },
      'the window of fill-rate must be 1us to 24h',
    ],
    [
      { rule: 'price-collar', limit: 1, scope: 'symbol' },
      'the scope of price-collar is order, not symbol',
    ],
    [
      { rule: 'stale-data', limit: 1, action: 'deny' },
      'stale-data is about what has happened, which nobody can deny: ' +
        'freeze-symbol or freeze-all or reduce',
    ],
    [
      { rule: 'day-loss', limit: 1, action: 'freeze-symbol' },
      'the action of day-loss is freeze-all or reduce, not freeze-symbol',
    ],
    [
      { rule: 'open-orders', limit: 1, action: 'freeze-symbol' },
      'open-orders over the session names no symbol to freeze: freeze-all, or another scope',
    ],
    [{ rule: 'price-collar', limit: 2, resume: 1 }, 'price-collar has no resume'],
    [
      { rule: 'open-orders', limit: 2, resume: 1, action: 'reduce' },
      'resume is for action=deny: what froze is thawed',
    ],
    [{ rule: 'thaw', limit: 1 }, 'thaw needs an edge, as in thaw=30s,edge=2.5'],
    [{ rule: 'drawdown', limit: 1, edgeBps: 1 }, 'drawdown has no edge'],
  ])('of %j are refused in a sentence', (rule, says) => {
    expect(rulesFault(rulesOfSome(rule))).toBe(says)
  })

  it('may be of one kind with other windows or scopes, and not twice the same', () => {
    const rate = { rule: 'order-rate', limit: 2, windowUs: 1_000_000 } as const
    const [minute, symbol] = [
      { ...rate, windowUs: 60_000_000 },
      { ...rate, scope: 'symbol' as const },
    ]
    expect(rulesFault(rulesOfSome(rate, minute, symbol))).toBeNull()
    expect(rulesFault(rulesOfSome(rate, { ...rate, limit: 3 }))).toBe(
      'order-rate/1s is given twice',
    )
    const many = Array.from({ length: rulesMax + 1 }, (_, i) => ({ ...rate, windowUs: i + 1 }))
    expect(rulesFault(rulesOfSome(...many))).toBe('there are 33 rules; 32 are the most')
    expect(rulesFault(rulesOfSome(...many.slice(1)))).toBeNull()
  })

  it('are named by kind, window and unusual scope', () => {
    const labels = rulesOfSome(
      { rule: 'order-rate', limit: 2, windowUs: 60_000_000, scope: 'symbol' },
      { rule: 'order-rate', limit: 2, windowUs: 90_000_000 },
      { rule: 'fill-rate', limit: 2, windowUs: 1_500, scope: 'session' },
      { rule: 'day-loss', limit: 2 },
    ).map(ruleLabel)
    expect(labels).toStrictEqual([
      ...['order-rate/1m:symbol', 'order-rate/90s', 'fill-rate/1500us:session', 'day-loss'],
    ])
    expect([1, 2_000, 3_600_000_000].map(durationText)).toStrictEqual(['1us', '2ms', '1h'])
  })
})
