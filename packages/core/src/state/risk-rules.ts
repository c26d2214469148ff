import { canonicalJson } from '../base/canonical-json'
import { invariant } from '../base/invariant'
import { listOfJson, shownJson } from '../base/json-text'
import type { SessionOpened } from '../events/session-opened'
import { bpsScale, formatDecimal, parseDecimal } from '../units/decimal'
import type { RiskRule } from '../units/risk-rule'
import { ruleFigure, ruleScale, ruleTraits } from '../units/risk-rule'
import { RuleAction } from '../units/rule-action'
import { RuleName } from '../units/rule-name'
import { RuleScope } from '../units/rule-scope'
import { rulesFault } from '../units/rules-fault'

/** Rules as a header carries them: canonical JSON, figures as decimals at their unit's scale. */
export const riskRulesText = (rules: ReadonlyArray<RiskRule>): string =>
  canonicalJson(
    rules.map((rule) => ({
      ...rule,
      limit: ruleFigure(rule, rule.limit),
      resume: rule.resume === null ? null : ruleFigure(rule, rule.resume),
      edgeBps: rule.edgeBps === null ? null : formatDecimal(rule.edgeBps, bpsScale),
    })),
  )

/** A header's rules; throws `InvariantViolated`, naming the field, where they are none. */
export const rulesOf = ({ riskRules }: Pick<SessionOpened, 'riskRules'>): Array<RiskRule> => {
  const values = listOfJson(riskRules)
  invariant(values !== null, () => `riskRules is ${shownJson(riskRules)}, not a list of rules`)
  const rules = values.map((value, i) => ruleOf(value, `riskRules[${i}]`))
  const fault = rulesFault(rules)
  invariant(fault === null, () => `riskRules: ${fault ?? ''}`)
  invariant(riskRulesText(rules) === riskRules, 'riskRules is not canonical')
  return rules
}

const ruleOf = (value: unknown, place: string): RiskRule => {
  const isRecord = typeof value === 'object' && value !== null
  invariant(isRecord, () => `${place} is ${shownJson(value)}, not a rule`)
  const { rule, limit, windowUs, scope, action, resume, edgeBps } = value as Readonly<
    Record<string, unknown>
  >
  invariant(RuleName.is(rule), () => `${place}.rule is ${shownJson(rule)}, not a rule's name`)
  invariant(RuleScope.is(scope), () => `${place}.scope is ${shownJson(scope)}, not a scope`)
  invariant(RuleAction.is(action), () => `${place}.action is ${shownJson(action)}, not an action`)
  const isWindow = windowUs === null || Number.isSafeInteger(windowUs)
  invariant(isWindow, () => `${place}.windowUs is ${shownJson(windowUs)}, not whole microseconds`)
  const scale = ruleScale[ruleTraits[rule].unit]
  const decimal = (text: unknown, name: string, decimals: number): number => {
    const figure = typeof text === 'string' ? parseDecimal(text, decimals) : null
    invariant(
      typeof figure === 'number',
      () => `${place}.${name} is ${shownJson(text)}, not a decimal`,
    )
    return figure
  }
  return {
    rule,
    limit: decimal(limit, 'limit', scale),
    windowUs: windowUs as number | null,
    scope,
    action,
    resume: resume === null ? null : decimal(resume, 'resume', scale),
    edgeBps: edgeBps === null ? null : decimal(edgeBps, 'edgeBps', bpsScale),
  }
}
