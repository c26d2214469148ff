import type { DeskCall, Endpoint } from './desk-call'
import { categoryOf, isAskedFor, maybeInstrumentOf, namesItsInstruments } from './desk-call'
import type { Fields } from './fields'
import { isOfFilter } from './order-change'
import type { OrderRecord } from './order-record'
import { orderRow } from './order-rows'
import type { Outcome } from './outcome'
import { done, invalid, refused } from './outcome'
import { pageOf } from './paging'

/** Orders that are open; by id, or where `openOnly` is 1, those too that were closed last. */
export const openOrders: Endpoint = (call) => {
  const { fields } = call
  const openOnly = fields.whole('openOnly', 0, 2, 0)
  const isNamed = fields.text('orderId') !== null || fields.text('orderLinkId') !== null
  const isTold = isNamed || namesItsInstruments(call)
  if (fields.text('category') === 'linear' && !isTold) fields.fail(invalid('symbol'))
  return listed(call, (all) => {
    if (isNamed) return all
    if (openOnly === 0) return all.filter(({ isOpen }) => isOpen)
    return all.filter(({ isOpen }) => !isOpen).slice(0, recentClosedMax)
  })
}

/** Bybit shows so many closed orders among the open ones. */
const recentClosedMax = 500

/** Orders that are closed and not forgotten yet. */
export const orderHistory: Endpoint = (call) => {
  const { fields } = call
  const status = fields.text('orderStatus')
  const isWithin = span(fields)
  return listed(call, (all) =>
    all
      .filter(({ isOpen }) => !isOpen)
      .filter((each) => status === null || each.status === status)
      .filter(({ createdMs }) => isWithin(createdMs)),
  )
}

const listed = (
  call: DeskCall,
  chosen: (all: ReadonlyArray<OrderRecord>) => ReadonlyArray<OrderRecord>,
): Outcome => {
  const { world, fields } = call
  const category = categoryOf(fields)
  maybeInstrumentOf(call, category)
  const [orderId, link] = [fields.text('orderId'), fields.text('orderLinkId')]
  const filter = fields.oneOf('orderFilter', ['Order', 'StopOrder', 'tpslOrder'] as const)
  const all = world.ledger.orders
    .newestFirst()
    .filter((each) => each.instrument.category === category)
    .filter((each) => isAskedFor(call, each.instrument))
    .filter((each) => orderId === null || each.orderId === orderId)
    .filter((each) => orderId !== null || link === null || each.extras.orderLinkId === link)
    .filter((each) => filter === null || isOfFilter(each, filter))
  const { list, nextPageCursor } = pageOf(chosen(all), fields, { most: 50, usual: 20 })
  return fields.fault() ?? done({ category, nextPageCursor, list: list.map(orderRow) })
}

/** Trades and fundings that are not forgotten yet, the newest first. */
export const executionList: Endpoint = (call) => {
  const { world, fields } = call
  const category = categoryOf(fields)
  maybeInstrumentOf(call, category)
  const [orderId, link] = [fields.text('orderId'), fields.text('orderLinkId')]
  const execType = fields.text('execType')
  const isWithin = span(fields)
  const all = [...world.ledger.executions]
    .reverse()
    .filter((each) => each.instrument.category === category)
    .filter((each) => isAskedFor(call, each.instrument))
    .filter((each) => orderId === null || each.orderId === orderId)
    .filter((each) => orderId !== null || link === null || each.orderLinkId === link)
    .filter((each) => execType === null || each.execType === execType)
    .filter(({ atMs }) => isWithin(atMs))
  const { list, nextPageCursor } = pageOf(all, fields, { most: 100, usual: 50 })
  return fields.fault() ?? done({ nextPageCursor, category, list: list.map(({ row }) => row) })
}

const weekMs = 7 * 86_400_000

/** Whether a time is between the two that a request may name, which are at most a week apart. */
const span = (fields: Fields): ((ms: number) => boolean) => {
  const from = fields.whole('startTime', 0, Number.MAX_SAFE_INTEGER, 0)
  const to = fields.whole('endTime', 0, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  const areBoth = fields.text('startTime') !== null && fields.text('endTime') !== null
  if (areBoth && to < from) fields.fail(refused(10001, 'params error: startTime is after endTime'))
  if (areBoth && to - from > weekMs)
    fields.fail(refused(10001, 'params error: the time range is longer than 7 days'))
  return (ms) => ms >= from && ms <= to
}
