import type { Category, Instrument, Price, Qty } from '@shadowtape/core'
import { bybitNothingToCancel } from '@shadowtape/core'

import type { DeskCall } from './desk-call'
import { categoryOf, instrumentOf, isAskedFor, namesItsInstruments } from './desk-call'
import { priceIn, qtyIn } from './order-figures'
import type { OrderRecord } from './order-record'
import type { Outcome } from './outcome'
import { done, invalid, refused, refusedFor } from './outcome'
import { venueAnswer } from './venue-answer'

/** Amends an open order; `qty` is its new total. */
export const amendOrder = (call: DeskCall): Outcome => {
  const { world, fields } = call
  const named = orderNamed(call)
  if ('retCode' in named) return named
  const { category, instrument, record } = named
  for (const name of ['triggerPrice', 'takeProfit', 'stopLoss', 'orderIv'])
    if (fields.text(name) !== null)
      return refused(10001, `params error: ${name} cannot be amended at the dry-run venue`)
  const [price, qty] = [priceIn(fields, instrument, 'price'), qtyIn(fields, instrument, 'qty')]
  const figureFault = fields.fault()
  if (record === null) return refusedFor('ORDER_NOT_FOUND', category)
  if (figureFault !== null) return figureFault
  if (qty !== null && qty <= record.cumQty) return refusedFor('QTY_NOT_ABOVE_FILLED', category)
  const { symbol } = instrument
  const asked = { price: price as Price | null, qty: qty as Qty | null }
  const entries = world.take({ type: 'AmendOrder', orderId: record.coreId, symbol, ...asked })
  return venueAnswer(entries, instrument, qty) ?? namesDone(record)
}

/** Cancels an open order. */
export const cancelOrder = (call: DeskCall): Outcome => {
  const { world } = call
  const named = orderNamed(call)
  if ('retCode' in named) return named
  const { category, instrument, record } = named
  if (record === null) return nothingToCancel(category)
  const entries = world.take({
    type: 'CancelOrder',
    orderId: record.coreId,
    symbol: instrument.symbol,
    reason: 'STRATEGY',
  })
  return venueAnswer(entries, instrument, null) ?? namesDone(record)
}

/** Which open order a request names, of which instrument; a refusal where its fields are wrong. */
const orderNamed = (
  call: DeskCall,
):
  | Outcome
  | {
      readonly category: Category
      readonly instrument: Instrument
      readonly record: OrderRecord | null
    } => {
  const { fields } = call
  const category = categoryOf(fields)
  const instrument = instrumentOf(call, category)
  const record = namedOrder(call, instrument)
  const fault = fields.fault()
  if (fault !== null || instrument === null) return fault ?? invalid('symbol')
  return { category, instrument, record }
}

/** Cancels every open order of a symbol, of a coin or, on spot, of the category: at most 500. */
export const cancelAllOrders = (call: DeskCall): Outcome => {
  const { world, fields } = call
  const category = categoryOf(fields)
  if (fields.text('symbol') !== null) instrumentOf(call, category)
  else if (category === 'linear' && !namesItsInstruments(call)) fields.fail(invalid('symbol'))
  const filter = fields.oneOf('orderFilter', ['Order', 'StopOrder', 'tpslOrder'] as const)
  const stopType = fields.text('stopOrderType')
  const fault = fields.fault()
  if (fault !== null) return fault
  const asked = world.ledger.orders
    .newestFirst()
    .filter((each) => each.isOpen && each.instrument.category === category)
    .filter((each) => isAskedFor(call, each.instrument))
    .filter((each) => filter === null || isOfFilter(each, filter))
    .filter((each) => stopType === null || each.stopOrderType === stopType)
    .slice(0, cancelAllMax)
  for (const { coreId, terms } of asked)
    world.take({
      type: 'CancelOrder',
      orderId: coreId,
      symbol: terms.symbol,
      reason: 'CANCEL_ALL',
    })
  return done({ list: asked.map(namesOf), success: '1' })
}

const cancelAllMax = 500

/** Whether an order is one that a filter means: `Order` is what waits for no trigger. */
export const isOfFilter = (record: OrderRecord, filter: string): boolean => {
  const isWaiting = record.terms.triggerPrice !== null
  return filter === 'Order' ? !isWaiting : isWaiting
}

/** The open order that a request names in a symbol; of two names the id has the word. */
const namedOrder = (
  { world, fields }: DeskCall,
  instrument: Instrument | null,
): OrderRecord | null => {
  const [orderId, link] = [fields.text('orderId'), fields.text('orderLinkId')]
  if (orderId === null && link === null)
    return fields.fail(refused(10001, 'params error: OrderId or orderLinkId is required'))
  const { orders } = world.ledger
  const record = orderId === null ? orders.byLink(link ?? '') : orders.byId(orderId)
  const isHere = record?.isOpen === true && record.instrument.symbol === instrument?.symbol
  return isHere ? record : null
}

const nothingToCancel = (category: Category): Outcome => {
  const { retCode, retMsg } = bybitNothingToCancel(category)
  return refused(retCode, retMsg)
}

const namesOf = ({ orderId, extras }: OrderRecord) => ({
  orderId,
  orderLinkId: extras.orderLinkId,
})

const namesDone = (record: OrderRecord): Outcome => done(namesOf(record))
