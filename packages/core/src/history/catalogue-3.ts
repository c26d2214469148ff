import * as t from 'io-ts'

import { AmendRejected } from '../events/amend-rejected'
import { CancelRejected } from '../events/cancel-rejected'
import { OrderCanceled } from '../events/order-canceled'
import { OrderRejected } from '../events/order-rejected'
import { SessionOpened } from '../events/session-opened'
import { TradingStopRejected } from '../events/trading-stop-rejected'
import { CancelRejection } from '../units/cancel-rejection'
import { CanceledReason } from '../units/canceled-reason'
import { FillModel } from '../units/fill-model'
import { RejectionReason } from '../units/rejection-reason'
import { VenueKind } from '../units/venue-kind'
import { VenueRejectReason } from '../units/venue-reject-reason'
import { fewerNames } from './fewer-names'
import type { PastCatalogue } from './past-catalogue'

const without = (codec: Names, ...names: ReadonlyArray<string>): t.Mixed =>
  t.keyof(
    Object.fromEntries(
      Object.keys(codec.keys)
        .filter((name) => !names.includes(name))
        .map((name) => [name, null]),
    ),
    codec.name,
  )

/** A codec of some names, one of which a value is. */
type Names = { readonly keys: Readonly<Record<string, unknown>>; readonly name: string }

const rejectionReasons = without(RejectionReason, 'NOT_SENT', 'VENUE_REFUSED')

/** The header as it was until a session could have a real venue. */
export const sessionOpened3 = fewerNames(3, SessionOpened, {
  venue: without(VenueKind, 'live'),
  fillModel: without(FillModel, 'venue'),
})

/** What 0.1.0 wrote until sessions could have a real venue. */
export const catalogue3: PastCatalogue = {
  digest: '1ee3c8875c0d4c4d4d792d20d7b6571e6eef9ba415281c682e5a10edb137aa1a',
  messages: [
    sessionOpened3,
    fewerNames(1, OrderRejected, { reason: rejectionReasons }),
    fewerNames(1, AmendRejected, { reason: rejectionReasons }),
    fewerNames(1, TradingStopRejected, { reason: rejectionReasons }),
    fewerNames(1, CancelRejected, {
      reason: without(CancelRejection, 'NOT_SENT', 'VENUE_REFUSED'),
    }),
    fewerNames(1, OrderCanceled, {
      reason: without(CanceledReason, 'VENUE'),
      rejectReason: without(VenueRejectReason, 'EC_Others'),
    }),
  ],
  unknown: [
    'ExecutionReported',
    'OrderReported',
    'PositionReported',
    'RequestAnswered',
    'RequestRetried',
    'WalletReported',
  ],
  stateThen: ({ live: _, ...state }) => state,
}
