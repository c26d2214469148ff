import { nullable } from '../base/message'
import { DenialReason } from '../units/denial-reason'
import { RuleUnit } from '../units/rule-unit'
import { Text } from '../units/text'

/**
 * Why risk did not let something through. For a limit, `observed` is what it would have come to and
 * `limit` what was allowed, both decimals in `unit`; `rule` names a rule given.
 */
export const denialFields = {
  reason: DenialReason,
  rule: nullable(Text),
  observed: nullable(Text),
  limit: nullable(Text),
  unit: nullable(RuleUnit),
}
