import { canonicalJson } from '../../base/canonical-json'
import type { TradingFrozen } from '../../events/trading-frozen'
import type { State } from '../../state/state'
import type { Count } from '../../units/count'
import { bpsScale, formatDecimal } from '../../units/decimal'
import { noDigest } from '../../units/digest'
import type { MarketSymbol } from '../../units/market-symbol'
import type { Seq } from '../../units/seq'
import type { Text } from '../../units/text'
import { meanEdge } from '../edge-mean'

/** Of a window's lines so many are named, the newest. */
export const windowSeqsMax = 50

/** What a line that restricts trading says of the state before it; the engine adds the digest. */
export const stateEvidence = (state: State) => ({
  inventory: canonicalJson(inventoryOf(state)) as Text,
  openOrders: state.orders.openCount as Count,
  edgeByHorizon: edgeTextOf(state),
  stateDigest: noDigest,
})

/** The evidence of lines, oldest first; of more than are given where they are `lines` in all. */
export const windowEvidence = (
  seqs: ReadonlyArray<number>,
  lines = seqs.length,
  fromSeq = seqs[0] ?? null,
): Pick<TradingFrozen, 'windowLines' | 'fromSeq' | 'windowSeqs'> => ({
  windowLines: lines as Count,
  fromSeq: fromSeq as Seq | null,
  windowSeqs: seqs.slice(-windowSeqsMax).join(',') as Text,
})

const inventoryOf = ({ positions, instruments }: State): Record<string, string> => {
  const held: Record<string, string> = {}
  for (const [symbol, { qty }] of Object.entries(positions))
    if (qty !== 0)
      held[symbol] = formatDecimal(qty, instruments[symbol as MarketSymbol]?.qtyScale ?? 0)
  return held
}

/** The mean of each symbol's fills at each horizon, as the header asks, where any was measured. */
const edgeTextOf = ({ config, markouts }: State): Text | null => {
  const means: Record<string, Record<string, string>> = {}
  for (const [symbol, windows] of Object.entries(markouts.bySymbol))
    for (const window of windows) {
      const mean =
        config === null ? null : meanEdge({ ...config, edgeFillsMin: 1 as Count }, window)
      if (mean === null) continue
      const own = (means[symbol] ??= {})
      own[String(window.horizonUs)] = formatDecimal(mean.edgeBps, bpsScale)
    }
  return Object.keys(means).length === 0 ? null : (canonicalJson(means) as Text)
}
