import type { Draft } from 'immer'

import type { Bps } from '../units/bps'
import type { FreezeReason } from '../units/freeze-reason'
import type { MarketSymbol } from '../units/market-symbol'
import type { RiskRule } from '../units/risk-rule'
import type { EdgeState, EdgeTable } from './edge'
import type { About, Restriction } from './risk'
import type { State } from './state'
import type { ThawTimer } from './timers'

/** What the rule `thaw` never lifts: what a person did, a loss, and a position that grew old. */
const notByRule: ReadonlyArray<FreezeReason> = ['OPERATOR', 'DAY_LOSS', 'DRAWDOWN', 'POSITION_AGE']

/** The rule that thaws, where there is one. */
export const thawRuleOf = ({ risk }: State): RiskRule | null =>
  risk.rules.find(({ rule }) => rule === 'thaw') ?? null

/** What restricts an account or a symbol by itself, or for neither the session. */
export const restrictionOf = <S extends Pick<State, 'risk'>>(
  { risk }: S,
  { account, symbol }: About,
): S['risk']['session'] => {
  if (account !== null) return risk.accounts[account] ?? null
  return (symbol === null ? risk.session : risk.symbols[symbol]) ?? null
}

/** Whether the rule `thaw`, were there one, could lift a restriction at all. */
export const isThawable = ({ reason }: Restriction): boolean => !notByRule.includes(reason)

/**
 * The lowest edge that speaks for a restriction: that of the account and symbol it is about, or of
 * all that have one; `null` where there is none.
 */
export const edgeFor = ({ edge }: State, { account, symbol }: Restriction): Bps | null => {
  const own = account === null ? Object.values(edge.byAccount) : [edge.byAccount[account]]
  let lowest: number | null = null
  for (const table of [edge.said, ...own])
    for (const { edgeBps } of edgesIn(table, symbol))
      if (lowest === null || edgeBps < lowest) lowest = edgeBps
  return lowest as Bps | null
}

const edgesIn = (
  table: EdgeTable | undefined,
  symbol: MarketSymbol | null,
): ReadonlyArray<EdgeState> => {
  const own = symbol === null ? null : table?.bySymbol[symbol]
  if (own !== null) return own === undefined ? [] : [own]
  const all = Object.values(table?.bySymbol ?? {})
  const total = table?.total ?? null
  return total === null ? all : [total, ...all]
}

/**
 * The timer that lifts a restriction once its cool-down is over, given an edge that was said since:
 * `null` while that edge is not above what the rule asks for, or the quotes are still stale then.
 */
export const thawTimerOf = (state: State, about: About, seq: number): ThawTimer | null => {
  const rule = thawRuleOf(state)
  const restriction = restrictionOf(state, about)
  if (rule === null || restriction === null || !isThawable(restriction)) return null
  const due = Math.max(restriction.at + rule.limit, state.at)
  const timer: ThawTimer = { due, seq, kind: 'thaw', ...about, restrictedBy: restriction.seq }
  return isThawTimerAlive(state, timer) ? timer : null
}

/** Whether a timer's restriction still holds, and may be lifted at the timer's time. */
export const isThawTimerAlive = (state: State, timer: ThawTimer): boolean => {
  const rule = thawRuleOf(state)
  const restriction = restrictionOf(state, timer)
  if (rule === null || restriction?.seq !== timer.restrictedBy) return false
  const edgeBps = edgeFor(state, restriction)
  if (edgeBps === null || rule.edgeBps === null || edgeBps <= rule.edgeBps) return false
  return restriction.reason !== 'STALE_DATA' || isFresh(state, restriction.symbol, timer.due)
}

/** A timer that is no longer alive leaves; the next good edge may set another. */
export const thawTimerGone = (draft: Draft<State>, timer: ThawTimer): void => {
  const restriction = restrictionOf(draft, timer)
  if (restriction?.seq === timer.restrictedBy) restriction.isThawArmed = false
}

const isFresh = ({ risk }: State, symbol: MarketSymbol | null, at: number): boolean =>
  risk.rules.every(({ rule, limit }, i) => {
    const since = symbol === null ? null : (risk.watches[i]?.ages[symbol]?.since ?? null)
    return rule !== 'stale-data' || since === null || since + limit >= at
  })
