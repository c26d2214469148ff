import type { Category } from '@shadowtape/core'

import { compareDecimals } from '../exchange/decimal-text'
import type { ExchangeOrder } from '../exchange/exchange-orders'
import type { Execution, InstrumentRules, Position } from '../exchange/exchange-records'
import type { ExecutionRow, InstrumentRow, OrderRow, PositionRow } from './row-codecs'
import { stateOf } from './row-codecs'

/** An order in our words. */
export const orderOf = (category: Category, row: OrderRow): ExchangeOrder => ({
  category,
  symbol: row.symbol,
  orderId: row.orderId,
  clientOrderId: row.orderLinkId,
  side: row.side,
  orderType: row.orderType,
  timeInForce: row.timeInForce,
  state: stateOf(row.orderStatus),
  venueState: row.orderStatus,
  closeReason: row.rejectReason ?? '',
  price: row.price,
  qty: row.qty,
  filledQty: row.cumExecQty ?? '0',
  remainingQty: row.leavesQty ?? null,
  averagePrice: aboveZero(row.avgPrice),
  reduceOnly: row.reduceOnly ?? false,
  createdMs: row.createdTime,
  updatedMs: row.updatedTime,
})

/**
 * Whether a row of executions is a trade. Funding settlements stand among them with the size of the
 * whole position, and are none.
 */
export const isTrade = (execType: string): boolean => trades.has(execType)

const trades: ReadonlySet<string> = new Set(['Trade', 'AdlTrade', 'BustTrade', 'Settle'])

/** A trade in our words. */
export const executionOf = (category: Category, row: ExecutionRow): Execution => ({
  category,
  symbol: row.symbol,
  executionId: row.execId,
  orderId: row.orderId,
  clientOrderId: row.orderLinkId ?? null,
  side: row.side,
  price: row.execPrice,
  qty: row.execQty,
  fee: row.execFee ?? '0',
  feeCoin: row.feeCurrency ?? null,
  liquidity: row.isMaker ? 'Maker' : 'Taker',
  kind: row.execType,
  atMs: row.execTime,
})

/** A position in our words. */
export const positionOf = (category: Category, row: PositionRow): Position => ({
  category,
  symbol: row.symbol,
  side: row.side === 'Buy' || row.side === 'Sell' ? row.side : null,
  size: row.size,
  entryPrice: aboveZero(row.avgPrice),
  markPrice: aboveZero(row.markPrice),
  leverage: aboveZero(row.leverage),
  unrealizedPnl: row.unrealisedPnl ?? null,
  positionIdx: row.positionIdx,
})

/** An instrument's rules; `null` where it has no step for quantities. */
export const rulesOf = (category: Category, row: InstrumentRow): InstrumentRules | null => {
  const lot = row.lotSizeFilter
  const qtyStep = lot.qtyStep ?? lot.basePrecision
  if (qtyStep === undefined) return null
  const isSpot = category === 'spot'
  const maxLimitQty = lot.maxLimitOrderQty ?? lot.maxOrderQty
  return {
    category,
    symbol: row.symbol,
    status: row.status,
    baseCoin: row.baseCoin,
    quoteCoin: row.quoteCoin,
    tickSize: row.priceFilter.tickSize,
    qtyStep,
    minPrice: aboveZero(row.priceFilter.minPrice),
    maxPrice: aboveZero(row.priceFilter.maxPrice),
    // on spot the smallest order is told by its value alone
    minQty: isSpot ? null : aboveZero(lot.minOrderQty),
    maxLimitQty: aboveZero(maxLimitQty),
    maxMarketQty: aboveZero(lot.maxMarketOrderQty ?? lot.maxMktOrderQty),
    maxPostOnlyQty: aboveZero(lot.postOnlyMaxLimitOrderSize ?? lot.postOnlyMaxOrderQty),
    minNotional: aboveZero(isSpot ? lot.minOrderAmt : lot.minNotionalValue),
  }
}

/** `0` and nothing are how Bybit says that there is none. */
const aboveZero = (text: string | null | undefined): string | null =>
  text === undefined || text === null || compareDecimals(text, '0') === 0 ? null : text
