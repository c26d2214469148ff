import { bpsScale, formatDecimal, usdScale } from './decimal'
import { durationText } from './duration-text'
import type { RuleAction } from './rule-action'
import type { RuleName } from './rule-name'
import type { RuleScope } from './rule-scope'
import type { RuleUnit } from './rule-unit'

/**
 * A rule that the risk monitor was given. `limit` and `resume` are in the rule's unit at its scale;
 * a figure at the limit passes. Once an order was denied `resume` takes the limit's place until one
 * passes. The limit of the rule `thaw` is its cool-down; the edge must be above its `edgeBps`.
 */
export type RiskRule = {
  readonly rule: RuleName
  readonly limit: number
  readonly windowUs: number | null
  readonly scope: RuleScope
  readonly action: RuleAction
  readonly resume: number | null
  readonly edgeBps: number | null
}

/** What a kind of rule can be given; the first of its scopes is the usual one. */
export type RuleTraits = {
  readonly unit: RuleUnit
  readonly min: number
  readonly max: number
  readonly hasWindow: boolean
  readonly hasResume: boolean
  readonly scopes: ReadonlyArray<RuleScope>
  readonly actions: ReadonlyArray<RuleAction>
}

/** More rules than this are refused, so that a line's cost is bounded. */
export const rulesMax = 32

/** The most that a rule may count, and so the most that a window remembers, less one. */
export const ruleCountMax = 10_000

/** The longest window of a rule: a day, in microseconds. */
export const ruleWindowUsMax = 86_400_000_000

/** Decimals of a figure in a unit: a duration in ms is held in microseconds. */
export const ruleScale: Readonly<Record<RuleUnit, number>> = {
  orders: 0,
  fills: 0,
  rejections: 0,
  USD: usdScale,
  bps: bpsScale,
  ms: 3,
}

const plain = { hasWindow: false, hasResume: false } as const
const denies = ['deny', 'freeze-symbol', 'freeze-account', 'freeze-all', 'reduce'] as const
const freezes = ['freeze-symbol', 'freeze-account', 'freeze-all', 'reduce'] as const
const counted = { min: 1, max: ruleCountMax } as const
const broken = { min: 0, max: ruleCountMax, hasWindow: true, hasResume: false } as const
const money = { unit: 'USD', min: 1, max: 1_000_000_000_000_000 } as const
const time = { unit: 'ms', min: 1, max: 1_000_000_000_000 } as const
const loss = {
  ...{ ...plain, ...money },
  scopes: ['session', 'account'],
  actions: ['freeze-all', 'freeze-account', 'reduce'],
} as const

/** What each kind of rule can be given. */
export const ruleTraits: Readonly<Record<RuleName, RuleTraits>> = {
  'order-rate': {
    ...{ ...counted, unit: 'orders', hasWindow: true, hasResume: true },
    ...{ scopes: ['session', 'account', 'symbol'], actions: denies },
  },
  'open-orders': {
    ...{ ...counted, unit: 'orders', hasWindow: false, hasResume: true },
    ...{ scopes: ['session', 'account', 'symbol'], actions: denies },
  },
  'price-collar': {
    ...{ ...plain, unit: 'bps', min: 1, max: 10_000_000_000 },
    ...{ scopes: ['order'], actions: denies },
  },
  'order-notional': { ...plain, ...money, scopes: ['order'], actions: denies },
  'day-loss': loss,
  drawdown: loss,
  'position-age': {
    ...{ ...plain, ...time },
    ...{ scopes: ['symbol'], actions: ['reduce', 'freeze-symbol', 'freeze-account', 'freeze-all'] },
  },
  'stale-data': {
    ...{ ...plain, ...time },
    ...{ scopes: ['symbol'], actions: ['freeze-symbol', 'freeze-all', 'reduce'] },
  },
  'fill-rate': {
    ...{ ...broken, unit: 'fills' },
    ...{ scopes: ['symbol', 'account', 'session'], actions: freezes },
  },
  'reject-rate': {
    ...{ ...broken, unit: 'rejections' },
    ...{ scopes: ['session', 'account', 'symbol'], actions: freezes },
  },
  thaw: { ...plain, ...time, scopes: ['session'], actions: ['thaw'] },
}

/**
 * What a rule may do over a scope, the usual first: what is found over the session is about no one
 * symbol or account that could be frozen, what is found over an account about no one symbol.
 */
export const ruleActions = (rule: RuleName, scope: RuleScope): ReadonlyArray<RuleAction> => {
  const { actions } = ruleTraits[rule]
  if (scope === 'session')
    return actions.filter((one) => one !== 'freeze-symbol' && one !== 'freeze-account')
  if (scope !== 'account') return actions
  const own = actions.filter((one) => one !== 'freeze-symbol' && one !== 'freeze-all')
  const all = actions.filter((one) => one === 'freeze-all')
  return [...own, ...all]
}

/** A rule's figure as lines carry it: a decimal at the scale of its unit. */
export const ruleFigure = ({ rule }: Pick<RiskRule, 'rule'>, value: number): string =>
  formatDecimal(value, ruleScale[ruleTraits[rule].unit])

/**
 * How lines name a rule: its kind, its window and, where it is not the usual one, its scope:
 * `order-rate/1s`, `open-orders:symbol`. No two rules of a session have the same.
 */
export const ruleLabel = ({ rule, windowUs, scope }: RiskRule): string =>
  rule +
  (windowUs === null ? '' : `/${durationText(windowUs)}`) +
  (scope === ruleTraits[rule].scopes[0] ? '' : `:${scope}`)
