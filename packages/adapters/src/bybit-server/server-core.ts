import type { DryRunDesk } from '../bybit-desk/dry-run-desk'
import type { VenueIds } from '../bybit-desk/venue-ids'
import type { Faults } from './faults'
import type { Later } from './server-options'
import type { Sightings } from './sightings'

/** What the sides of a server share. */
export type ServerCore = {
  readonly desk: DryRunDesk
  readonly nowMs: () => number
  readonly faults: Faults
  readonly sightings: Sightings
  readonly ids: VenueIds
  readonly later: Later
  readonly ackDelayMs: number
}
