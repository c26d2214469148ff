import type { EdgeUpdated } from '../events/edge-updated'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { SessionOpened } from '../events/session-opened'
import { hasSeveralAccounts } from '../state/accounts'
import type { MarkoutWindow } from '../state/markouts'
import { markoutsOfAccount } from '../state/markouts'
import type { State } from '../state/state'
import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'
import { meanEdge } from './edge-mean'

/**
 * The edge that our own fills have had, when one was measured at the horizon that counts: the mean
 * of its symbol, of all symbols, or both in this order, each once it has `edgeFillsMin`. Of several
 * accounts each has its own. Only where markouts are the session's source of edge.
 */
export const judgeMarkouts = (
  state: State,
  event: MarkoutMeasured,
): EdgeUpdated | ReadonlyArray<EdgeUpdated> | null => {
  const { config } = state
  const { symbol, horizonUs, markoutBps } = event
  if (config?.edgeSource !== 'markout' || markoutBps === null) return null
  if (horizonUs !== config.edgeHorizonUs) return null
  const { edgeScope } = config
  const account = hasSeveralAccounts(state) ? event.account : null
  const { bySymbol, total } = markoutsOfAccount(state, account)
  const own = edgeScope === 'total' ? null : edgeOf(config, account, symbol, bySymbol[symbol])
  const all = edgeScope === 'symbol' ? null : edgeOf(config, account, null, total)
  return own === null || all === null ? (own ?? all) : [own, all]
}

/**
 * The edge that the fills so far have, said again where it is measured or counted otherwise than
 * before: of each symbol, and of all, as `judgeMarkouts` would say it of one more fill.
 */
export function* edgesSaidAgain(state: State): Generator<EdgeUpdated> {
  const { config } = state
  if (config?.edgeSource !== 'markout') return
  const accounts = hasSeveralAccounts(state)
    ? (Object.keys(state.accounts) as Array<AccountName>)
    : [null]
  for (const account of accounts) {
    const { bySymbol, total } = markoutsOfAccount(state, account)
    const symbols = config.edgeScope === 'total' ? [] : Object.entries(bySymbol)
    for (const [symbol, windows] of symbols) {
      const own = edgeOf(config, account, symbol as MarketSymbol, windows)
      if (own !== null) yield own
    }
    const all = config.edgeScope === 'symbol' ? null : edgeOf(config, account, null, total)
    if (all !== null) yield all
  }
}

/** The mean of a window of markouts as an edge, where there are fills enough. */
export const edgeOf = (
  config: SessionOpened,
  account: AccountName | null,
  symbol: MarketSymbol | null,
  windows: ReadonlyArray<MarkoutWindow> | undefined,
): EdgeUpdated | null => {
  const { edgeHorizonUs: horizonUs, edgeMean: mean } = config
  const window = windows?.find((each) => each.horizonUs === horizonUs)
  const edge = window === undefined ? null : meanEdge(config, window)
  if (edge === null) return null
  return {
    type: 'EdgeUpdated',
    account,
    symbol,
    edgeBps: edge.edgeBps,
    source: 'markout',
    mean,
    fills: edge.fills,
    fromSeq: edge.fromSeq,
    horizonUs,
  }
}
