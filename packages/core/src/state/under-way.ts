import type { Draft } from 'immer'

import type { Purpose } from '../base/random'
import type { Entry, Message } from '../events/entry'
import type { OrderId } from '../units/order-id'
import type { Latencies } from './latency'
import { latencyUs } from './latency'
import type { State } from './state'
import { stopOrderNumber } from './stop-orders'
import type { ArrivalTimer } from './timers'
import { cameIn, sentOff } from './timers'

/** What our side hears with a line: the message, and the line that said it. */
export type Heard = { readonly message: Message; readonly seq: number }

/** Whether nothing that the venue says is under way: the common case, and a quick one. */
const isAtOnce = ({ feed, response }: Latencies): boolean => feed === null && response === null

/** How a message comes to us: with the feed, as a report of the venue's, or by no way at all. */
const wayTo = ({ type }: Message): 'feed' | 'response' | null => {
  switch (type) {
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TradePrinted':
    case 'TickerUpdated':
      return 'feed'
    default:
      return reports.includes(type) ? 'response' : null
  }
}

/** Whether we hear a message only later than the venue says it. */
export const isDelayed = (state: Pick<State, 'latencies'>, message: Message): boolean => {
  if (isAtOnce(state.latencies)) return false
  const way = wayTo(message)
  return way !== null && state.latencies[way] !== null
}

/** Whether the venue gets a request only later than we make it. */
export const isRequestDelayed = ({ latencies }: Pick<State, 'latencies'>): boolean =>
  latencies.entry !== null

/**
 * What our side hears with a line: what it says, or what an earlier one said; `null` where we hear
 * of it later, which is then under way.
 */
export const heardWith = (draft: Draft<State>, entry: Entry): Heard | null => {
  if (isAtOnce(draft.latencies)) return entry
  const { seq, cause, message } = entry
  if (message.type === 'Delivered') {
    const [first] = draft.timers
    const heard = first?.kind === 'delivery' ? first : null
    cameIn(draft, 'delivery', cause ?? 0)
    return heard === null ? null : { message: heard.message as Message, seq: heard.seq }
  }
  const way = wayTo(message)
  if (way === null || draft.latencies[way] === null) return entry
  const due = way === 'feed' ? fedAt(draft) : reportedAt(draft, message)
  sentOff(draft, { due, seq, kind: 'delivery', message })
  return null
}

/** A request sets out for the venue, behind those before it. */
export const requestSentOff = (draft: Draft<State>, entry: Entry): void => {
  const { seq, message } = entry
  if (draft.latencies.entry === null) return
  if (
    message.type !== 'OrderPlaced' &&
    message.type !== 'AmendPlaced' &&
    message.type !== 'CancelOrder' &&
    message.type !== 'TradingStopPlaced'
  )
    return
  sentOff(draft, { due: enteredAt(draft, message), seq, kind: 'arrival', request: message })
}

/** The venue answers a request that came in; its timer is spent. */
export const requestAnswered = (draft: Draft<State>, { cause, message }: Entry): void => {
  const [first] = draft.timers
  if (first?.kind !== 'arrival' || first.seq !== cause || !isAnswer(message)) return
  cameIn(draft, 'arrival', cause)
}

const isAnswer = ({ type }: Message): boolean =>
  type === 'OrderAccepted' ||
  type === 'OrderRejected' ||
  type === 'OrderCanceled' ||
  type === 'CancelRejected' ||
  type === 'OrderAmended' ||
  type === 'AmendRejected' ||
  type === 'TradingStopSet' ||
  type === 'TradingStopRejected'

/** Ordinals of draws: so many of them for each order, 512 for each kind of report about it. */
const perOrder = 8_192

const took = (
  draft: Draft<State>,
  way: 'feed' | 'entry' | 'response',
  ordinal: number,
  purpose: Purpose = `${way}-latency`,
): number => {
  const latency = draft.latencies[way]
  const { at, config, venue } = draft
  const us =
    latency === null || config === null
      ? 0
      : latencyUs(latency, config.seed, purpose, ordinal, at - venue.openedAt)
  return at + us
}

/** Trading stops have draws of their own: two for each, there and back. */
const stopPurpose: Purpose = 'trading-stop-latency'

const fedAt = (draft: Draft<State>): number => {
  const due = Math.max(took(draft, 'feed', draft.totals.inputs), draft.latencies.lastFeed)
  draft.latencies.lastFeed = due
  return due
}

const enteredAt = (draft: Draft<State>, request: ArrivalTimer['request']): number => {
  const due = Math.max(requestTook(draft, request), draft.latencies.lastEntry)
  draft.latencies.lastEntry = due
  return due
}

const requestTook = (draft: Draft<State>, request: ArrivalTimer['request']): number => {
  if (request.type === 'TradingStopPlaced') {
    draft.latencies.stopsAsked += 1
    return took(draft, 'entry', draft.latencies.stopsAsked * 2, stopPurpose)
  }
  const order = draft.orders.open[request.orderId]
  const ordinal = (order?.number ?? 0) * perOrder + (order?.requests ?? 0)
  if (order !== undefined) order.requests += 1
  return took(draft, 'entry', ordinal)
}

const reportedAt = (draft: Draft<State>, message: Message): number => {
  const due = Math.max(reportTook(draft, message), draft.latencies.lastResponse)
  draft.latencies.lastResponse = due
  return due
}

const reportTook = (draft: Draft<State>, message: Message): number => {
  if (message.type === 'FundingSettled')
    return took(draft, 'response', draft.seq, 'funding-latency')
  if (message.type !== 'TradingStopSet' && message.type !== 'TradingStopRejected')
    return took(draft, 'response', reportOf(draft, message))
  draft.latencies.stopsAnswered += 1
  return took(draft, 'response', draft.latencies.stopsAnswered * 2 + 1, stopPurpose)
}

const reports: ReadonlyArray<Message['type']> = [
  'OrderAccepted',
  'OrderRejected',
  'OrderTriggered',
  'OrderAmended',
  'AmendRejected',
  'OrderFilled',
  'OrderCanceled',
  'CancelRejected',
  'FundingSettled',
  'TradingStopSet',
  'TradingStopRejected',
  'TradingStopTriggered',
]

/** A number of its own for each report about an order, whatever other orders there are. */
const reportOf = (draft: Draft<State>, message: Message): number => {
  const orderId = 'orderId' in message ? message.orderId : null
  const number = orderId === null ? 0 : numberOf(draft, orderId)
  const leaves = 'leavesQty' in message ? message.leavesQty : 0
  // what brings an order of the venue's own is to it what being accepted is to one of ours
  const kind = message.type === 'TradingStopTriggered' ? 'OrderAccepted' : message.type
  return number * perOrder + reports.indexOf(kind) * 512 + (leaves % 509)
}

/** The venue may report about an order of its own that we have not heard of yet. */
const numberOf = ({ orders }: Draft<State>, orderId: OrderId): number =>
  orders.open[orderId]?.number ?? stopOrderNumber(orderId)
