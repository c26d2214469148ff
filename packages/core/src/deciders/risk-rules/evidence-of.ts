import { canonicalJson } from '../../base/canonical-json'
import type { TradingFrozen } from '../../events/trading-frozen'
import type { MarkoutTable } from '../../state/markouts'
import { markoutsOfAccount } from '../../state/markouts'
import type { State } from '../../state/state'
import type { AccountName } from '../../units/account-name'
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
  fromSeq: number | null = seqs[0] ?? null,
): Pick<TradingFrozen, 'windowLines' | 'fromSeq' | 'windowSeqs'> => ({
  windowLines: lines as Count,
  fromSeq: fromSeq as Seq | null,
  windowSeqs: seqs.slice(-windowSeqsMax).join(',') as Text,
})

const inventoryOf = ({ accounts, instruments }: State) => {
  const held: Record<string, Record<string, string>> = {}
  for (const [name, { positions }] of Object.entries(accounts))
    for (const [symbol, { qty }] of Object.entries(positions)) {
      if (qty === 0) continue
      const own = (held[name] ??= {})
      own[symbol] = formatDecimal(qty, instruments[symbol as MarketSymbol]?.qtyScale ?? 0)
    }
  return held
}

type Means = Record<string, Record<string, string>>

/**
 * The mean of each account's fills in each symbol at each horizon, as the header asks, where any
 * was measured.
 */
const edgeTextOf = (state: State): Text | null => {
  const means: Record<string, Means> = {}
  for (const name of Object.keys(state.accounts) as Array<AccountName>) {
    const own = meansOf(state, markoutsOfAccount(state, name))
    if (Object.keys(own).length > 0) means[name] = own
  }
  return Object.keys(means).length === 0 ? null : (canonicalJson(means) as Text)
}

const meansOf = ({ config }: State, { bySymbol }: MarkoutTable): Means => {
  const means: Means = {}
  for (const [symbol, windows] of Object.entries(bySymbol))
    for (const window of windows) {
      const mean =
        config === null ? null : meanEdge({ ...config, edgeFillsMin: 1 as Count }, window)
      if (mean === null) continue
      const own = (means[symbol] ??= {})
      own[String(window.horizonUs)] = formatDecimal(mean.edgeBps, bpsScale)
    }
  return means
}
