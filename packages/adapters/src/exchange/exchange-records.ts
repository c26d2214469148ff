import type { Category, Liquidity, Side } from '@shadowtape/core'

import type { DecimalText } from './decimal-text'

/** A trade of ours. Funding, and whatever else is no trade, is none. Times are in ms. */
export type Execution = {
  readonly category: Category
  readonly symbol: string
  readonly executionId: string
  readonly orderId: string
  readonly clientOrderId: string | null
  readonly side: Side
  readonly price: DecimalText
  readonly qty: DecimalText
  /** Below 0 where it was paid to us. */
  readonly fee: string
  /** `null` where the exchange leaves it to the market's rule. */
  readonly feeCoin: string | null
  readonly liquidity: Liquidity
  /** `Trade`, or why else it traded: `AdlTrade`, `BustTrade`, `Settle`. */
  readonly kind: string
  readonly atMs: number
}

/** What is held of a symbol; `side` is `null` when it is flat. */
export type Position = {
  readonly category: Category
  readonly symbol: string
  readonly side: Side | null
  readonly size: DecimalText
  readonly entryPrice: DecimalText | null
  readonly markPrice: DecimalText | null
  readonly leverage: DecimalText | null
  readonly unrealizedPnl: string | null
  /** 0 in one-way mode; in hedge mode 1 is the long side and 2 the short one. */
  readonly positionIdx: number
}

/** What the account has of a coin. */
export type Balance = {
  readonly coin: string
  readonly wallet: string
  readonly equity: string | null
  /** What open orders and positions hold back. */
  readonly locked: string | null
}

/** What an order in a symbol must keep to. A maximum or minimum that there is none of is `null`. */
export type InstrumentRules = {
  readonly category: Category
  readonly symbol: string
  readonly status: string
  readonly baseCoin: string
  readonly quoteCoin: string
  readonly tickSize: DecimalText
  readonly qtyStep: DecimalText
  readonly minPrice: DecimalText | null
  readonly maxPrice: DecimalText | null
  readonly minQty: DecimalText | null
  readonly maxLimitQty: DecimalText | null
  readonly maxMarketQty: DecimalText | null
  readonly maxPostOnlyQty: DecimalText | null
  readonly minNotional: DecimalText | null
}

/** The exchange's clock against ours, in ms. `offsetMs` is above 0 where ours is behind. */
export type ServerTime = {
  readonly serverMs: number
  readonly offsetMs: number
  /** How long the question took: the offset is known to half of it. */
  readonly roundTripMs: number
}
