import type { AmendDenied, Entry, Instrument, OrderDenied } from '@shadowtape/core'

import type { Outcome } from './outcome'
import { refused, refusedFor } from './outcome'

/**
 * The no that a request came to, or `null` where it came to none. Core's risk monitor looks at
 * price, quantity and what can be counted exactly before its venue does; as a desk is nothing but
 * a venue, those denials are told as what the venue would have said to the same.
 */
export const venueAnswer = (
  entries: ReadonlyArray<Entry>,
  instrument: Instrument,
  qty: number | null,
): Outcome | null => {
  for (const { message } of entries)
    switch (message.type) {
      case 'OrderRejected':
      case 'AmendRejected':
      case 'CancelRejected':
      case 'TradingStopRejected':
        return refused(message.retCode, message.retMsg)
      case 'OrderDenied':
      case 'AmendDenied':
        return refusedFor(asVenue(message, instrument, qty), instrument.category)
      default:
        break
    }
  return null
}

const asVenue = (
  { reason }: OrderDenied | AmendDenied,
  { maxQty }: Instrument,
  qty: number | null,
) => {
  if (reason === 'PRICE_OFF_TICK') return 'PRICE_OFF_TICK'
  if (reason === 'QTY_OFF_LOT') return qty === 0 ? 'QTY_BELOW_MINIMUM' : 'QTY_OFF_LOT'
  if (reason === 'NO_MARK_PRICE') return 'PARAMETERS_INVALID'
  return (qty ?? 0) > maxQty ? 'QTY_ABOVE_MAXIMUM' : 'INSUFFICIENT_BALANCE'
}
