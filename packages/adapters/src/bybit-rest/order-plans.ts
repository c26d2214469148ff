import { isRight, map } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

import { isClientIdTaken, isNotOpen, retCodeOf } from '../bybit-api/ret-codes'
import { compareDecimals } from '../exchange/decimal-text'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type {
  AmendRequest,
  CancelAck,
  CancelRequest,
  ExchangeOrder,
  OrderAck,
  OrderName,
  PlaceRequest,
} from '../exchange/exchange-orders'
import { isClosed } from '../exchange/exchange-orders'
import { decodedBy } from './answer'
import { amendFields, cancelFields, orderCall, placeFields } from './endpoints'
import { AckResult } from './row-codecs'
import type { NextStep, OrderPlan } from './settle-order'
import type { Overtaken, Trouble } from './trouble'

/** An order that is to be placed under a client id, and how to find out whether it was. */
export const placePlan = (
  request: PlaceRequest,
  clientOrderId: string,
  overtaken: Overtaken,
): OrderPlan<OrderAck> => ({
  call: orderCall('create', request.category, placeFields(request, clientOrderId)),
  market: { category: request.category, symbol: request.symbol },
  name: { clientOrderId },
  onAnswer: ({ result }) => ackOf(result, { clientOrderId }),
  // taken before, on a second try: by the first one, then, if it is the same order
  isOpenRefusal: (fault, tries) => (tries > 1 && isTaken(fault)) || isInWork(fault),
  onFound: (order, trouble) => {
    if (isTheSame(order, request)) return done(foundAck(order))
    const retCode = request.category === 'spot' ? 170141 : 110072
    if (trouble.type === 'Over') return { type: 'Fault', fault: trouble.fault }
    return faulty(rejected(retCode, 'another order has this client id'))
  },
  onAbsent: (trouble) => {
    if (trouble.type === 'Over') {
      // the exchange knows the order but does not tell of it yet
      if (isTaken(trouble.fault)) return done({ clientOrderId, orderId: null, settledBy: 'answer' })
      return ended(trouble)
    }
    return trouble.reason === 'UNKNOWN'
      ? faulty(rejected(trouble.retCode ?? 0, trouble.says))
      : { type: 'Resend' }
  },
  overtaken,
})

/** An amendment, and how to find out whether the order is as it shall be. */
export const amendPlan = (request: AmendRequest, overtaken: Overtaken): OrderPlan<OrderAck> => ({
  call: orderCall('amend', request.category, amendFields(request)),
  market: { category: request.category, symbol: request.symbol },
  name: request,
  onAnswer: ({ result }) => ackOf(result, request),
  isOpenRefusal: isNotOpenFault,
  onFound: (order, trouble) => {
    if (isClosed(order)) return faulty(notOpenFault(trouble, request))
    if (isAmended(order, request)) return done(foundAck(order))
    return isNotOpenTrouble(trouble) ? { type: 'Resend' } : goOn(trouble)
  },
  onAbsent: (trouble) => faulty(notOpenFault(trouble, request)),
  overtaken,
})

/** A cancel, and how to find out whether the order is closed. */
export const cancelPlan = (request: CancelRequest, overtaken: Overtaken): OrderPlan<CancelAck> => ({
  call: orderCall('cancel', request.category, cancelFields(request)),
  market: { category: request.category, symbol: request.symbol },
  name: request,
  onAnswer: ({ result }) =>
    pipe(
      ackOf(result, request),
      map((ack) => ({ ...ack, closed: null })),
    ),
  isOpenRefusal: isNotOpenFault,
  onFound: (order, trouble) => {
    if (isClosed(order)) return done({ ...foundAck(order), closed: order })
    return isNotOpenTrouble(trouble) ? { type: 'Resend' } : goOn(trouble)
  },
  onAbsent: (trouble) => faulty(notOpenFault(trouble, request)),
  overtaken,
})

/** What an order request was answered with, by the name it was sent under. */
export const ackOf = (result: unknown, sent: OrderName) =>
  pipe(
    decodedBy(AckResult, result, 'result'),
    map(({ orderId, orderLinkId }): OrderAck => ({
      clientOrderId: orderLinkId ?? sent.clientOrderId ?? null,
      orderId,
      settledBy: 'answer',
    })),
  )

/** Whether a batch's list has an ack for an order, or nothing that can be one. */
export const isAck = (result: unknown): boolean => isRight(AckResult.decode(result))

const foundAck = ({ clientOrderId, orderId }: ExchangeOrder): OrderAck => ({
  clientOrderId,
  orderId,
  settledBy: 'query',
})

/** Whether an order that was found is the one that was asked for, not an older one of its name. */
const isTheSame = (order: ExchangeOrder, request: PlaceRequest): boolean =>
  order.symbol === request.symbol &&
  order.side === request.side &&
  order.orderType === request.orderType &&
  compareDecimals(order.qty, request.qty) === 0 &&
  (request.price === undefined ||
    (order.price !== null && compareDecimals(order.price, request.price) === 0))

const isAmended = (order: ExchangeOrder, { price, qty }: AmendRequest): boolean =>
  (qty === undefined || compareDecimals(order.qty, qty) === 0) &&
  (price === undefined || (order.price !== null && compareDecimals(order.price, price) === 0))

const isTaken = (fault: ExchangeFault): boolean =>
  fault.type === 'Rejected' && isClientIdTaken(fault.retCode)

/** The exchange was still at it when we gave up asking. */
const isInWork = (fault: ExchangeFault): boolean =>
  fault.type === 'Rejected' && fault.reason === 'ORDER_PROCESSING'

const isNotOpenFault = (fault: ExchangeFault): boolean =>
  fault.type === 'Rejected' && isNotOpen(fault.retCode)

const isNotOpenTrouble = (trouble: Trouble): boolean =>
  trouble.type === 'Over' && isNotOpenFault(trouble.fault)

/** The venue's own words where it said so itself, else what was found out by asking. */
const notOpenFault = (trouble: Trouble, { category }: CancelRequest): ExchangeFault => {
  if (trouble.type === 'Over' && isNotOpenFault(trouble.fault)) return trouble.fault
  const retCode = category === 'spot' ? 170213 : 110001
  return rejected(retCode, 'the order was asked for, and is not open')
}

const rejected = (retCode: number, retMsg: string): ExchangeFault => ({
  type: 'Rejected',
  retCode,
  reason: retCodeOf(retCode).reason,
  retMsg,
})

/** The order stands as before: a refusal stays one, and what was open may be sent again. */
const goOn = <T>(trouble: Trouble): NextStep<T> =>
  trouble.type === 'Over' ? ended(trouble) : unknownOr(trouble)

const unknownOr = <T>(trouble: Extract<Trouble, { readonly type: 'Unsure' }>): NextStep<T> =>
  trouble.reason === 'UNKNOWN'
    ? faulty(rejected(trouble.retCode ?? 0, trouble.says))
    : { type: 'Resend' }

/** A later try ended otherwise: a refusal is one, all else leaves open what the first one did. */
const ended = <T>({ fault }: Extract<Trouble, { readonly type: 'Over' }>): NextStep<T> =>
  fault.type === 'Rejected' ? faulty(fault) : { type: 'Resend' }

const done = <T>(value: T): NextStep<T> => ({ type: 'Done', value })

const faulty = <T>(fault: ExchangeFault): NextStep<T> => ({ type: 'Fault', fault })
