import type { Draft } from 'immer'

import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'
import { canAct } from './risk'
import type { State } from './state'
import type { AgeTimer } from './timers'

/**
 * Since when something grows old: the last quote of a symbol, or the opening of what an account
 * holds there, and the line of that. `null` where there is nothing to grow old. `isArmed` says that
 * a timer waits in the heap; there is never more than one for a rule and what it watches.
 */
export type Age = Watched & {
  readonly since: number | null
  readonly seq: number
  readonly isArmed: boolean
}

/** Where a rule keeps the age of a symbol's quotes, or of what an account holds of it. */
export const ageKey = ({ account, symbol }: Watched): string =>
  account === null ? symbol : `${account} ${symbol}`

/** What grows old: a symbol's quotes, or what an account holds of it. */
export type Watched = { readonly account: AccountName | null; readonly symbol: MarketSymbol }

/** The timer that waits for something to be older than its rule allows, or `null` for none. */
export const ageTimerOf = (
  { at, risk }: State,
  rule: number,
  { account, symbol }: Watched,
): AgeTimer | null => {
  const asked = risk.rules[rule]
  const age = risk.watches[rule]?.ages[ageKey({ account, symbol })]
  if (asked === undefined || age === undefined || age.since === null) return null
  if (!canAct(risk, asked, { account, symbol })) return null
  // older than the limit is from the microsecond after it on; what is too old already is due now
  const due = Math.max(age.since + asked.limit + 1, at)
  return { due, seq: age.seq, kind: 'age', rule, account, symbol }
}

/** Whether what a timer waits for is still what it was set for, and its rule still could act. */
export const isAgeTimerAlive = ({ risk }: State, timer: AgeTimer): boolean => {
  const asked = risk.rules[timer.rule]
  const age = risk.watches[timer.rule]?.ages[ageKey(timer)]
  return (
    asked !== undefined &&
    age !== undefined &&
    age.since !== null &&
    age.seq === timer.seq &&
    canAct(risk, asked, timer)
  )
}

/** What takes the place of a timer that is no longer alive, if anything does. */
export const ageTimerAfter = (draft: Draft<State>, timer: AgeTimer): AgeTimer | null => {
  const next = ageTimerOf(draft, timer.rule, timer)
  const age = draft.risk.watches[timer.rule]?.ages[ageKey(timer)]
  if (age !== undefined) age.isArmed = next !== null
  return next
}
