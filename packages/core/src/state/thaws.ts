import type { Draft } from 'immer'

import type { Bps } from '../units/bps'
import type { FreezeReason } from '../units/freeze-reason'
import type { MarketSymbol } from '../units/market-symbol'
import type { RiskRule } from '../units/risk-rule'
import type { Restriction } from './risk'
import type { State } from './state'
import type { ThawTimer } from './timers'

/** What the rule `thaw` never lifts: what a person did, a loss, and a position that grew old. */
const notByRule: ReadonlyArray<FreezeReason> = ['OPERATOR', 'DAY_LOSS', 'DRAWDOWN', 'POSITION_AGE']

/** The rule that thaws, where there is one. */
export const thawRuleOf = ({ risk }: State): RiskRule | null =>
  risk.rules.find(({ rule }) => rule === 'thaw') ?? null

/** What restricts a symbol by itself, or the session for `null`. */
export const restrictionOf = ({ risk }: State, symbol: MarketSymbol | null): Restriction | null =>
  (symbol === null ? risk.session : risk.symbols[symbol]) ?? null

/** Whether the rule `thaw`, were there one, could lift a restriction at all. */
export const isThawable = ({ reason }: Restriction): boolean => !notByRule.includes(reason)

/**
 * The lowest edge that speaks for a restriction: that of the symbol it is about, or of all that
 * have one; `null` where there is none.
 */
export const edgeFor = ({ edge }: State, { symbol }: Restriction): Bps | null => {
  if (symbol !== null) return (edge.bySymbol[symbol]?.edgeBps ?? null) as Bps | null
  let lowest = edge.total?.edgeBps ?? null
  for (const { edgeBps } of Object.values(edge.bySymbol))
    if (lowest === null || edgeBps < lowest) lowest = edgeBps
  return lowest as Bps | null
}

/**
 * The timer that lifts a restriction once its cool-down is over, given an edge that was said since:
 * `null` while that edge is not above what the rule asks for, or the quotes are still stale then.
 */
export const thawTimerOf = (
  state: State,
  symbol: MarketSymbol | null,
  seq: number,
): ThawTimer | null => {
  const rule = thawRuleOf(state)
  const restriction = restrictionOf(state, symbol)
  if (rule === null || restriction === null || !isThawable(restriction)) return null
  const due = Math.max(restriction.at + rule.limit, state.at)
  const timer: ThawTimer = { due, seq, kind: 'thaw', symbol, restrictedBy: restriction.seq }
  return isThawTimerAlive(state, timer) ? timer : null
}

/** Whether a timer's restriction still holds, and may be lifted at the timer's time. */
export const isThawTimerAlive = (state: State, timer: ThawTimer): boolean => {
  const rule = thawRuleOf(state)
  const restriction = restrictionOf(state, timer.symbol)
  if (rule === null || restriction?.seq !== timer.restrictedBy) return false
  const edgeBps = edgeFor(state, restriction)
  if (edgeBps === null || rule.edgeBps === null || edgeBps <= rule.edgeBps) return false
  return restriction.reason !== 'STALE_DATA' || isFresh(state, restriction.symbol, timer.due)
}

/** A timer that is no longer alive leaves; the next good edge may set another. */
export const thawTimerGone = (draft: Draft<State>, { symbol, restrictedBy }: ThawTimer): void => {
  const { risk } = draft
  const restriction = symbol === null ? risk.session : risk.symbols[symbol]
  if (restriction?.seq === restrictedBy) restriction.isThawArmed = false
}

const isFresh = ({ risk }: State, symbol: MarketSymbol | null, at: number): boolean =>
  risk.rules.every(({ rule, limit }, i) => {
    const since = symbol === null ? null : (risk.watches[i]?.ages[symbol]?.since ?? null)
    return rule !== 'stale-data' || since === null || since + limit >= at
  })
