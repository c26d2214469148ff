import type { Category } from '@shadowtape/core'

import type { DeskCall, Endpoint } from './desk-call'
import { categoryOf } from './desk-call'
import { newFields } from './fields'
import { amendOrder, cancelOrder } from './order-change'
import { createOrder } from './order-create'
import type { Row } from './order-rows'
import type { Outcome } from './outcome'
import { done, invalid, refused, tooMany } from './outcome'

/** Places up to 20 orders, on spot 10; each is answered for itself. */
export const createBatch: Endpoint = (call) =>
  batch(call, createOrder, (row) => ({ ...row, createAt: String(Math.floor(call.world.nowMs())) }))

/** Amends up to 20 orders, on spot 10; each is answered for itself. */
export const amendBatch: Endpoint = (call) => batch(call, amendOrder, (row) => row)

/** Cancels up to 20 orders, on spot 10; each is answered for itself. */
export const cancelBatch: Endpoint = (call) => batch(call, cancelOrder, (row) => row)

const mostOf: Readonly<Record<Category, number>> = { linear: 20, spot: 10 }

/**
 * Two lists side by side: what became of each order, and the code of each. What is above the
 * second's budget fails by 10006, and the rest is done.
 */
const batch = (
  call: DeskCall,
  one: (call: DeskCall) => Outcome,
  finished: (row: Row) => Row,
): Outcome => {
  const category = categoryOf(call.fields)
  const requests = call.fields.records('request')
  if (requests === null || requests.length === 0) call.fields.fail(invalid('request'))
  const fault = call.fields.fault()
  if (fault !== null || requests === null) return fault ?? invalid('request')
  if (requests.length > mostOf[category])
    return refused(10001, `params error: request has more than ${mostOf[category]} orders`)
  const granted = call.spend(requests.length)
  const [list, codes]: [Array<Row>, Array<Row>] = [[], []]
  for (const [place, request] of requests.entries()) {
    const fields = newFields({ ...request, category })
    const { retCode, retMsg, result } =
      place < granted ? one({ ...call, fields, spend: () => 1 }) : tooMany
    const symbol = fields.text('symbol') ?? ''
    const names = retCode === 0 ? result : namesAsked(fields.text('orderLinkId'))
    const row = { category, symbol, ...names }
    list.push(retCode === 0 ? finished(row) : row)
    codes.push({ code: retCode, msg: retMsg })
  }
  return done({ list }, { list: codes })
}

/** What failed has no order id, and the name that it was asked for by. */
const namesAsked = (orderLinkId: string | null) => ({ orderId: '', orderLinkId: orderLinkId ?? '' })
