import type { PublicEvent } from '@shadowtape/adapters'
import type { Entry } from '@shadowtape/core'

/** Who carries a live session's orders to a real venue, and brings back what it says. */
export type Trading = {
  /** Looks whether the account is fit to begin with; a sentence where it is not. */
  readonly begin: () => Promise<string | null>
  /** Hears lines that are written, and durable. */
  readonly hear: (entries: ReadonlyArray<Entry>) => void
  /** Hears how the public stream stands. */
  readonly feed: (event: PublicEvent) => void
  /** A book of the public stream can be used. */
  readonly fed: () => void
  /** Tokens left in each rate limit, and whether the account can be heard. */
  readonly gauges: () => TradingGauges
  /** Time has passed: asks about orders that have been silent for too long. */
  readonly tick: () => void
  /** Cancels what is open, waits for the venue to say so, and lets go of the venue. */
  readonly end: (why: 'asked' | 'failed') => Promise<void>
}

/** Figures of a venue that no line of a journal says. */
export type TradingGauges = {
  readonly tokens: ReadonlyMap<string, number>
  readonly isHeard: boolean
}
