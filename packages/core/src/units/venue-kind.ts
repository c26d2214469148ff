import * as t from 'io-ts'

/** Who answers a placed order: a dry-run Bybit, or a fake that rejects and fills in part. */
export const VenueKind = t.keyof(
  {
    bybit: null,
    fake: null,
  },
  'VenueKind',
)
export type VenueKind = t.TypeOf<typeof VenueKind>
