import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { OrderLinkId } from '../units/order-link-id'
import { OrderType } from '../units/order-type'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'
import { denialFields } from './denial'

/** Risk did not let an order through; what else the order asked for is in its command. */
export const OrderDenied = message('OrderDenied', {
  account: AccountName,
  symbol: MarketSymbol,
  side: Side,
  orderType: OrderType,
  price: nullable(Price),
  qty: Qty,
  orderLinkId: nullable(OrderLinkId),
  ...denialFields,
})
export type OrderDenied = t.TypeOf<typeof OrderDenied>
