import type * as t from 'io-ts'

import { message } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'
import { TimestampUs } from '../units/timestamp-us'
import { TradeId } from '../units/trade-id'

/** A public trade. `side` is the taker's; `venueAt` is the matching engine's time. */
export const TradePrinted = message('TradePrinted', {
  symbol: MarketSymbol,
  side: Side,
  price: Price,
  qty: Qty,
  tradeId: TradeId,
  venueAt: TimestampUs,
})
export type TradePrinted = t.TypeOf<typeof TradePrinted>
