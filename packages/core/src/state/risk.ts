import type { Draft } from 'immer'

import type { TradingFrozen } from '../events/trading-frozen'
import type { TradingReduced } from '../events/trading-reduced'
import type { TradingThawed } from '../events/trading-thawed'
import type { FreezeReason } from '../units/freeze-reason'
import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'
import type { RiskRule } from '../units/risk-rule'
import type { TradingScope } from '../units/trading-scope'
import type { TradingState } from '../units/trading-state'
import type { ByAccount } from './accounts'
import type { Pnl } from './pnl'
import type { RuleWatch } from './rule-watch'
import type { BySymbol, State } from './state'

/** What keeps trading from being active: its line, when and why, and what it is about. */
export type Restriction = {
  readonly state: Exclude<TradingState, 'active'>
  readonly seq: number
  readonly at: number
  readonly reason: FreezeReason
  readonly account: AccountName | null
  readonly symbol: MarketSymbol | null
  /** Whether a timer will look at whether the rule `thaw` applies. */
  readonly isThawArmed: boolean
}

/**
 * Whether everything is frozen; what restricts the session, accounts and symbols; the last freeze
 * or reduction with the seq of its line; the rules, what each has seen, and the P&L where one asks.
 */
export type Risk = {
  readonly isFrozen: boolean
  readonly session: Restriction | null
  readonly accounts: ByAccount<Restriction>
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
  accounts: {},
  symbols: {},
  last: null,
  rules: [],
  watches: [],
  pnl: null,
})

/** What an account may place in a symbol now: the strictest of what holds for any of these. */
export const tradingStateOf = (
  { session, accounts, symbols }: Pick<Risk, 'session' | 'accounts' | 'symbols'>,
  account: AccountName,
  symbol: MarketSymbol,
): TradingState => {
  const all = stricter(session?.state, accounts[account]?.state)
  return stricter(all, symbols[symbol]?.state)
}

/** What a change of the trading state is about. */
export type About = { readonly account: AccountName | null; readonly symbol: MarketSymbol | null }

/** What a rule restricts where it acts, as its action and its scope say. */
export const restrictedScope = ({ action, scope }: RiskRule): TradingScope => {
  if (action === 'freeze-all' || scope === 'session') return 'session'
  return action === 'freeze-account' || scope === 'account' ? 'account' : 'symbol'
}

/** Whether a rule would change anything by acting now on what happened. */
export const canAct = (risk: Risk, rule: RiskRule, { account, symbol }: About): boolean => {
  if (rule.action === 'deny' || rule.action === 'thaw') return false
  if (rule.action === 'freeze-all') return !risk.isFrozen
  const scope = restrictedScope(rule)
  const ofAccount = scope === 'account' && account !== null ? risk.accounts[account] : undefined
  const ofSymbol = scope === 'symbol' && symbol !== null ? risk.symbols[symbol] : undefined
  const now = stricter(risk.session?.state, (ofAccount ?? ofSymbol)?.state)
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
    account: event.account,
    symbol: event.symbol,
    isThawArmed: false,
  }
  risk.last = { seq, event }
  if (event.scope === 'symbol' && event.symbol !== null) {
    risk.symbols[event.symbol] = restriction
    return
  }
  if (event.scope === 'account' && event.account !== null) {
    risk.accounts[event.account] = restriction
    return
  }
  risk.session = restriction
  risk.isFrozen = restriction.state === 'frozen'
}

/** Trading goes on, of an account, in a symbol or in the session; the last freeze stays known. */
export const tradingThawed = (draft: Draft<State>, { account, symbol }: TradingThawed): void => {
  if (account !== null) {
    delete draft.risk.accounts[account]
    return
  }
  if (symbol !== null) {
    delete draft.risk.symbols[symbol]
    return
  }
  draft.risk.session = null
  draft.risk.isFrozen = false
}

const strictness: Readonly<Record<TradingState, number>> = { active: 0, reducing: 1, frozen: 2 }

const stricter = (a: TradingState = 'active', b: TradingState = 'active'): TradingState =>
  strictness[a] >= strictness[b] ? a : b
