import type { Market } from '../../state/market'
import type { OrderTerms } from '../../state/order-terms'
import type { Instrument } from '../../units/instrument'
import { notionalUsd } from '../../units/instrument'
import type { DryRunRejection } from '../../units/rejection-reason'
import { priceLimit } from './price-band'

/** What an order is filtered by. */
export type Filtered = Pick<OrderTerms, 'side' | 'orderType' | 'price' | 'qty' | 'reduceOnly'>

/**
 * The first of the instrument's filters that an order breaks, or `null`. `atPrice` values its
 * notional; an order that only reduces may be smaller than the least notional.
 */
export const brokenFilter = (
  instrument: Instrument,
  market: Market,
  { side, orderType, price, qty, reduceOnly }: Filtered,
  atPrice: number | null,
): DryRunRejection | null => {
  const maxQty = orderType === 'Market' ? instrument.maxMarketQty : instrument.maxQty
  if (price !== null && price % instrument.tickSize !== 0) return 'PRICE_OFF_TICK'
  if (qty % instrument.lotSize !== 0) return 'QTY_OFF_LOT'
  if (qty < instrument.minQty || qty === 0) return 'QTY_BELOW_MINIMUM'
  if (qty > maxQty) return 'QTY_ABOVE_MAXIMUM'
  if (
    !reduceOnly &&
    atPrice !== null &&
    notionalUsd(instrument, qty, atPrice) < instrument.minNotionalUsd
  )
    return 'NOTIONAL_BELOW_MINIMUM'
  const limit = price === null ? null : priceLimit(instrument, market, side)
  if (price === null || limit === null) return null
  return (side === 'Buy' ? price > limit : price < limit) ? 'PRICE_OUT_OF_BAND' : null
}
