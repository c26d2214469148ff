import type { Draft } from 'immer'

import type { MarketSymbol } from '../units/market-symbol'
import { canAct } from './risk'
import type { State } from './state'
import type { AgeTimer } from './timers'

/**
 * Since when something grows old: the last quote of a symbol, or its position's opening, and the
 * line of that. `null` where there is nothing to grow old. `isArmed` says that a timer waits in the
 * heap; there is never more than one for a rule and a symbol.
 */
export type Age = { readonly since: number | null; readonly seq: number; readonly isArmed: boolean }

/** The timer that waits for something to be older than its rule allows, or `null` for none. */
export const ageTimerOf = (
  { at, risk }: State,
  rule: number,
  symbol: MarketSymbol,
): AgeTimer | null => {
  const asked = risk.rules[rule]
  const age = risk.watches[rule]?.ages[symbol]
  if (asked === undefined || age === undefined || age.since === null) return null
  if (!canAct(risk, asked, symbol)) return null
  // older than the limit is from the microsecond after it on; what is too old already is due now
  const due = Math.max(age.since + asked.limit + 1, at)
  return { due, seq: age.seq, kind: 'age', rule, symbol }
}

/** Whether what a timer waits for is still what it was set for, and its rule still could act. */
export const isAgeTimerAlive = ({ risk }: State, { rule, symbol, seq }: AgeTimer): boolean => {
  const asked = risk.rules[rule]
  const age = risk.watches[rule]?.ages[symbol]
  return (
    asked !== undefined &&
    age !== undefined &&
    age.since !== null &&
    age.seq === seq &&
    canAct(risk, asked, symbol)
  )
}

/** What takes the place of a timer that is no longer alive, if anything does. */
export const ageTimerAfter = (draft: Draft<State>, timer: AgeTimer): AgeTimer | null => {
  const next = ageTimerOf(draft, timer.rule, timer.symbol)
  const age = draft.risk.watches[timer.rule]?.ages[timer.symbol]
  if (age !== undefined) age.isArmed = next !== null
  return next
}
