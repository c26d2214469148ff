import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import { happens } from '../base/random'
import type { CancelOrder } from '../commands/cancel-order'
import type { AmendPlaced } from '../events/amend-placed'
import type { Entry, Message } from '../events/entry'
import type { FundingSettled } from '../events/funding-settled'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderFilled } from '../events/order-filled'
import type { OrderPlaced } from '../events/order-placed'
import type { OrderTriggered } from '../events/order-triggered'
import type { AccountName } from '../units/account-name'
import type { TradingStopPlaced } from '../events/trading-stop-placed'
import type { Amount } from '../units/amount'
import type { DurationUs } from '../units/duration-us'
import type { FillId } from '../units/fill-id'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { Price } from '../units/price'
import type { Qty } from '../units/qty'
import type { Side } from '../units/side'
import { ageTimerAfter, isAgeTimerAlive } from './ages'
import { midTwiceOf } from './market'
import { isCancelAsked } from './orders'
import type { State } from './state'
import { takeFirst, timerSet } from './timer-heap'
import { isThawTimerAlive, thawTimerGone } from './thaws'
import { canRest } from './venue'

/** A fill that will happen at `due` unless its order is gone by then. */
export type FillTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'fill'
  readonly orderId: OrderId
}

/**
 * A look, at `due`, at what a fill was worth; its figures are those of the fill. `midTwice` is the
 * touch at its time, bid plus ask; `null` where a side was empty.
 */
export type MarkoutTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'markout'
  readonly horizonUs: DurationUs
  readonly fillId: FillId
  readonly account: AccountName
  readonly symbol: MarketSymbol
  readonly side: Side
  readonly price: Price
  readonly qty: Qty
  readonly fee: Amount
  readonly midTwice: number | null
  /** Whether a cancel of the order was under way when it filled. */
  readonly isRaced: boolean
}

/** A request that comes to the venue at `due`; `seq` is its line. */
export type ArrivalTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'arrival'
  readonly request: OrderPlaced | AmendPlaced | CancelOrder | TradingStopPlaced
}

/** What line `seq` said, and we hear at `due`. */
export type DeliveryTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'delivery'
  readonly message: Message
}

/**
 * What a rule watches will be too old at `due`, unless it is renewed by then: a symbol's quotes, or
 * what an account holds of it.
 */
export type AgeTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'age'
  readonly rule: number
  readonly account: AccountName | null
  readonly symbol: MarketSymbol
}

/** What restricts an account, a symbol or, for neither, the session since a line is lifted. */
export type ThawTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'thaw'
  readonly account: AccountName | null
  readonly symbol: MarketSymbol | null
  readonly restrictedBy: number
}

/**
 * A perpetual's funding is settled at `due` for the nth account of the header, unless the data
 * names another time by then.
 */
export type FundingTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'funding'
  readonly symbol: MarketSymbol
  readonly account: AccountName
  readonly nth: number
}

/**
 * Something that will happen at `due`. `seq` is the line that set it: timers fire in order of
 * (due, seq), and of the same line as `timer-heap.ts` says. The table is a binary heap, and its
 * first timer is always alive.
 */
export type Timer =
  FillTimer | MarkoutTimer | ArrivalTimer | DeliveryTimer | AgeTimer | ThawTimer | FundingTimer

/**
 * The venue decides on acceptance whether an order will ever fill, and when; of a conditional one
 * when it wakes.
 */
export const fillScheduled = (
  draft: Draft<State>,
  event: OrderAccepted | OrderTriggered,
  seq: number,
  at: number,
): void => {
  const order = draft.venue.orders[event.orderId]
  const config = draft.config
  invariant(order !== undefined && config !== null, () => `${event.orderId} is not open`)
  if (config.fillModel !== 'scheduled' || !canRest(order) || order.isWaiting) return
  if (happens(config.seed, 'fill', order.number, config.fillRate))
    timerSet(draft.timers, {
      due: at + config.latencyUs,
      seq,
      kind: 'fill',
      orderId: event.orderId,
    })
}

/** The timer behind a fill is spent; what is left of the order fills after another latency. */
export const fillFired = (
  draft: Draft<State>,
  event: OrderFilled,
  seq: number,
  at: number,
): void => {
  const first = draft.timers[0]
  if (event.leavesQty > 0 && first?.kind === 'fill' && first.orderId === event.orderId) {
    const latencyUs = draft.config?.latencyUs ?? 0
    takeFirst(draft.timers)
    timerSet(draft.timers, { due: at + latencyUs, seq, kind: 'fill', orderId: event.orderId })
  }
  timersOfClosedDropped(draft)
}

/** A fill will be looked at again after each horizon, or when we hear of it if that is later. */
export const markoutsScheduled = (
  draft: Draft<State>,
  event: OrderFilled,
  { seq, at }: Pick<Entry, 'seq' | 'at'>,
): void => {
  const { fillId, account, symbol, side, price, qty, fee } = event
  const heardAt = draft.latencies.lastResponse
  const midTwice = midTwiceOf(draft.market[symbol])
  const isRaced = isCancelAsked(draft, event.orderId)
  for (const horizonUs of draft.markouts.horizonsUs)
    timerSet(draft.timers, {
      ...{ due: Math.max(at + horizonUs, heardAt), seq, kind: 'markout', horizonUs },
      ...{ fillId, account, symbol, side, price, qty, fee, midTwice, isRaced },
    })
}

/** The timer behind a markout, which is the first there is. */
export const markoutDue = (draft: Draft<State>, event: MarkoutMeasured): MarkoutTimer => {
  const first = draft.timers[0]
  invariant(
    first?.kind === 'markout' && first.fillId === event.fillId,
    () => `no markout of ${event.fillId} is due`,
  )
  return first
}

/** The timer behind a markout is spent. */
export const markoutFired = (draft: Draft<State>, event: MarkoutMeasured): void => {
  markoutDue(draft, event)
  takeFirst(draft.timers)
  timersOfClosedDropped(draft)
}

/** The timer behind a funding is spent. */
export const fundingFired = (draft: Draft<State>, { symbol, account }: FundingSettled): void => {
  const [first] = draft.timers
  invariant(
    first?.kind === 'funding' && first.symbol === symbol && first.account === account,
    () => `no funding of ${symbol} is due`,
  )
  takeFirst(draft.timers)
  timersOfClosedDropped(draft)
}

/** Something is under way and will be there at `due`. */
export const sentOff = (draft: Draft<State>, timer: ArrivalTimer | DeliveryTimer): void => {
  timerSet(draft.timers, timer)
}

/** What was under way is there: its timer is spent. */
export const cameIn = (draft: Draft<State>, kind: 'arrival' | 'delivery', seq: number): void => {
  const first = draft.timers[0]
  invariant(first?.kind === kind && first.seq === seq, () => `nothing of line ${seq} is due`)
  takeFirst(draft.timers)
  timersOfClosedDropped(draft)
}

/**
 * Takes timers whose orders are closed off the top, so that the first one is alive. What a rule
 * waits for may have been renewed: its timer moves only now, and not each time that happens.
 */
export const timersOfClosedDropped = (draft: Draft<State>): void => {
  for (;;) {
    const first = draft.timers[0]
    if (first === undefined || isAlive(draft, first)) return
    takeFirst(draft.timers)
    if (first.kind === 'thaw') thawTimerGone(draft, first)
    const next = first.kind === 'age' ? ageTimerAfter(draft, first) : null
    if (next !== null) timerSet(draft.timers, next)
  }
}

const isAlive = (state: State, timer: Timer): boolean => {
  switch (timer.kind) {
    case 'fill':
      return state.venue.orders[timer.orderId] !== undefined
    case 'markout':
    case 'arrival':
    case 'delivery':
      return true
    case 'funding':
      return state.venue.rows[timer.symbol]?.fundingAt === timer.due
    case 'age':
      return isAgeTimerAlive(state, timer)
    case 'thaw':
      return isThawTimerAlive(state, timer)
  }
}
