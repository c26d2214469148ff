import { invariant } from '../../base/invariant'
import type { TradingThawed } from '../../events/trading-thawed'
import type { State } from '../../state/state'
import { edgeFor, restrictionOf, thawRuleOf } from '../../state/thaws'
import type { ThawTimer } from '../../state/timers'
import { bpsScale, formatDecimal } from '../../units/decimal'
import type { Reason } from '../../units/reason'

/** The cool-down is over and the edge is good: the rule `thaw` lets go, and shows its figures. */
export const thawDue = (state: State, { account, symbol, due }: ThawTimer): TradingThawed => {
  const rule = thawRuleOf(state)
  const restriction = restrictionOf(state, { account, symbol })
  const edgeBps = restriction === null ? null : edgeFor(state, restriction)
  invariant(
    rule !== null && rule.edgeBps !== null && restriction !== null && edgeBps !== null,
    'nothing is left to thaw',
  )
  const [edge, above] = [edgeBps, rule.edgeBps].map((bps) => formatDecimal(bps, bpsScale))
  const [after, limit] = [due - restriction.at, rule.limit].map((us) => formatDecimal(us, 3))
  const note =
    `${after ?? ''} ms after line ${restriction.seq}, cool-down ${limit ?? ''} ms; ` +
    `edge ${edge ?? ''} > ${above ?? ''} bps`
  const actor = 'rule:thaw' as Reason
  return { type: 'TradingThawed', account, symbol, actor, note: note as Reason }
}
