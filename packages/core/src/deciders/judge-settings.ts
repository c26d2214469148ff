import type { CancelOrder } from '../commands/cancel-order'
import type { EdgeUpdated } from '../events/edge-updated'
import { edgeSaid } from '../events/edge-updated'
import type { SettingsChanged } from '../events/settings-changed'
import type { TradingFrozen } from '../events/trading-frozen'
import type { ChangeableField, ChangeableFields } from '../state/changed-settings'
import { fieldsOfText } from '../state/changed-settings'
import type { EdgeTable } from '../state/edge'
import { markoutsOfAccount } from '../state/markouts'
import type { State } from '../state/state'
import type { AccountName } from '../units/account-name'
import type { Bps } from '../units/bps'
import type { MarketSymbol } from '../units/market-symbol'
import { cancelBeyondLimits } from './cancel-beyond-limits'
import { edgeOf, edgesSaidAgain } from './judge-markouts'
import { windowEvidence } from './risk-rules/evidence-of'
import { watchEdge } from './watch-edge'

/**
 * What the house says at once to other settings: the edge of the fills so far, where it is measured
 * otherwise now; a freeze, where the last edge is below a raised threshold; and cancels of what
 * could lead beyond a lowered limit. Each is looked for when what came before it has been done.
 */
export function* judgeSettings(
  state: State,
  seq: number,
  { was, now }: SettingsChanged,
): Generator<EdgeUpdated | TradingFrozen | CancelOrder> {
  const [before, after] = [fieldsOfText(was, 'was'), fieldsOfText(now, 'now')]
  if (edgeFields.some((field) => field in after)) yield* edgesSaidAgain(state)
  if (moved(before, after, 'edgeThresholdBps') > 0) yield* lastEdgesJudged(state, seq)
  if (limitFields.some((field) => moved(before, after, field) < 0)) yield* cancelBeyondLimits(state)
}

const edgeFields: ReadonlyArray<ChangeableField> = [
  ...(['edgeFillsMax', 'edgeFillsMin', 'edgeHorizonUs', 'edgeScope'] as const),
]
const limitFields = ['inventoryUsdMax', 'totalNotionalUsdMax'] as const

const moved = (
  before: ChangeableFields,
  after: ChangeableFields,
  field: 'edgeThresholdBps' | (typeof limitFields)[number],
): number => (after[field] ?? 0) - (before[field] ?? 0)

/** The last edge of all and of each symbol, as it was said of the session and of each account. */
function* lastEdgesJudged(state: State, seq: number): Generator<TradingFrozen> {
  const { said, byAccount } = state.edge
  const tables: ReadonlyArray<readonly [string | null, EdgeTable]> = [
    [null, said],
    ...Object.entries(byAccount),
  ]
  for (const [account, { total, bySymbol }] of tables) {
    const all = total === null ? [] : [[null, total.edgeBps] as const]
    const each = Object.entries(bySymbol).map(([symbol, edge]) => [symbol, edge.edgeBps] as const)
    for (const [symbol, edgeBps] of [...all, ...each]) {
      const edge = lastEdge(state, account as AccountName | null, symbol as MarketSymbol | null)
      const isMeasured = edge?.edgeBps === edgeBps
      const judged = isMeasured
        ? edge
        : { ...edgeSaid(symbol as MarketSymbol | null, edgeBps as Bps, 'external'), account }
      const frozen = watchEdge(state, judged as EdgeUpdated)
      if (frozen !== null) yield isMeasured ? frozen : { ...frozen, ...windowEvidence([seq]) }
    }
  }
}

/** The edge as the fills behind it give it, where they do. */
const lastEdge = (
  state: State,
  account: AccountName | null,
  symbol: MarketSymbol | null,
): EdgeUpdated | null => {
  const { config } = state
  if (config?.edgeSource !== 'markout') return null
  const { bySymbol, total } = markoutsOfAccount(state, account)
  return edgeOf(config, account, symbol, symbol === null ? total : bySymbol[symbol])
}
