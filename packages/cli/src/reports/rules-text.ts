import { InvariantViolated, durationText, ruleFigure, rulesOf } from '@shadowtape/core'
import type { RiskRule, SessionOpened } from '@shadowtape/core'
import { bpsScale, formatDecimal, shortDecimal } from '@shadowtape/core'

/** A header's rules as a person would type them; what cannot be read stays as it is. */
export const rulesText = (riskRules: string): ReadonlyArray<string> => {
  try {
    const rules = rulesOf({ riskRules: riskRules as SessionOpened['riskRules'] })
    return rules.length === 0 ? ['none'] : rules.map(ruleText)
  } catch (error) {
    if (!(error instanceof InvariantViolated)) throw error
    return [riskRules]
  }
}

const ruleText = (rule: RiskRule): string => {
  const { windowUs, scope, action, resume, edgeBps } = rule
  const figure = (value: number): string => shortDecimal(ruleFigure(rule, value))
  const window = windowUs === null ? '' : `/${durationText(windowUs)}`
  return [
    `${rule.rule}=${figure(rule.limit)}${window}`,
    ...(rule.rule === 'thaw' ? [] : [`scope=${scope}`, `action=${action}`]),
    ...(resume === null ? [] : [`resume=${figure(resume)}`]),
    ...(edgeBps === null ? [] : [`edge=${shortDecimal(formatDecimal(edgeBps, bpsScale))}`]),
  ].join(',')
}
