import type { PlaceRequest } from '@shadowtape/adapters'
import type { Instrument, OrderPlaced } from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

/**
 * An order as the venue is asked for it, under a name. `Left` says what about it a live session
 * does not send: it is not the venue's no, and not risk's.
 */
export const placeRequest = (
  order: OrderPlaced,
  { category, priceScale, qtyScale }: Instrument,
  clientOrderId: string,
): Either<string, PlaceRequest> => {
  if (order.triggerPrice !== null) return left('conditional orders are not sent in a live session')
  if (order.smpType !== 'None')
    return left(`smpType ${order.smpType} is not sent in a live session`)
  const { symbol, side, orderType, timeInForce, reduceOnly, price } = order
  return right({
    ...{ category, symbol, side, orderType, timeInForce, clientOrderId },
    qty: formatDecimal(order.qty, qtyScale),
    ...(price === null ? {} : { price: formatDecimal(price, priceScale) }),
    ...(category === 'linear' ? { reduceOnly } : {}),
  })
}
