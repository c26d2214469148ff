import type { EdgeSource, RiskRule } from '@shadowtape/core'
import { riskRulesText } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { SessionSettings } from './session-header'

/** What a person may say about the risk monitor's rules, and what they have to go with. */
export type RuleOptions = {
  readonly rule: ReadonlyArray<RiskRule>
  readonly edge: EdgeSource
  readonly edgeThreshold: number
}

/** What a header says about the risk monitor's rules, or why they do not go with the rest. */
export const ruleSettings = ({
  rule: rules,
  edge,
  edgeThreshold,
}: RuleOptions): Either<Failure, Pick<SessionSettings, 'riskRules'>> => {
  const thaw = rules.find(({ rule }) => rule === 'thaw')
  if (thaw !== undefined && edge === 'none')
    return usage('--rule thaw waits for an edge, and --edge is none')
  if (thaw?.edgeBps !== undefined && thaw.edgeBps !== null && thaw.edgeBps <= edgeThreshold)
    return usage('the edge of --rule thaw must be above --edge-threshold')
  return right({ riskRules: riskRulesText(rules) })
}

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}`))
