import * as t from 'io-ts'

/** Bybit's `rejectReason` of an order that is closed. */
export const VenueRejectReason = t.keyof(
  {
    EC_NoError: null,
    EC_PerCancelRequest: null,
    EC_PostOnlyWillTakeLiquidity: null,
    EC_NoImmediateQtyToFill: null,
    EC_CancelForNoFullFill: null,
    EC_BySelfMatch: null,
    EC_Others: null,
  },
  'VenueRejectReason',
)
export type VenueRejectReason = t.TypeOf<typeof VenueRejectReason>
