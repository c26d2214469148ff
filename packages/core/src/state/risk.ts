import type { Draft } from 'immer'

import type { TradingFrozen } from '../events/trading-frozen'
import type { TradingReduced } from '../events/trading-reduced'
import type { TradingThawed } from '../events/trading-thawed'
import type { FreezeReason } from '../units/freeze-reason'
import type { MarketSymbol } from '../units/market-symbol'
import type { RiskRule } from '../units/risk-rule'
import type { TradingState } from '../units/trading-state'
import type { Pnl } from './pnl'
import type { RuleWatch } from './rule-watch'
import type { BySymbol, State } from './state'

/** What keeps trading from being active: its line, when and why, and the symbol it is about. */
export type Restriction = {
  readonly state: Exclude<TradingState, 'active'>
  readonly seq: number
  readonly at: number
  readonly reason: FreezeReason
  readonly symbol: MarketSymbol | null
  /** Whether a timer will look at whether the rule `thaw` applies. */
  readonly isThawArmed: boolean
}

/**
 * Whether everything is frozen; what restricts the session and single symbols; the last freeze or
 * reduction with the seq of its line; the rules, what each has seen, and the P&L where one asks.
 */
export type Risk = {
  readonly isFrozen: boolean
  readonly session: Restriction | null
  readonly symbols: BySymbol<Restriction>
  readonly last: { readonly seq: number; readonly event: TradingFrozen | TradingReduced } | null
  readonly rules: ReadonlyArray<RiskRule>
  readonly watches: ReadonlyArray<RuleWatch>
  readonly pnl: Pnl | null
}

/** Nothing is restricted, and there are no rules. A new value each time. */
export const newRisk = (): Risk => ({
  isFrozen: false,
  session: null,
  symbols: {},
  last: null,
  rules: [],
  watches: [],
  pnl: null,
})

/** What may be placed in a symbol now: the stricter of what holds for it and for the session. */
export const tradingStateOf = (
  { session, symbols }: Pick<Risk, 'session' | 'symbols'>,
  symbol: MarketSymbol,
): TradingState => stricter(session?.state ?? 'active', symbols[symbol]?.state ?? 'active')

/** Whether a rule would change anything by acting now on what happened in a symbol. */
export const canAct = (risk: Risk, rule: RiskRule, symbol: MarketSymbol | null): boolean => {
  const { session } = risk
  if (rule.action === 'deny' || rule.action === 'thaw') return false
  if (rule.action === 'freeze-all') return !risk.isFrozen
  const now =
    rule.scope === 'session' || symbol === null
      ? (session?.state ?? 'active')
      : tradingStateOf(risk, symbol)
  return rule.action === 'reduce' ? now === 'active' : now !== 'frozen'
}

/** Trading is frozen, or only reduces, and why is kept with the `seq` of its line. */
export const tradingRestricted = (
  draft: Draft<State>,
  event: TradingFrozen | TradingReduced,
  seq: number,
): void => {
  const { risk } = draft
  const restriction: Restriction = {
    state: event.type === 'TradingFrozen' ? 'frozen' : 'reducing',
    seq,
    at: draft.at,
    reason: event.reason,
    symbol: event.symbol,
    isThawArmed: false,
  }
  risk.last = { seq, event }
  if (event.scope === 'symbol' && event.symbol !== null) {
    risk.symbols[event.symbol] = restriction
    return
  }
  risk.session = restriction
  risk.isFrozen = restriction.state === 'frozen'
}

/** Trading goes on, in a symbol or in the session; the last freeze stays known. */
export const tradingThawed = (draft: Draft<State>, { symbol }: TradingThawed): void => {
  if (symbol !== null) {
    delete draft.risk.symbols[symbol]
    return
  }
  draft.risk.session = null
  draft.risk.isFrozen = false
}

const strictness: Readonly<Record<TradingState, number>> = { active: 0, reducing: 1, frozen: 2 }

const stricter = (a: TradingState, b: TradingState): TradingState =>
  strictness[a] >= strictness[b] ? a : b
