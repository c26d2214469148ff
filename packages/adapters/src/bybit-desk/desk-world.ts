import type { Category, Entry, Input, Instrument, State } from '@shadowtape/core'

import type { DeskTerms } from './desk-options'
import type { Ledger } from './ledger'
import type { OrderExtras } from './order-record'
import type { PublicTape } from './public-tape'
import type { VenueIds } from './venue-ids'

/** What the endpoints of a desk look at and act on. */
export type DeskWorld = {
  readonly terms: DeskTerms
  readonly state: State
  readonly ledger: Ledger
  readonly ids: VenueIds
  readonly tape: PublicTape
  /** Milliseconds, by the one clock. */
  readonly nowMs: () => number
  /** Takes an input now, with all that it comes to, and has it told to the private stream. */
  readonly take: (input: Input, extras?: OrderExtras) => ReadonlyArray<Entry>
}

/** What is listed, in the order of listing; of one category, where one is named. */
export const listings = (
  { state }: Pick<DeskWorld, 'state'>,
  category: Category | null = null,
): ReadonlyArray<Instrument> =>
  Object.values(state.instruments).filter(
    (instrument) => category === null || instrument.category === category,
  )

/** A symbol that is listed in a category. */
export const listedIn = (
  world: Pick<DeskWorld, 'state'>,
  category: Category,
  symbol: string,
): Instrument | null => listings(world, category).find((each) => each.symbol === symbol) ?? null
