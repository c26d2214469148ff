import type { Draft } from 'immer'

import type { Entry } from '../events/entry'
import type { ExecutionReported } from '../events/execution-reported'
import type { OrderReported } from '../events/order-reported'
import type { CancelReason } from '../units/cancel-reason'
import type { OrderId } from '../units/order-id'
import type { BySymbol } from './state'

/** How an order ended at a real venue, while trades of it may still be to be reported. */
export type LiveEnding = {
  readonly cumQty: number
  readonly orderStatus: 'Cancelled' | 'PartiallyFilledCanceled'
  readonly cancelType: string
  readonly rejectReason: string
}

/**
 * What is kept of an order of ours at a real venue, from when it sets out to its end: the venue's
 * name for it, the venue's time and our line of what was reported newest, and who asked for its
 * cancel.
 */
export type LiveOrder = {
  readonly venueOrderId: string | null
  readonly reportedAt: number
  readonly reportSeq: number
  readonly cancelReason: CancelReason | null
  readonly ending: LiveEnding | null
}

/** What a real venue said last of something, and when that was so. */
export type LiveFigure<T> = { readonly said: T; readonly at: number }

/**
 * What a live session keeps beside what every session does. `executions` are the last ids of
 * executions that were reported, oldest first, and `executionSeqs` the line that each came with
 * first. Positions are signed, balances in the venue's own figures.
 */
export type Live = {
  readonly orders: Readonly<Record<OrderId, LiveOrder>>
  readonly executions: ReadonlyArray<string>
  readonly executionSeqs: ReadonlyArray<number>
  readonly positions: BySymbol<LiveFigure<number>>
  readonly wallet: Readonly<Record<string, LiveFigure<string>>>
}

/** So many executions are known again when they are reported once more. */
export const executionsKept = 10_000

/** A live session that has heard nothing yet. */
export const emptyLive = (): Live => ({
  orders: {},
  executions: [],
  executionSeqs: [],
  positions: {},
  wallet: {},
})

/** Whether an execution came with this line first, and is not one that is reported once more. */
export const isFirstReport = ({ executions, executionSeqs }: Live, id: string, seq: number) =>
  executionSeqs[executions.lastIndexOf(id)] === seq

/** Where `wallet` keeps a coin; the prefix keeps digits from looking like an index. */
export const walletKey = (coin: string): string => `coin-${coin}`

/** What a line changes of what a live session keeps. */
export const liveSaid = (live: Draft<Live>, { seq, message }: Entry): void => {
  switch (message.type) {
    case 'OrderPlaced':
      live.orders[message.orderId] = unheard()
      return
    case 'CancelOrder': {
      const order = live.orders[message.orderId]
      if (order !== undefined) order.cancelReason ??= message.reason
      return
    }
    case 'RequestAnswered': {
      const order = live.orders[message.orderId]
      if (order !== undefined) order.venueOrderId ??= message.venueOrderId
      return
    }
    case 'OrderReported':
      return orderReported(live, message, seq)
    case 'ExecutionReported':
      return executionReported(live, message, seq)
    case 'PositionReported': {
      const { symbol, side, qty, venueAt } = message
      if (venueAt >= (live.positions[symbol]?.at ?? 0))
        live.positions[symbol] = { said: side === 'Sell' && qty > 0 ? 0 - qty : qty, at: venueAt }
      return
    }
    case 'WalletReported': {
      const { coin, walletBalance, venueAt } = message
      if (venueAt >= (live.wallet[walletKey(coin)]?.at ?? 0))
        live.wallet[walletKey(coin)] = { said: walletBalance, at: venueAt }
      return
    }
    case 'OrderRejected':
    case 'OrderCanceled':
      delete live.orders[message.orderId]
      return
    case 'OrderFilled':
      if (message.leavesQty === 0) delete live.orders[message.orderId]
      return
    default:
      return
  }
}

const unheard = (): Draft<LiveOrder> => ({
  venueOrderId: null,
  reportedAt: 0,
  reportSeq: 0,
  cancelReason: null,
  ending: null,
})

/** An end is one whenever it was said; of anything else only the newest counts. */
const orderReported = (live: Draft<Live>, report: OrderReported, seq: number): void => {
  const order = report.orderId === null ? undefined : live.orders[report.orderId]
  if (order === undefined) return
  order.venueOrderId ??= report.venueOrderId
  if (report.venueAt >= order.reportedAt) {
    order.reportedAt = report.venueAt
    order.reportSeq = seq
  }
  const { cumQty, orderStatus, cancelType, rejectReason } = report
  const ended = endings.get(orderStatus)
  if (ended !== undefined) order.ending = { cumQty, orderStatus: ended, cancelType, rejectReason }
}

/**
 * Statuses of an order that is over. `Deactivated` never woke; one that is `Filled` closes by its
 * fills, unless we took it for a larger one.
 */
const endings: ReadonlyMap<string, LiveEnding['orderStatus']> = new Map([
  ['Filled', 'Cancelled'],
  ['Cancelled', 'Cancelled'],
  ['PartiallyFilledCanceled', 'PartiallyFilledCanceled'],
  ['Deactivated', 'Cancelled'],
])

const executionReported = (
  live: Draft<Live>,
  { execId, orderId, orderQty, venueAt }: ExecutionReported,
  seq: number,
): void => {
  if (live.executions.includes(execId)) return
  const order = orderId === null ? undefined : live.orders[orderId]
  if (order !== undefined && orderQty !== null && venueAt >= order.reportedAt) {
    order.reportedAt = venueAt
    order.reportSeq = seq
  }
  live.executions.push(execId)
  live.executionSeqs.push(seq)
  if (live.executions.length <= executionsKept) return
  live.executions.shift()
  live.executionSeqs.shift()
}
