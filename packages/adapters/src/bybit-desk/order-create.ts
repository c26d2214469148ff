import type { Instrument, PlaceOrder, Price, Qty, TriggerDirection } from '@shadowtape/core'
import { OrderLinkId, mainAccount, marketAtVenue } from '@shadowtape/core'

import { withAssumedMarket } from './assumed-market'
import type { DeskCall } from './desk-call'
import { categoryOf, instrumentOf } from './desk-call'
import { priceIn, qtyIn } from './order-figures'
import type { OrderExtras } from './order-record'
import { plainExtras } from './order-record'
import type { Outcome } from './outcome'
import { done, invalid, refused, refusedFor } from './outcome'
import { qtyForQuote } from './quote-qty'
import { venueAnswer } from './venue-answer'

/**
 * Places an order. What is wrong with the request's form is said here, in Bybit's words; what is
 * wrong with the order core's venue says. The answer only tells that the order is accepted: what
 * became of it is told by the private stream.
 */
export const createOrder = (call: DeskCall): Outcome => {
  const { world, fields } = call
  const category = categoryOf(fields)
  const instrument = instrumentOf(call, category)
  if (instrument === null) return fields.fault() ?? invalid('symbol')
  const unserved = unservedOf(call, instrument)
  if (unserved !== null) return unserved
  const extras = extrasOf(call, instrument)
  const order = orderOf(call, instrument, extras)
  const fault = fields.fault()
  if (fault !== null || order === null) return fault ?? refusedFor('PARAMETERS_INVALID', category)
  withAssumedMarket(world, instrument, order)
  const entries = world.take(order, extras)
  const no = venueAnswer(entries, instrument, order.qty)
  if (no !== null) return no
  const placed = entries.flatMap(({ message }) =>
    message.type === 'OrderAccepted' ? [world.ledger.orders.ofCore(message.orderId)] : [],
  )[0]
  return placed === undefined
    ? refusedFor('PARAMETERS_INVALID', category)
    : done({ orderId: placed.orderId, orderLinkId: placed.extras.orderLinkId })
}

/**
 * What Bybit has and this venue does not: it is refused and not passed over, because an order that
 * lacks its stop-loss is another order.
 */
const unservedOf = ({ fields }: DeskCall, { category }: Instrument): Outcome | null => {
  for (const name of ['takeProfit', 'stopLoss', 'slippageTolerance', 'bboSideType', 'orderIv']) {
    const text = fields.text(name)
    if (text !== null && !/^0(\.0*)?$/.test(text))
      return refused(10001, `params error: ${name} is not served by the dry-run venue`)
  }
  const positionIdx = fields.whole('positionIdx', 0, 2, 0)
  if (category === 'linear' && positionIdx !== 0)
    return refused(10001, 'position idx not match position mode')
  return null
}

const extrasOf = ({ world, fields }: DeskCall, { category }: Instrument): OrderExtras => {
  const given = fields.text('orderLinkId')
  if (given !== null && !OrderLinkId.is(given)) fields.fail(invalid('orderLinkId'))
  // spot makes a name up for an order that comes without one
  const made = category === 'spot' ? world.ids.next('order', 'spot') : ''
  const isSpotMarketBuy =
    category === 'spot' && fields.text('orderType') === 'Market' && fields.text('side') === 'Buy'
  const asked = fields.oneOf('marketUnit', ['baseCoin', 'quoteCoin'] as const)
  const marketUnit = category === 'spot' ? (asked ?? (isSpotMarketBuy ? 'quoteCoin' : '')) : ''
  const isInQuote = isSpotMarketBuy && marketUnit === 'quoteCoin'
  return {
    ...plainExtras,
    orderLinkId: given ?? made,
    closeOnTrigger: fields.flag('closeOnTrigger'),
    marketUnit,
    quoteQty: isInQuote ? fields.text('qty') : null,
    orderFilter:
      fields.oneOf('orderFilter', ['Order', 'StopOrder', 'tpslOrder'] as const) ?? 'Order',
  }
}

const orderOf = (
  call: DeskCall,
  instrument: Instrument,
  extras: OrderExtras,
): PlaceOrder | null => {
  const { fields } = call
  const side = fields.oneOf('side', ['Buy', 'Sell'] as const)
  if (side === null) fields.fail(invalid('side'))
  const orderType = fields.oneOf('orderType', ['Market', 'Limit'] as const)
  if (orderType === null) fields.fail(invalid('orderType'))
  const timeInForce =
    fields.oneOf('timeInForce', ['GTC', 'IOC', 'FOK', 'PostOnly'] as const) ?? 'GTC'
  const price = orderType === 'Market' ? null : priceIn(fields, instrument, 'price')
  if (orderType === 'Limit' && price === null) fields.fail(invalid('price'))
  const smpType =
    fields.oneOf('smpType', ['None', 'CancelMaker', 'CancelTaker', 'CancelBoth'] as const) ?? 'None'
  const given = fields.text('orderLinkId')
  const reduceOnly = fields.flag('reduceOnly') || extras.closeOnTrigger
  const trigger = triggerOf(call, instrument)
  const qty = quantityOf(call, instrument, extras, reduceOnly)
  if (side === null || orderType === null || qty === null) return null
  return {
    type: 'PlaceOrder',
    account: mainAccount,
    symbol: instrument.symbol,
    side,
    orderType,
    price: price as Price | null,
    qty: qty as Qty,
    timeInForce: orderType === 'Market' ? 'IOC' : timeInForce,
    reduceOnly,
    smpType,
    ...trigger,
    orderLinkId: given as PlaceOrder['orderLinkId'],
  }
}

/**
 * How much is ordered: in the base coin; of a spot market order to buy, what so much of the quote
 * coin buys. A linear order of 0 that only reduces and closes on its trigger closes the position.
 */
const quantityOf = (
  { world, fields }: DeskCall,
  instrument: Instrument,
  extras: OrderExtras,
  reduceOnly: boolean,
): number | null => {
  if (extras.quoteQty !== null) return qtyForQuote(world.state, instrument, fields, extras.quoteQty)
  const qty = qtyIn(fields, instrument, 'qty')
  if (qty === null) return fields.fail(invalid('qty'))
  const isWhole = qty === 0 && reduceOnly && extras.closeOnTrigger
  if (!isWhole) return qty
  const held = Math.abs(world.ledger.positions.of(instrument).position.qty)
  // of nothing the venue itself says that there is nothing to reduce
  return held > 0 ? held : instrument.minQty
}

type Trigger = Pick<PlaceOrder, 'triggerPrice' | 'triggerBy' | 'triggerDirection'>

const noTrigger: Trigger = { triggerPrice: null, triggerBy: null, triggerDirection: null }

/** Spot says no direction: the price is on the side of the last one where it has to come from. */
const triggerOf = ({ world, fields }: DeskCall, instrument: Instrument): Trigger => {
  const price = priceIn(fields, instrument, 'triggerPrice')
  const by = fields.oneOf('triggerBy', ['LastPrice', 'MarkPrice', 'IndexPrice'] as const)
  const said = fields.oneOf('triggerDirection', ['1', '2'] as const)
  if (price === null) return noTrigger
  const { last, mark } = marketAtVenue(world.state, instrument.symbol)
  const now = last ?? mark ?? 0
  const asSaid: TriggerDirection | null = said === null ? null : said === '1' ? 'Rise' : 'Fall'
  const guessed: TriggerDirection = price > now ? 'Rise' : 'Fall'
  const direction = asSaid ?? (instrument.category === 'spot' ? guessed : null)
  if (direction === null) fields.fail(invalid('triggerDirection'))
  return {
    triggerPrice: price as Price,
    triggerBy: by ?? 'LastPrice',
    triggerDirection: direction,
  }
}
