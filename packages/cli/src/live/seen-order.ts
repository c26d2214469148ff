import type { ExchangeOrder } from '@shadowtape/adapters'
import type {
  Instrument,
  MarketSymbol,
  OrderReported,
  Price,
  Qty,
  Text,
  TimestampUs,
} from '@shadowtape/core'
import { parseDecimal } from '@shadowtape/core'

import type { LinkIds } from './link-ids'
import { instrumentsOf } from './reported-inputs'

/**
 * What a query says of an order, as the report it is; `null` for one of a symbol that the session
 * does not trade, or whose figures are finer than its instrument.
 */
export const seenOrder = (
  seen: ExchangeOrder,
  instruments: Readonly<Record<MarketSymbol, Instrument>>,
  names: LinkIds,
  clean: (text: string) => string,
): OrderReported | null => {
  const instrument = instrumentsOf(instruments)(seen.symbol)
  if (instrument === undefined) return null
  const price = seen.price === null ? 0 : parseDecimal(seen.price, instrument.priceScale)
  const qty = parseDecimal(seen.qty, instrument.qtyScale)
  const cumQty = parseDecimal(seen.filledQty, instrument.qtyScale)
  if (typeof price !== 'number' || typeof qty !== 'number' || typeof cumQty !== 'number')
    return null
  return {
    type: 'OrderReported',
    orderId: seen.clientOrderId === null ? null : names.orderOf(seen.clientOrderId),
    venueOrderId: clean(seen.orderId) as Text,
    symbol: instrument.symbol,
    side: seen.side,
    price: price === 0 ? null : (price as Price),
    qty: qty as Qty,
    cumQty: cumQty as Qty,
    orderStatus: clean(seen.venueState) as Text,
    cancelType: 'UNKNOWN' as Text,
    rejectReason: clean(seen.closeReason === '' ? 'EC_NoError' : seen.closeReason) as Text,
    source: 'QUERY',
    venueAt: (seen.updatedMs * 1_000) as TimestampUs,
  }
}
