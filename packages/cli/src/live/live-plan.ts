import { usualTiming } from '@shadowtape/adapters'
import type { Instrument } from '@shadowtape/core'

import type { SessionPlan } from '../sessions/session-plan'
import type { JournalOptions } from '../shell/journal-option'
import type { OpenedNetwork } from '../shell/network-options'
import type { LiveOptions } from './live-options'
import type { LiveRunPlan } from './live-run'

/** A session as options ask for it, on the market data of an opened network. */
export const livePlan = (
  session: SessionPlan,
  options: LiveOptions & JournalOptions,
  network: OpenedNetwork,
  instruments: ReadonlyMap<string, Instrument>,
): Omit<LiveRunPlan, 'newTrading' | 'unfit'> => ({
  ...session,
  network,
  instruments,
  category: options.category,
  symbols: new Set(options.symbols ?? []),
  kinds: [`orderbook.${options.depth}`, 'publicTrade', 'tickers'],
  journal: options.journal ?? null,
  isKeepingSnapshots: options.snapshots === true,
  ifExists: options.force === true ? 'replace' : 'refuse',
  durationMs: options.duration === undefined ? null : options.duration * 1_000,
  timing: usualTiming,
})
