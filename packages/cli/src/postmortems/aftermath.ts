import type { FileFailure } from '@shadowtape/adapters'
import type { State } from '@shadowtape/core'
import { formatDecimal, messageName, parseDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachSoundLine } from '../journals/each-line'
import type { LineFields } from '../journals/line-text'
import { offsetOfSeq } from '../journals/locate'

/** A fill that came between a stop and the answer to the cancel of its order, decimals as texts. */
export type SlippedFill = {
  readonly seq: number
  readonly at: number
  readonly fillId: string
  readonly side: string
  readonly price: string
  readonly qty: string
  readonly fee: string
}

/** What became of an order that was open when trading stopped. */
export type OpenAtStop = {
  readonly orderId: string
  readonly account: string | null
  readonly symbol: string
  readonly side: string | null
  readonly price: string | null
  /** What was left of it when trading stopped. */
  readonly leavesQty: string | null
  /** The request to cancel it that the stop led to; `null` where it led to none. */
  readonly cancelSeq: number | null
  readonly outcome: 'canceled' | 'filled' | 'cancel rejected' | 'left open' | 'unanswered'
  /** The venue's answer to the cancel, or the order's end. */
  readonly answerSeq: number | null
  /** From the request to that, in microseconds of engine time. */
  readonly latencyUs: number | null
  /** From the request to our hearing of it, where that takes time. */
  readonly heardUs: number | null
  readonly says: string | null
  readonly fills: ReadonlyArray<SlippedFill>
}

/** What became of the orders that were open, and the last line that says so. */
export type Aftermath = {
  readonly orders: ReadonlyArray<OpenAtStop>
  readonly lastSeq: number
  readonly damaged: number
}

/** How much longer is looked for our hearing of the last answer, in microseconds. */
const hearingUsMax = 10_000_000

type Growing = { -readonly [K in keyof OpenAtStop]: OpenAtStop[K] } & {
  fills: Array<SlippedFill>
  askedAt: number | null
}

/**
 * Follows a stop's cancels, and the orders that were open, until each is answered. `open` is what
 * was known just before; where it is not known, only what was canceled is told of.
 */
export const aftermathOf = (
  path: string,
  stop: LineFields,
  before: Pick<State, 'orders' | 'instruments'> | null,
): Either<FileFailure, Aftermath> => {
  const seq = Number(stop['seq'])
  const offset = offsetOfSeq(path, seq)
  if (isLeft(offset)) return offset
  const orders = new Map<string, Growing>(openBefore(before))
  const answers = new Map<number, Growing>()
  let lastSeq = seq
  let lastAt = Number(stop['at'])
  const read = eachSoundLine({
    path,
    from: offset.right,
    onLine: ({ envelope, fields }) => {
      const type = messageName(envelope.type)
      const isOver = envelope.cause === null && ![...orders.values()].some(isAwaited)
      if (isOver && (answers.size === 0 || envelope.at > lastAt + hearingUsMax)) return 'stop'
      if (!isWatched.has(type)) return 'go on'
      const line = fields()
      if (line === null || !followed(orders, answers, seq, type, line)) return 'go on'
      lastSeq = envelope.seq
      lastAt = envelope.at
      return 'go on'
    },
  })
  if (isLeft(read)) return read
  return right({ orders: [...orders.values()].map(settled), lastSeq, damaged: read.right.damaged })
}

const isWatched: ReadonlySet<string> = new Set([
  ...['CancelOrder', 'OrderCanceled', 'CancelRejected', 'OrderFilled', 'OrderRejected'],
  'Delivered',
])

const isAwaited = ({ cancelSeq, answerSeq }: Growing): boolean =>
  cancelSeq !== null && answerSeq === null

const openBefore = (
  state: Pick<State, 'orders' | 'instruments'> | null,
): ReadonlyArray<readonly [string, Growing]> =>
  Object.values(state?.orders.open ?? {}).map((order) => {
    const { orderId, account, symbol, side, price, leavesQty } = order
    const { priceScale = 0, qtyScale = 0 } = state?.instruments[symbol] ?? {}
    return [
      orderId,
      {
        ...newOpen(orderId, symbol),
        ...{ account, side, leavesQty: formatDecimal(leavesQty, qtyScale) },
        price: price === null ? null : formatDecimal(price, priceScale),
      },
    ]
  })

const newOpen = (orderId: string, symbol: string): Growing => ({
  ...{ orderId, symbol, account: null, side: null, price: null, leavesQty: null },
  ...{ cancelSeq: null, askedAt: null, outcome: 'left open' },
  ...{ answerSeq: null, latencyUs: null, heardUs: null, says: null, fills: [] },
})

/** Takes a line about one of the orders; whether it was one. */
const followed = (
  orders: Map<string, Growing>,
  answers: Map<number, Growing>,
  stopSeq: number,
  type: string,
  line: LineFields,
): boolean => {
  const [seq, at, cause] = [Number(line['seq']), Number(line['at']), Number(line['cause'])]
  if (type === 'Delivered') {
    const answered = answers.get(cause)
    if (answered?.askedAt === undefined || answered.askedAt === null) return false
    answered.heardUs = at - answered.askedAt
    answers.delete(cause)
    return true
  }
  const orderId = String(line['orderId'])
  if (type === 'CancelOrder' && cause === stopSeq && !orders.has(orderId))
    orders.set(orderId, newOpen(orderId, String(line['symbol'])))
  const order = orders.get(orderId)
  if (order === undefined || order.answerSeq !== null) return false
  if (type === 'CancelOrder') {
    if (order.cancelSeq !== null) return false
    Object.assign(order, { cancelSeq: seq, askedAt: at, outcome: 'unanswered' })
    return true
  }
  if (type === 'OrderFilled') filled(order, line)
  const outcome = outcomeOf(type, line)
  if (outcome === null) return true
  order.outcome = outcome
  order.answerSeq = seq
  order.latencyUs = order.askedAt === null ? null : at - order.askedAt
  order.says = saysOf(type, line)
  answers.set(seq, order)
  return true
}

const filled = (order: Growing, line: LineFields): void => {
  const text = (name: string): string => String(line[name])
  order.fills.push({
    ...{ seq: Number(line['seq']), at: Number(line['at']), fillId: text('fillId') },
    ...{ side: text('side'), price: text('price'), qty: text('qty'), fee: text('fee') },
  })
}

const outcomeOf = (type: string, line: LineFields): OpenAtStop['outcome'] | null => {
  switch (type) {
    case 'OrderCanceled':
      return 'canceled'
    case 'CancelRejected':
      return 'cancel rejected'
    case 'OrderFilled':
      return parseDecimal(String(line['leavesQty']), 18) === 0 ? 'filled' : null
    default:
      return null
  }
}

const saysOf = (type: string, line: LineFields): string | null =>
  type === 'CancelRejected' ? `${String(line['reason'])} ${String(line['retMsg'])}` : null

const settled = ({ askedAt: _, ...order }: Growing): OpenAtStop => order
