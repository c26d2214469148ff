import type { EdgeUpdated } from '../events/edge-updated'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { SessionOpened } from '../events/session-opened'
import type { MarkoutWindow } from '../state/markouts'
import type { State } from '../state/state'
import type { MarketSymbol } from '../units/market-symbol'
import { meanEdge } from './edge-mean'

/**
 * The edge that our own fills have had, when one was measured at the horizon that counts: the mean
 * of its symbol, of all symbols, or both in this order, each once it has `edgeFillsMin`. Only where
 * markouts are the session's source of edge.
 */
export const judgeMarkouts = (
  state: State,
  event: MarkoutMeasured,
): EdgeUpdated | ReadonlyArray<EdgeUpdated> | null => {
  const { config, markouts } = state
  const { symbol, horizonUs, markoutBps } = event
  if (config?.edgeSource !== 'markout' || markoutBps === null) return null
  if (horizonUs !== config.edgeHorizonUs) return null
  const { edgeScope } = config
  const own = edgeScope === 'total' ? null : edgeOf(config, symbol, markouts.bySymbol[symbol])
  const all = edgeScope === 'symbol' ? null : edgeOf(config, null, markouts.total)
  return own === null || all === null ? (own ?? all) : [own, all]
}

const edgeOf = (
  config: SessionOpened,
  symbol: MarketSymbol | null,
  windows: ReadonlyArray<MarkoutWindow> | undefined,
): EdgeUpdated | null => {
  const { edgeHorizonUs: horizonUs, edgeMean: mean } = config
  const window = windows?.find((each) => each.horizonUs === horizonUs)
  const edge = window === undefined ? null : meanEdge(config, window)
  if (edge === null) return null
  return {
    type: 'EdgeUpdated',
    symbol,
    edgeBps: edge.edgeBps,
    source: 'markout',
    mean,
    fills: edge.fills,
    fromSeq: edge.fromSeq,
    horizonUs,
  }
}
