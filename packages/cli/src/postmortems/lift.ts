import type { RiskRule, SessionOpened } from '@shadowtape/core'
import {
  dialectNamed,
  formatDecimal,
  knownDialects,
  ruleLabel,
  ruleScale,
  ruleTraits,
  rulesOf,
} from '@shadowtape/core'

import type { LineFields } from '../journals/line-text'

/** How a stop could have been kept from happening, to see what would have been. */
export type Lift =
  /** Another value of a setting, from the input that led to the stop on, or from the beginning. */
  | {
      readonly type: 'setting'
      readonly name: string
      /** The value of the setting that lets everything through. */
      readonly lax: string
      readonly isTurning: boolean
      readonly rule: RiskRule | null
    }
  /** Somebody asked for it: what came in is left out. */
  | { readonly type: 'input' }
  | { readonly type: 'none'; readonly why: string }

/** The laxest threshold of the edge that there is, in basis points. */
const laxEdgeBps = '-10000'

/** How a stop of a session could have been kept from happening. */
export const liftOf = (opened: SessionOpened, stop: LineFields): Lift => {
  if (opened.venue === 'live')
    return none('it is of a live session: nobody knows what its venue would have answered')
  const { reason, rule: label } = stop
  if (reason === 'OPERATOR') return { type: 'input' }
  if (reason === 'EDGE_DEGRADATION') {
    const isTurning = dialectNamed(knownDialects, opened.catalogue).spoken.has('SettingsChanged')
    const name = 'risk.edgeThresholdBps'
    return { type: 'setting', name, lax: laxEdgeBps, isTurning, rule: null }
  }
  const rule = rulesOf(opened).find((one) => ruleLabel(one) === label)
  if (rule === undefined) return none(`the header has no rule ${JSON.stringify(label)}`)
  const { unit, max } = ruleTraits[rule.rule]
  const lax = formatDecimal(max, ruleScale[unit])
  const name = `risk.rule.${ruleLabel(rule)}`
  return { type: 'setting', name, lax, isTurning: false, rule }
}

const none = (why: string): Lift => ({ type: 'none', why })
