import { MarketSymbol, OrderLinkId } from '@shadowtape/core'

import type { DecimalText } from './decimal-text'
import { compareDecimals, compareProduct, isMultipleOf, isPlainDecimal } from './decimal-text'
import type { ExchangeFault } from './exchange-fault'
import type { AmendRequest, MarketOf, OrderName, PlaceRequest } from './exchange-orders'
import type { InstrumentRules } from './exchange-records'

/** What is wrong with a request before anything is sent; `null` for nothing. */
export type Objection = Extract<ExchangeFault, { readonly type: 'Invalid' }> | null

/** Whether a request can be an order at all, whatever the instrument. */
export const checkPlace = (request: PlaceRequest): Objection =>
  checkMarket(request) ??
  oneOf('side', request.side, ['Buy', 'Sell']) ??
  oneOf('orderType', request.orderType, ['Limit', 'Market']) ??
  oneOf('timeInForce', request.timeInForce ?? 'GTC', ['GTC', 'IOC', 'FOK', 'PostOnly']) ??
  checkAmount('qty', request.qty) ??
  (request.orderType === 'Limit'
    ? checkAmount('price', request.price)
    : checkMarketOrder(request)) ??
  checkClientId(request.clientOrderId) ??
  (request.category === 'spot' ? checkSpot(request) : null) ??
  oneOf('positionIdx', request.positionIdx ?? 0, [0, 1, 2])

/** Whether a request says which order it means, and something to change about it. */
export const checkAmend = (request: AmendRequest): Objection =>
  checkMarket(request) ??
  checkName(request) ??
  (request.price === undefined && request.qty === undefined
    ? invalid('price', 'or qty has to be there: nothing else can be amended')
    : null) ??
  (request.price === undefined ? null : checkAmount('price', request.price)) ??
  (request.qty === undefined ? null : checkAmount('qty', request.qty))

/** Whether a market is one that we trade in. */
export const checkMarket = ({ category, symbol }: MarketOf): Objection =>
  checkCategory(category) ??
  (MarketSymbol.is(symbol) ? null : invalid('symbol', 'is no symbol such as BTCUSDT'))

/** Whether a product family is one that we trade in. */
export const checkCategory = (category: unknown): Objection =>
  oneOf('category', category, ['linear', 'spot'])

/** Whether an order is named, by an id that can be one. */
export const checkName = ({ clientOrderId, orderId }: OrderName): Objection => {
  if (clientOrderId === undefined && orderId === undefined)
    return invalid('clientOrderId', 'or orderId has to be there')
  if (orderId !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(orderId))
    return invalid('orderId', 'is no id')
  return checkClientId(clientOrderId)
}

/** Whether prices and quantities are what the instrument allows of an order. */
export const checkFilters = (
  rules: InstrumentRules,
  order: {
    readonly price?: DecimalText
    readonly qty?: DecimalText
    readonly orderType?: string
    readonly timeInForce?: string
    readonly reduceOnly?: boolean
  },
): Objection =>
  (order.price === undefined ? null : checkPrice(rules, order.price)) ??
  (order.qty === undefined ? null : checkQty(rules, order.qty, order)) ??
  (order.price === undefined || order.qty === undefined || order.reduceOnly === true
    ? null
    : checkNotional(rules, order.price, order.qty))

/** An `Invalid` fault. */
export const invalid = (
  field: string,
  detail: string,
): Extract<ExchangeFault, { readonly type: 'Invalid' }> => ({ type: 'Invalid', field, detail })

const checkMarketOrder = ({ price, timeInForce = 'IOC' }: PlaceRequest): Objection => {
  if (price !== undefined) return invalid('price', 'is none that a market order has')
  return timeInForce === 'IOC' ? null : invalid('timeInForce', 'of a market order is IOC')
}

const checkSpot = ({ reduceOnly, positionIdx }: PlaceRequest): Objection => {
  if (reduceOnly === true) return invalid('reduceOnly', 'is for linear only')
  return positionIdx === undefined ? null : invalid('positionIdx', 'is for linear only')
}

const checkClientId = (id: string | undefined): Objection =>
  id === undefined || OrderLinkId.is(id)
    ? null
    : invalid('clientOrderId', 'is not 1 to 36 letters, digits, dashes and underscores')

const checkAmount = (field: string, text: unknown): Objection => {
  if (!isPlainDecimal(text))
    return invalid(field, text === undefined ? 'is missing' : 'is no plain decimal such as 61000.5')
  return compareDecimals(text, '0') > 0 ? null : invalid(field, 'is not above 0')
}

const checkPrice = (
  { tickSize, minPrice, maxPrice }: InstrumentRules,
  price: string,
): Objection => {
  if (!isMultipleOf(price, tickSize)) return invalid('price', `is not on the tick of ${tickSize}`)
  if (minPrice !== null && compareDecimals(price, minPrice) < 0)
    return invalid('price', `is below the least, ${minPrice}`)
  if (maxPrice !== null && compareDecimals(price, maxPrice) > 0)
    return invalid('price', `is above the most, ${maxPrice}`)
  return null
}

const checkQty = (
  rules: InstrumentRules,
  qty: string,
  order: { readonly orderType?: string; readonly timeInForce?: string },
): Objection => {
  if (!isMultipleOf(qty, rules.qtyStep))
    return invalid('qty', `is no multiple of the lot of ${rules.qtyStep}`)
  if (rules.minQty !== null && compareDecimals(qty, rules.minQty) < 0)
    return invalid('qty', `is below the least, ${rules.minQty}`)
  const most =
    order.orderType === 'Market'
      ? rules.maxMarketQty
      : order.timeInForce === 'PostOnly'
        ? (rules.maxPostOnlyQty ?? rules.maxLimitQty)
        : rules.maxLimitQty
  return most !== null && compareDecimals(qty, most) > 0
    ? invalid('qty', `is above the most, ${most}`)
    : null
}

const checkNotional = ({ minNotional }: InstrumentRules, price: string, qty: string): Objection =>
  minNotional !== null && compareProduct(price, qty, minNotional) < 0
    ? invalid('qty', `makes the order worth less than ${minNotional}`)
    : null

const oneOf = (field: string, value: unknown, allowed: ReadonlyArray<unknown>): Objection =>
  allowed.includes(value) ? null : invalid(field, `is none of ${allowed.join(', ')}`)
