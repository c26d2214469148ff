import type { FreezeReason } from '../units/freeze-reason'
import type { TradingState } from '../units/trading-state'
import type { StoredStatus } from './stored-order'
import type { GrowingHistogram, TimeHistogram } from './time-histogram'
import { newHistogram } from './time-histogram'

/** What keeps a scope from trading freely, and the line that said so. */
export type MetricRestriction = {
  readonly state: Exclude<TradingState, 'active'>
  readonly reason: FreezeReason
  readonly seq: number
  /** What it was about, where that is one symbol or account. */
  readonly about: string | null
}

type Counts = Readonly<Record<string, number>>
type Restrictions = Readonly<Record<string, MetricRestriction>>

/**
 * What a journal's lines come to for whoever watches a session, as plain data in whole numbers.
 * Counts are of lines, as a session report has them; `orders` and the two latencies are of what our
 * side has heard. Tables by symbol hold no more symbols than the fold's bound.
 */
export type SessionMetrics = {
  readonly session: string
  readonly strategy: string
  readonly seq: number
  readonly at: number
  readonly inputs: number
  readonly orders: Readonly<Record<StoredStatus, number>>
  readonly placed: number
  readonly deniedByReason: Counts
  readonly rejectedByReason: Counts
  readonly canceledByReason: Counts
  /** By `Buy maker` and so on. */
  readonly fillsByKind: Counts
  readonly freezesByReason: Counts
  readonly reductionsByReason: Counts
  readonly thaws: number
  readonly sessionRestriction: MetricRestriction | null
  readonly accountRestrictions: Restrictions
  readonly symbolRestrictions: Restrictions
  readonly accounts: ReadonlyArray<string>
  /** In the order of listing. */
  readonly symbols: ReadonlyArray<string>
  /** Symbols that no table has room for. */
  readonly symbolsBeyond: number
  /** Millionths of a basis point by account (`''`: the session), then symbol (`''`: all). */
  readonly edge: Readonly<Record<string, Counts>>
  /** Engine time of a symbol's last market message, less the venue's own time of it. */
  readonly feedLagUs: Counts
  /** From placing to hearing of the acknowledgement, and of the fill that completes it. */
  readonly toAcknowledged: TimeHistogram
  readonly toFilled: TimeHistogram
  readonly isClosed: boolean
  /** Lines that contradict those before them, and what the first of these says. */
  readonly faults: number
  readonly firstFault: string | null
}

type Grown<T> = {
  -readonly [K in keyof T]: T[K] extends TimeHistogram
    ? GrowingHistogram
    : T[K] extends ReadonlyArray<infer E>
      ? Array<E>
      : T[K] extends Readonly<Record<string, infer V>>
        ? Record<string, V extends Counts ? Record<string, number> : V>
        : T[K]
}

/** Metrics that their fold may change. */
export type GrowingMetrics = Grown<Omit<SessionMetrics, 'orders' | 'sessionRestriction'>> & {
  orders: SessionMetrics['orders']
  sessionRestriction: SessionMetrics['sessionRestriction']
}

/** The metrics before the first line. */
export const newMetrics = (orders: SessionMetrics['orders']): GrowingMetrics => ({
  session: '',
  strategy: '',
  seq: 0,
  at: 0,
  inputs: 0,
  orders,
  placed: 0,
  deniedByReason: {},
  rejectedByReason: {},
  canceledByReason: {},
  fillsByKind: {},
  freezesByReason: {},
  reductionsByReason: {},
  thaws: 0,
  sessionRestriction: null,
  accountRestrictions: {},
  symbolRestrictions: {},
  accounts: [],
  symbols: [],
  symbolsBeyond: 0,
  edge: {},
  feedLagUs: {},
  toAcknowledged: newHistogram(),
  toFilled: newHistogram(),
  isClosed: false,
  faults: 0,
  firstFault: null,
})
