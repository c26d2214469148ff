import * as t from 'io-ts'

/**
 * Who answers a placed order: a dry-run Bybit, a fake that rejects and fills in part, or a real
 * venue, whose answers and reports come in.
 */
export const VenueKind = t.keyof(
  {
    bybit: null,
    fake: null,
    live: null,
  },
  'VenueKind',
)
export type VenueKind = t.TypeOf<typeof VenueKind>
