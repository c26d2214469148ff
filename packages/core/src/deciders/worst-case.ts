import { heldIn } from '../state/accounts'
import type { State } from '../state/state'
import type { AccountName } from '../units/account-name'
import { notionalUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { Usd } from '../units/usd'
import type { Judged } from './risk-rules/denial'

/** The worst notional that an account could come to in a symbol at its mark, in 1e-6 dollars. */
export const worstCaseUsd = (state: State, account: AccountName, symbol: MarketSymbol): number => {
  const instrument = state.instruments[symbol]
  const position = state.accounts[account]?.positions[symbol]
  const exposure = state.accounts[account]?.exposure[symbol]
  const mark = state.market[symbol]?.mark ?? null
  if (instrument === undefined || position === undefined || exposure === undefined || mark === null)
    return 0
  const long = position.qty + exposure.buyQty
  const short = exposure.sellQty - position.qty
  return notionalUsd(instrument, Math.max(long, short, 0), mark)
}

/**
 * Its account's position as if an order and all on its side had filled, in the direction of that
 * side; not above 0 where that reduces it.
 */
export const worstOnSide = (state: State, { account, symbol, side, qty }: Judged): number => {
  const held = heldIn(state, account, symbol)
  const exposure = state.accounts[account]?.exposure[symbol]
  return side === 'Buy'
    ? held + (exposure?.buyQty ?? 0) + qty
    : (exposure?.sellQty ?? 0) + qty - held
}

/**
 * What the worst case comes to beside that of an order's own account in its symbol: of other
 * accounts there, of the account's other symbols, and of all. Long in one account and short in
 * another are both counted: they are not closed against each other.
 */
export type WorstOfOthers = {
  readonly inSymbolUsd: number
  readonly inAccountUsd: number
  readonly inAllUsd: number
}

/** The worst case beside that of an account in a symbol. */
export const worstOfOthers = (
  state: State,
  { account, symbol }: Pick<Judged, 'account' | 'symbol'>,
): WorstOfOthers => {
  let [inSymbolUsd, inAccountUsd, inAllUsd] = [0, 0, 0]
  for (const name in state.accounts)
    for (const other in state.instruments) {
      const isOwn = name === account
      if (isOwn && other === symbol) continue
      const usd = worstCaseUsd(state, name as AccountName, other as MarketSymbol)
      inAllUsd += usd
      if (isOwn) inAccountUsd += usd
      if (other === symbol) inSymbolUsd += usd
    }
  return { inSymbolUsd, inAccountUsd, inAllUsd }
}

/** A sum of dollars, held at the largest safe integer. */
export const heldUsd = (usd: number): Usd => Math.min(usd, Number.MAX_SAFE_INTEGER) as Usd
