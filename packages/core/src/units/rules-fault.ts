import { shortDecimal } from './decimal'
import { durationText } from './duration-text'
import type { RiskRule } from './risk-rule'
import {
  ruleActions,
  ruleFigure,
  ruleLabel,
  ruleTraits,
  ruleWindowUsMax,
  rulesMax,
} from './risk-rule'
import type { RuleName } from './rule-name'

/** Why rules cannot be given, in a sentence that names the first that cannot, or `null`. */
export const rulesFault = (rules: ReadonlyArray<RiskRule>): string | null => {
  if (rules.length > rulesMax) return `there are ${rules.length} rules; ${rulesMax} are the most`
  const labels = new Set<string>()
  for (const rule of rules) {
    const fault = ruleFault(rule)
    if (fault !== null) return fault
    const label = ruleLabel(rule)
    if (labels.has(label)) return `${label} is given twice`
    labels.add(label)
  }
  return null
}

const ruleFault = (rule: RiskRule): string | null =>
  limitFault(rule) ?? windowFault(rule) ?? choiceFault(rule) ?? resumeFault(rule) ?? edgeFault(rule)

const limitFault = ({ rule, limit }: RiskRule): string | null => {
  const { unit, min, max } = ruleTraits[rule]
  if (limit >= min && limit <= max) return null
  const [low, high] = [min, max].map((bound) => boundText(rule, bound))
  return `${rule} must be ${low ?? ''} to ${high ?? ''} ${unit}`
}

const windowFault = ({ rule, windowUs }: RiskRule): string | null => {
  const { hasWindow } = ruleTraits[rule]
  if (hasWindow && windowUs === null) return `${rule} needs a window, as in ${rule}=20/1s`
  if (!hasWindow && windowUs !== null) return `${rule} has no window`
  return windowUs === null || (windowUs >= 1 && windowUs <= ruleWindowUsMax)
    ? null
    : `the window of ${rule} must be 1us to ${durationText(ruleWindowUsMax)}`
}

const choiceFault = ({ rule, scope, action }: RiskRule): string | null => {
  const { scopes, actions } = ruleTraits[rule]
  if (!scopes.includes(scope)) return `the scope of ${rule} is ${scopes.join(' or ')}, not ${scope}`
  const own = ruleActions(rule, scope)
  if (own.includes(action)) return null
  if (action === 'deny')
    return `${rule} is about what has happened, which nobody can deny: ${own.join(' or ')}`
  if (!actions.includes(action) || scope === 'symbol' || scope === 'order')
    return `the action of ${rule} is ${own.join(' or ')}, not ${action}`
  return scope === 'session'
    ? `${rule} over the session names no ${action.slice(7)} to freeze: freeze-all, or another scope`
    : `${rule} over an account names no symbol to freeze: freeze-account, or another scope`
}

const resumeFault = ({ rule, limit, action, resume }: RiskRule): string | null => {
  if (resume === null) return null
  if (!ruleTraits[rule].hasResume) return `${rule} has no resume`
  if (action !== 'deny') return `resume is for action=deny: what froze is thawed`
  return resume >= 1 && resume < limit ? null : `the resume of ${rule} must be 1 to below its limit`
}

const edgeFault = ({ rule, edgeBps }: RiskRule): string | null => {
  if (rule === 'thaw')
    return edgeBps === null ? 'thaw needs an edge, as in thaw=30s,edge=2.5' : null
  return edgeBps === null ? null : `${rule} has no edge`
}

const boundText = (rule: RuleName, bound: number): string =>
  shortDecimal(ruleFigure({ rule }, bound))
