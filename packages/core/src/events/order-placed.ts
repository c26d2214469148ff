import type * as t from 'io-ts'

import { message } from '../base/message'
import { orderTerms } from '../commands/place-order'
import { OrderId } from '../units/order-id'

/** Risk let an order through, and it is on its way to the venue. */
export const OrderPlaced = message('OrderPlaced', { orderId: OrderId, ...orderTerms })
export type OrderPlaced = t.TypeOf<typeof OrderPlaced>
