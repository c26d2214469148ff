import type * as t from 'io-ts'

import { message } from '../base/message'
import { Amount } from '../units/amount'
import { FillAgainst } from '../units/fill-against'
import { FillId } from '../units/fill-id'
import { Liquidity } from '../units/liquidity'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'

/** Some or all of an order traded. `leavesQty` is what still rests; 0 closes the order. */
export const OrderFilled = message('OrderFilled', {
  fillId: FillId,
  orderId: OrderId,
  symbol: MarketSymbol,
  side: Side,
  price: Price,
  qty: Qty,
  leavesQty: Qty,
  fee: Amount,
  liquidity: Liquidity,
  against: FillAgainst,
})
export type OrderFilled = t.TypeOf<typeof OrderFilled>
