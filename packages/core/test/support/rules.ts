import type { RiskRule } from '../../src'
import { riskRulesText, ruleActions, ruleTraits } from '../../src'

/** A rule of a name and a limit, with what is usual for the rest. */
export type SomeRule = Pick<RiskRule, 'rule' | 'limit'> & Partial<RiskRule>

/** Rules with what is usual where nothing is said; limits in units of the rule's scale. */
export const rulesOfSome = (...rules: ReadonlyArray<SomeRule>): ReadonlyArray<RiskRule> =>
  rules.map((some) => {
    const scope = some.scope ?? ruleTraits[some.rule].scopes[0] ?? 'session'
    const action = ruleActions(some.rule, scope)[0] ?? 'deny'
    return {
      ...{ windowUs: null, scope, action },
      ...{ resume: null, edgeBps: null },
      ...some,
    }
  })

/** The same as a header carries them. */
export const rulesText = (...rules: ReadonlyArray<SomeRule>): string =>
  riskRulesText(rulesOfSome(...rules))
