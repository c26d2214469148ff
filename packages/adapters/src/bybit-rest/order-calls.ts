import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { checkAmend, checkCategory, checkFilters, checkMarket } from '../exchange/check-order'
import { checkName, checkPlace } from '../exchange/check-order'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type {
  AmendRequest,
  CancelAck,
  CancelAllRequest,
  CancelRequest,
  MarketOf,
  OrderAck,
  OrderName,
  PlaceRequest,
} from '../exchange/exchange-orders'
import { decodedBy } from './answer'
import type { CancelAlls } from './cancel-alls'
import type { Answer } from './answer'
import { cancelAllFields, orderCall } from './endpoints'
import type { InstrumentShelf } from './instrument-shelf'
import type { Lanes } from './lanes'
import type { Had } from './list-calls'
import { amendPlan, cancelPlan, placePlan } from './order-plans'
import { CancelAllResult } from './row-codecs'
import type { OrderPlan, Settling } from './settle-order'
import { settle } from './settle-order'
import type { OrderDeed, Overtaken, Trouble, Unwanted } from './trouble'

/** What order requests are made with. */
export type OrderParts = {
  readonly settling: Settling
  readonly shelf: InstrumentShelf
  readonly lanes: Lanes
  readonly cancelAlls: CancelAlls
  readonly unwanted: Unwanted
  readonly newClientId: () => string
  /** Why orders may not be placed or amended at all; `null` where they may. */
  readonly denial: string | null
}

/**
 * An order request that makes sense by itself, and what it comes to once it is sent. Whether its
 * instrument allows it is known later: the exchange may have to be asked for the instrument.
 */
export type Prepared<T> = {
  readonly plan: OrderPlan<T>
  readonly lanes: ReadonlyArray<string>
  readonly objection: () => Promise<ExchangeFault | null>
}

/**
 * Checks a request at once, without waiting for anything, so that its place among the calls for its
 * order, and before or after a cancel-all, is that of the moment it was made.
 */
export type Prepare<R, T> = (parts: OrderParts, request: R) => Either<ExchangeFault, Prepared<T>>

/** Checks an order and gives it a client id. */
export const preparePlace: Prepare<PlaceRequest, OrderAck> = (parts, request) => {
  const fault = deniedBy(parts) ?? checkPlace(request)
  if (fault !== null) return left(fault)
  const clientOrderId = request.clientOrderId ?? parts.newClientId()
  const plan = placePlan(
    request,
    clientOrderId,
    overtakenBy(parts, 'place', { ...request, clientOrderId }),
  )
  return right({ plan, lanes: lanesOf({ clientOrderId }), objection: filtered(parts, request) })
}

/** Checks an amendment. */
export const prepareAmend: Prepare<AmendRequest, OrderAck> = (parts, request) => {
  const fault = deniedBy(parts) ?? checkAmend(request)
  if (fault !== null) return left(fault)
  const plan = amendPlan(request, overtakenBy(parts, 'amend', request))
  return right({ plan, lanes: lanesOf(request), objection: filtered(parts, request) })
}

/** Checks a cancel. Canceling is always allowed, and sent while anybody wants it. */
export const prepareCancel: Prepare<CancelRequest, CancelAck> = ({ unwanted }, request) => {
  const wrong = checkMarket(request) ?? checkName(request)
  if (wrong !== null) return left(wrong)
  const plan = cancelPlan(request, wantedStill(unwanted, 'cancel', request))
  return right({ plan, lanes: lanesOf(request), objection: () => Promise.resolve(null) })
}

/** Sends a request, in its order's turn, and settles what became of it. */
export const perform = <R, T>(parts: OrderParts, prepare: Prepare<R, T>, request: R): Had<T> => {
  const prepared = prepare(parts, request)
  if (prepared._tag === 'Left') return Promise.resolve(prepared)
  const { plan, lanes, objection } = prepared.right
  return parts.lanes.run(lanes, async () => {
    const wrong = await objection()
    return wrong === null ? settle(parts.settling, plan) : left(wrong)
  })
}

/**
 * Cancels everything at once, not in any order's turn. Orders whose placing is still open are not
 * sent again after it. Futures cancel 500 orders in one request: as many come back, it is asked
 * again.
 */
export const cancelEverything = async (
  { settling, cancelAlls }: OrderParts,
  request: CancelAllRequest,
): Had<ReadonlyArray<OrderAck>> => {
  const { category, symbol } = request
  const wrong = symbol === undefined ? checkCategory(category) : checkMarket({ category, symbol })
  if (wrong !== null) return left(wrong)
  cancelAlls.note(request)
  const call = orderCall('cancel-all', category, cancelAllFields(request))
  const acks: Array<OrderAck> = []
  for (let sends = 1; ; sends += 1) {
    const said = await settling.caller.call(call)
    if (said._tag === 'Left' && said.left.type === 'Over') return left(said.left.fault)
    const read = said._tag === 'Left' ? said : acksOf(said.right)
    if (read._tag === 'Right') {
      acks.push(...read.right)
      if (read.right.length < mostAtOnce || sends >= cancelRoundsMax) return right(acks)
      continue
    }
    // asked about before anything else: what is open is still to be canceled
    const open = await settling.lists.openOrders(request)
    if (open._tag === 'Right' && open.right.length === 0) return right(acks)
    if (open._tag === 'Left' || sends >= cancelRoundsMax) return left(stillOpen(request, read.left))
    await settling.caller.backOff(sends)
  }
}

const mostAtOnce = 500
const cancelRoundsMax = 4

const acksOf = ({ result }: Answer): Either<Trouble, ReadonlyArray<OrderAck>> => {
  const decoded = decodedBy(CancelAllResult, result, 'result')
  if (decoded._tag === 'Left') {
    const says = `the answer's ${decoded.left.field} ${decoded.left.detail}`
    return left({ type: 'Unsure', reason: 'GARBLED', retCode: null, says })
  }
  return right(
    (decoded.right.list ?? []).map(({ orderId, orderLinkId }) => ({
      clientOrderId: orderLinkId,
      orderId,
      settledBy: 'answer' as const,
    })),
  )
}

const stillOpen = ({ category, symbol }: CancelAllRequest, trouble: Trouble): ExchangeFault => ({
  type: 'Ambiguous',
  says: `not all orders may be canceled: ${trouble.type === 'Unsure' ? trouble.says : ''}`,
  query: { category, ...(symbol === undefined ? {} : { symbol }) },
})

/** A cancel-all came in between, or whoever asked for it wants it no more. */
const overtakenBy = (
  { cancelAlls, unwanted }: OrderParts,
  deed: OrderDeed,
  request: MarketOf & OrderName,
): Overtaken => {
  const since = cancelAlls.since(request)
  const still = wantedStill(unwanted, deed, request)
  return () => since() ?? still()
}

const wantedStill =
  (unwanted: Unwanted, deed: OrderDeed, { clientOrderId }: OrderName): Overtaken =>
  () =>
    clientOrderId === undefined ? null : unwanted(deed, clientOrderId)

const deniedBy = ({ denial }: OrderParts): ExchangeFault | null =>
  denial === null ? null : { type: 'Denied', says: denial }

const filtered =
  ({ shelf }: OrderParts, request: PlaceRequest | AmendRequest) =>
  async (): Promise<ExchangeFault | null> => {
    const rules = await shelf.rulesOf(request)
    return rules._tag === 'Left' ? rules.left : checkFilters(rules.right, request)
  }

const lanesOf = ({ clientOrderId, orderId }: OrderName): ReadonlyArray<string> => [
  ...(clientOrderId === undefined ? [] : [`client ${clientOrderId}`]),
  ...(orderId === undefined ? [] : [`venue ${orderId}`]),
]
