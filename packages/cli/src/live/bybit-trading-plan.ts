import type { ApiKeys, StreamCategory, StreamTiming } from '@shadowtape/adapters'
import type { MarketSymbol } from '@shadowtape/core'

import type { OpenedNetwork } from '../shell/network-options'

/** Whose account is traded at Bybit, and how. */
export type BybitTradingPlan = {
  readonly network: OpenedNetwork
  readonly category: StreamCategory
  readonly symbols: ReadonlyArray<MarketSymbol>
  readonly keys: ApiKeys
  readonly areMainnetOrdersEnabled: boolean
  readonly seed: number
  readonly timing: StreamTiming
  /** How long the first connection to the account may take, and the cancels at the end. */
  readonly beginWithinMs: number
  readonly endWithinMs: number
  /** Takes everything secret out of a text. */
  readonly clean: (text: string) => string
  readonly warn: (text: string) => void
}
