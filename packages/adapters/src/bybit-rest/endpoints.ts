import type { Category } from '@shadowtape/core'

import type {
  AmendRequest,
  CancelAllRequest,
  CancelRequest,
  OrderName,
  PlaceRequest,
} from '../exchange/exchange-orders'
import type { EndpointCall, Param } from './canonical-request'

/** A signed question. */
export const question = (
  path: string,
  category: Category,
  query: Readonly<Record<string, Param>>,
): EndpointCall => ({
  method: 'GET',
  path,
  category,
  query,
  body: null,
  kind: 'question',
  isSigned: true,
  orders: 1,
})

/** A question about the market, which needs no key. */
export const publicQuestion = (
  path: string,
  category: Category,
  query: Readonly<Record<string, Param>>,
): EndpointCall => ({ ...question(path, category, query), isSigned: false })

/** An order request; the body's fields are written in the order they stand in. */
export const orderCall = (
  action: 'create' | 'amend' | 'cancel' | 'cancel-all',
  category: Category,
  fields: object,
): EndpointCall => ({
  method: 'POST',
  path: `/v5/order/${action}`,
  category,
  query: {},
  body: { category, ...fields },
  kind: 'order',
  isSigned: true,
  orders: 1,
})

/** Several orders in one request. */
export const batchCall = (
  action: 'create' | 'amend' | 'cancel',
  category: Category,
  request: ReadonlyArray<object>,
): EndpointCall => ({
  ...orderCall(action, category, { request }),
  path: `/v5/order/${action}-batch`,
  orders: request.length,
})

/** The fields of an order to be placed. On spot a market order's quantity is in the base coin. */
export const placeFields = (request: PlaceRequest, clientOrderId: string): object => ({
  symbol: request.symbol,
  side: request.side,
  orderType: request.orderType,
  qty: request.qty,
  ...(request.price === undefined ? {} : { price: request.price }),
  timeInForce: request.orderType === 'Market' ? 'IOC' : (request.timeInForce ?? 'GTC'),
  orderLinkId: clientOrderId,
  ...(request.positionIdx === undefined ? {} : { positionIdx: request.positionIdx }),
  ...(request.reduceOnly === undefined || request.category === 'spot'
    ? {}
    : { reduceOnly: request.reduceOnly }),
  ...(request.category === 'spot' && request.orderType === 'Market'
    ? { marketUnit: 'baseCoin' }
    : {}),
})

/** The fields of an amendment. */
export const amendFields = (request: AmendRequest): object => ({
  symbol: request.symbol,
  ...nameFields(request),
  ...(request.qty === undefined ? {} : { qty: request.qty }),
  ...(request.price === undefined ? {} : { price: request.price }),
})

/** The fields of a cancel. */
export const cancelFields = (request: CancelRequest): object => ({
  symbol: request.symbol,
  ...nameFields(request),
})

/** The fields of a cancel-all; linear has to be told a symbol or a settle coin. */
export const cancelAllFields = ({ category, symbol, settleCoin }: CancelAllRequest): object => {
  if (symbol !== undefined) return { symbol }
  return category === 'linear' ? { settleCoin: settleCoin ?? 'USDT' } : {}
}

/** By which ids Bybit knows an order. */
export const nameFields = ({
  orderId,
  clientOrderId,
}: OrderName): Readonly<Record<string, string>> => ({
  ...(orderId === undefined ? {} : { orderId }),
  ...(clientOrderId === undefined ? {} : { orderLinkId: clientOrderId }),
})
