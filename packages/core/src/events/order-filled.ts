import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { Amount } from '../units/amount'
import { Coin } from '../units/coin'
import { CoinQty } from '../units/coin-qty'
import { FillAgainst } from '../units/fill-against'
import { FillId } from '../units/fill-id'
import { Liquidity } from '../units/liquidity'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'

/**
 * Some or all of an order traded. `leavesQty` is what still rests; 0 closes the order. `fee` is in
 * the quote coin; where spot takes it in the base coin, `feeQty` is what it took of that, and `fee`
 * what that was worth at the fill's price. Below zero it was paid to us.
 */
export const OrderFilled = message('OrderFilled', {
  fillId: FillId,
  account: AccountName,
  orderId: OrderId,
  symbol: MarketSymbol,
  side: Side,
  price: Price,
  qty: Qty,
  leavesQty: Qty,
  fee: Amount,
  feeCoin: Coin,
  feeQty: nullable(CoinQty),
  liquidity: Liquidity,
  against: FillAgainst,
})
export type OrderFilled = t.TypeOf<typeof OrderFilled>
