import type { SessionOpened } from '../events/session-opened'
import type { Instrument } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { Account, ByAccount } from './accounts'
import type { Edge } from './edge'
import { newEdgeTable } from './edge'
import type { Latencies } from './latency'
import { noLatencies } from './latency'
import type { Live } from './live'
import type { Market } from './market'
import type { Markouts } from './markouts'
import type { Orders } from './orders'
import type { Quality } from './quality'
import { unfilled } from './quality'
import type { Risk } from './risk'
import { newRisk } from './risk'
import type { Timer } from './timers'
import type { Totals } from './totals'
import type { Venue } from './venue'
import { emptyVenue } from './venue'

/** A table by symbol. Symbols always hold a letter, so key order is the order of listing. */
export type BySymbol<T> = Readonly<Record<MarketSymbol, T>>

/**
 * Everything a session knows, as plain data: integers, texts, arrays and records. It is a function
 * of the journal so far, and of nothing else.
 */
export type State = {
  readonly seq: number
  readonly at: number
  readonly config: SessionOpened | null
  readonly instruments: BySymbol<Instrument>
  readonly market: BySymbol<Market>
  readonly orders: Orders
  readonly venue: Venue
  /** Of a session with a real venue only. */
  readonly live: Live | null
  readonly latencies: Latencies
  readonly accounts: ByAccount<Account>
  readonly risk: Risk
  readonly edge: Edge
  readonly markouts: Markouts
  readonly quality: Quality
  readonly timers: ReadonlyArray<Timer>
  readonly totals: Totals
  readonly strategy: object
}

/** The state before the first line. A new value each time, because a loop may own it. */
export const initialState = (): State => ({
  seq: 0,
  at: 0,
  config: null,
  instruments: {},
  market: {},
  orders: { open: {}, openCount: 0, lastOrder: 0 },
  venue: emptyVenue(),
  live: null,
  latencies: noLatencies,
  accounts: {},
  risk: newRisk(),
  edge: { said: newEdgeTable(), byAccount: {} },
  markouts: { horizonsUs: [], kept: 0, total: [], bySymbol: {}, byAccount: {} },
  quality: { acceptedAt: {}, total: unfilled([]), bySymbol: {} },
  timers: [],
  totals: {
    inputs: 0,
    placed: 0,
    denied: 0,
    accepted: 0,
    rejected: 0,
    fills: 0,
    filled: 0,
    canceled: 0,
    cancelRejected: 0,
    freezes: 0,
    reductions: 0,
    thaws: 0,
  },
  strategy: {},
})
