import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ExchangeFault } from '../exchange/exchange-fault'
import type { ExchangeOrder, MarketOf, OrderName } from '../exchange/exchange-orders'
import type { Answer, AnswerFault } from './answer'
import type { Caller } from './caller'
import type { EndpointCall } from './canonical-request'
import type { ListCalls } from './list-calls'
import type { Overtaken, Trouble } from './trouble'

/** What follows from how an order was found, or from its not being found. */
export type NextStep<T> =
  | { readonly type: 'Done'; readonly value: T }
  | { readonly type: 'Fault'; readonly fault: ExchangeFault }
  /** Nothing of it stands: the same may be sent again. */
  | { readonly type: 'Resend' }

/** An order request with everything that is needed to find out what became of it. */
export type OrderPlan<T> = {
  readonly call: EndpointCall
  readonly market: MarketOf
  readonly name: OrderName
  readonly onAnswer: (answer: Answer) => Either<AnswerFault, T>
  /** Whether a refusal says less than it seems to, so that the order has to be asked about. */
  readonly isOpenRefusal: (fault: ExchangeFault, tries: number) => boolean
  readonly onFound: (order: ExchangeOrder, trouble: Trouble) => NextStep<T>
  readonly onAbsent: (trouble: Trouble) => NextStep<T>
  /** What happened since that forbids sending it, or sending it once more. */
  readonly overtaken: Overtaken
}

/** How orders are settled: what it takes, and how often it is tried. */
export type Settling = {
  readonly caller: Caller
  readonly lists: ListCalls
  /** How often an order request is sent where asking found nothing of it. */
  readonly sendsMax: number
  /** How often an order is asked for before it counts as not there. */
  readonly looksMax: number
}

/**
 * Sends an order request and settles what became of it. After an answer that leaves it open the
 * order is asked for, by its id, before anything else is sent for it; only where the exchange knows
 * nothing of it is the same request sent again, under the same client id, so that it cannot come
 * to two orders. Rule: Bybit V5 takes each orderLinkId once. `first` is an answer that is there.
 */
export const settle = async <T>(
  settling: Settling,
  plan: OrderPlan<T>,
  first?: Either<Trouble, Answer>,
): Promise<Either<ExchangeFault, T>> => {
  let mayStand = false
  for (let sends = 1; ; sends += 1) {
    const said =
      sends === 1 && first !== undefined
        ? first
        : await settling.caller.call(plan.call, plan.overtaken)
    const read = said._tag === 'Left' ? said : readBy(plan, said.right)
    if (read._tag === 'Right') return read
    const trouble = read.left
    if (trouble.type === 'Over' && !mayStand && !plan.isOpenRefusal(trouble.fault, trouble.tries))
      return left(trouble.fault)
    const looked = await look(settling, plan)
    if (looked._tag === 'Left') return left(ambiguous(plan, trouble, looked.left))
    const order = looked.right
    const next = order === null ? plan.onAbsent(trouble) : plan.onFound(order, trouble)
    if (next.type === 'Done') return right(next.value)
    if (next.type === 'Fault') return left(next.fault)
    if (trouble.type === 'Over' && trouble.fault.type !== 'Rejected')
      return left(ambiguous(plan, trouble, null))
    if (sends >= settling.sendsMax || plan.overtaken() !== null)
      return left(ambiguous(plan, trouble, null))
    mayStand = true
    await settling.caller.backOff(sends)
  }
}

const readBy = <T>(plan: OrderPlan<T>, answer: Answer): Either<Trouble, T> => {
  const read = plan.onAnswer(answer)
  if (read._tag === 'Right') return read
  const { field, detail } = read.left
  const says = `the answer's ${field} ${detail}`
  return left({ type: 'Unsure', reason: 'GARBLED', retCode: null, says })
}

/**
 * The order as the exchange has it, `null` if it has none: first among those at hand, then among
 * those that are closed. It may be late with both, so not being there is asked for again.
 */
const look = async <T>(
  { caller, lists, looksMax }: Settling,
  { market, name }: OrderPlan<T>,
): Promise<Either<ExchangeFault, ExchangeOrder | null>> => {
  const which = { ...market, ...name }
  for (let looks = 1; ; looks += 1) {
    let failed: ExchangeFault | null = null
    for (const ask of [lists.recentOrder, lists.orderHistory]) {
      const found = await ask(which)
      if (found._tag === 'Left') failed = found.left
      else {
        const order = found.right.find((one) => isNamed(one, name))
        if (order !== undefined) return right(order)
      }
    }
    if (looks >= looksMax) return failed === null ? right(null) : left(failed)
    await caller.backOff(looks)
  }
}

/** A venue that ignored the filter must not make us take another order for ours. */
const isNamed = (order: ExchangeOrder, { orderId, clientOrderId }: OrderName): boolean =>
  orderId !== undefined ? order.orderId === orderId : order.clientOrderId === clientOrderId

const ambiguous = <T>(
  { market: { category, symbol }, name: { clientOrderId, orderId } }: OrderPlan<T>,
  trouble: Trouble,
  cause: ExchangeFault | null,
): ExchangeFault => {
  const why = trouble.type === 'Unsure' ? trouble.says : 'a later try was refused'
  const asked = cause === null ? 'asking has not settled it' : `asking failed (${cause.type})`
  return {
    type: 'Ambiguous',
    says: `the request may have been carried out: ${why}; ${asked}`,
    query: {
      ...{ category, symbol },
      ...(clientOrderId === undefined ? {} : { clientOrderId }),
      ...(orderId === undefined ? {} : { orderId }),
    },
  }
}
