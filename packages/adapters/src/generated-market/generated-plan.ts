import type { TimestampUs } from '@shadowtape/core'

import type { GeneratedSymbol } from './generated-listing'

/**
 * A market to be made up. It stays calm for `calmUs`; then informed traders come in, more and more
 * of them, for `toxicUs`. The same plan is the same market on every machine.
 */
export type GeneratedPlan = {
  readonly seed: number
  readonly symbols: ReadonlyArray<GeneratedSymbol>
  readonly start: TimestampUs
  readonly calmUs: number
  readonly toxicUs: number
  /** Book levels per side, 10 to 25. */
  readonly levels: number
}

/** The demo's market: Monday 2026-01-05, 09:00 UTC, and 90 seconds of calm. */
export const generatedPlan: GeneratedPlan = {
  seed: 42,
  symbols: ['BTCUSDT', 'ETHUSDT'],
  start: 1_767_603_600_000_000 as TimestampUs,
  calmUs: 90_000_000,
  toxicUs: 60_000_000,
  levels: 15,
}
