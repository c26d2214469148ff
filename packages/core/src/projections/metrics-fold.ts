import { invariant } from '../base/invariant'
import type { EdgeUpdated } from '../events/edge-updated'
import type { Entry, Message } from '../events/entry'
import type { SessionOpened } from '../events/session-opened'
import type { TradingFrozen } from '../events/trading-frozen'
import type { TradingReduced } from '../events/trading-reduced'
import type { TradingThawed } from '../events/trading-thawed'
import { accountTermsOf } from '../state/account-terms'
import type { OrderId } from '../units/order-id'
import { newHearing } from './hearing'
import { newOrderStore } from './order-store'
import { orderStoreFaultText } from './order-store-fault'
import type { GrowingMetrics, SessionMetrics } from './session-metrics'
import { newMetrics } from './session-metrics'
import { measured } from './time-histogram'

/** A session's metrics, and how they go on. */
export type MetricsFold = {
  /**
   * Takes the next line. The header of another session begins anew; a line that contradicts those
   * before it is counted as a fault, and the counts go on.
   */
  readonly apply: (entry: Entry) => void
  readonly metrics: () => SessionMetrics
}

/** No more symbols than this have figures of their own, unless more are asked for. */
export const metricSymbolsMax = 100

/** Metrics of the lines of a journal, from its first on. */
export const newMetricsFold = (symbolsMax = metricSymbolsMax): MetricsFold => {
  invariant(Number.isSafeInteger(symbolsMax) && symbolsMax >= 0, () => `${symbolsMax} is no count`)
  let fold = sessionFold(symbolsMax)
  return {
    apply: (entry) => {
      if (entry.seq === 1 && fold.metrics.seq > 0) fold = sessionFold(symbolsMax)
      fold.apply(entry)
    },
    metrics: () => fold.metrics,
  }
}

const sessionFold = (symbolsMax: number) => {
  const store = newOrderStore({ closedMax: 0, deniedMax: 0 })
  const placedAt = new Map<OrderId, number>()
  const hearing = newHearing()
  const metrics = newMetrics(store.totals())
  const symbols = newSymbolBound(metrics, symbolsMax)
  const apply = (entry: Entry): void => {
    if (metrics.seq > 0 && entry.seq <= metrics.seq) return
    const { message } = entry
    metrics.seq = entry.seq
    metrics.at = entry.at
    if (entry.cause === null && message.type !== 'SettingsChanged') metrics.inputs += 1
    const heard = hearing.heardWith(entry)
    hearing.taken(entry)
    const fault = store.apply(entry)
    if (fault !== null) {
      metrics.faults += 1
      metrics.firstFault ??= orderStoreFaultText(fault)
    } else if (heard !== null && 'orderId' in heard) {
      metrics.orders = store.totals()
      timed(metrics, placedAt, heard, entry.at)
    }
    counted(metrics, message)
    marketCounted(metrics, entry, symbols)
  }
  return { metrics, apply }
}

/** Whether a symbol may have figures of its own: the first so many may. */
type SymbolBound = (symbol: string) => boolean

const newSymbolBound = (metrics: GrowingMetrics, symbolsMax: number): SymbolBound => {
  const known = new Set<string>()
  const beyond = new Set<string>()
  return (symbol) => {
    if (known.has(symbol)) return true
    if (known.size < symbolsMax) {
      known.add(symbol)
      metrics.symbols.push(symbol)
      return true
    }
    beyond.add(symbol)
    metrics.symbolsBeyond = beyond.size
    return false
  }
}

/** How long an order of ours took to its acknowledgement, or to the fill that completed it. */
const timed = (
  metrics: GrowingMetrics,
  placedAt: Map<OrderId, number>,
  message: Message,
  at: number,
): void => {
  switch (message.type) {
    case 'OrderPlaced':
      placedAt.set(message.orderId, at)
      return
    case 'OrderAccepted': {
      const since = placedAt.get(message.orderId)
      if (since !== undefined) measured(metrics.toAcknowledged, at - since)
      return
    }
    case 'OrderFilled': {
      if (message.leavesQty > 0) return
      const since = placedAt.get(message.orderId)
      if (since !== undefined) measured(metrics.toFilled, at - since)
      placedAt.delete(message.orderId)
      return
    }
    case 'OrderCanceled':
    case 'OrderRejected':
      placedAt.delete(message.orderId)
      return
    default:
      return
  }
}

const one = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

const counted = (metrics: GrowingMetrics, message: Message): void => {
  switch (message.type) {
    case 'SessionOpened':
      return opened(metrics, message)
    case 'OrderPlaced':
      metrics.placed += 1
      return
    case 'OrderDenied':
      return one(metrics.deniedByReason, message.reason)
    case 'OrderRejected':
      return one(metrics.rejectedByReason, message.reason)
    case 'OrderCanceled':
      return one(metrics.canceledByReason, message.reason)
    case 'OrderFilled':
      return one(metrics.fillsByKind, `${message.side} ${message.liquidity}`)
    case 'TradingFrozen':
      one(metrics.freezesByReason, message.reason)
      return restricted(metrics, message, metrics.seq)
    case 'TradingReduced':
      one(metrics.reductionsByReason, message.reason)
      return restricted(metrics, message, metrics.seq)
    case 'TradingThawed':
      metrics.thaws += 1
      return thawed(metrics, message)
    case 'SessionClosed':
      metrics.isClosed = true
      return
    default:
      return
  }
}

const opened = (metrics: GrowingMetrics, header: SessionOpened): void => {
  metrics.session = header.session
  metrics.strategy = header.strategy
  metrics.accounts = accountTermsOf(header).map(({ account }) => account)
}

const restricted = (
  metrics: GrowingMetrics,
  { type, reason, scope, account, symbol }: TradingFrozen | TradingReduced,
  seq: number,
): void => {
  const state = type === 'TradingFrozen' ? 'frozen' : 'reducing'
  const restriction = { state, reason, seq, about: symbol ?? account } as const
  if (scope === 'symbol' && symbol !== null) metrics.symbolRestrictions[symbol] = restriction
  else if (scope === 'account' && account !== null)
    metrics.accountRestrictions[account] = restriction
  else metrics.sessionRestriction = restriction
}

const thawed = (metrics: GrowingMetrics, { account, symbol }: TradingThawed): void => {
  if (account !== null) delete metrics.accountRestrictions[account]
  else if (symbol !== null) delete metrics.symbolRestrictions[symbol]
  else metrics.sessionRestriction = null
}

const marketCounted = (
  metrics: GrowingMetrics,
  { at, message }: Entry,
  isShown: SymbolBound,
): void => {
  switch (message.type) {
    case 'InstrumentListed':
      isShown(message.symbol)
      return
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TradePrinted':
    case 'TickerUpdated':
      if (message.venueAt !== null && isShown(message.symbol))
        metrics.feedLagUs[message.symbol] = at - message.venueAt
      return
    case 'EdgeUpdated':
      return edgeCounted(metrics, message, isShown)
    default:
      return
  }
}

const edgeCounted = (
  metrics: GrowingMetrics,
  { account, symbol, edgeBps }: EdgeUpdated,
  isShown: SymbolBound,
): void => {
  if (symbol !== null && !isShown(symbol)) return
  const { edge } = metrics
  const whose = account ?? ''
  const edges = Object.hasOwn(edge, whose) ? edge[whose] : undefined
  if (edges === undefined) edge[whose] = { [symbol ?? '']: edgeBps }
  else edges[symbol ?? ''] = edgeBps
}
