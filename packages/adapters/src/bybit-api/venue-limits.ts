import type { StreamCategory } from './api-env'
import type { BucketRule } from './token-bucket'

/** A product family that orders are placed in here. */
export type OrderCategory = StreamCategory

/** What the venue allows of one endpoint, a rolling second and account: in linear, and in spot. */
type PerSecond = readonly [linear: number, spot: number]

/**
 * Bybit's limits by endpoint, for an account without a VIP level (V5, "Rate Limit"). What is not
 * listed is public: only the IP's budget counts there. A batch counts once for each order in it,
 * apart from single orders.
 */
const endpointLimits: Readonly<Record<string, PerSecond>> = {
  '/v5/order/create': [10, 20],
  '/v5/order/amend': [10, 10],
  '/v5/order/cancel': [10, 20],
  '/v5/order/cancel-all': [10, 20],
  '/v5/order/create-batch': [10, 20],
  '/v5/order/amend-batch': [10, 20],
  '/v5/order/cancel-batch': [10, 20],
  '/v5/order/disconnected-cancel-all': [5, 5],
  '/v5/order/realtime': [50, 50],
  '/v5/order/history': [50, 50],
  '/v5/execution/list': [50, 50],
  '/v5/position/list': [50, 50],
  '/v5/position/closed-pnl': [50, 50],
  '/v5/position/set-leverage': [10, 10],
  '/v5/position/switch-mode': [10, 10],
  '/v5/position/trading-stop': [10, 10],
  '/v5/account/wallet-balance': [50, 50],
  '/v5/account/info': [50, 50],
  '/v5/account/fee-rate': [5, 5],
  '/v5/account/query-dcp-info': [5, 5],
  '/v5/account/smp-group': [5, 5],
  '/v5/account/transaction-log': [25, 25],
}

/** The requests that one IP address may make, over all hosts, in a window. */
export const ipLimit = { requests: 600, windowMs: 5_000 } as const

/** How long an IP address is banned at least, once it made too many requests (HTTP 403). */
export const ipBanMs = 600_000

/** The window of the venue's limits by endpoint. */
export const endpointWindowMs = 1_000

/** The most orders in one batch (V5, "Batch Place Order"). */
export const batchOrdersMax: Readonly<Record<OrderCategory, number>> = { linear: 20, spot: 10 }

/** What the venue allows of an endpoint in a second; `null` where only the IP's budget counts. */
export const endpointLimit = (path: string, category: OrderCategory): number | null => {
  const limits = Object.hasOwn(endpointLimits, path) ? endpointLimits[path] : undefined
  return limits === undefined ? null : limits[category === 'linear' ? 0 : 1]
}

/**
 * A bucket that keeps to 80 % of a venue's limit in every window, wherever it begins: what it
 * holds and what comes back within one window are, together, no more. A limit of one or two leaves
 * one request for each window and a quarter.
 */
export const bucketWithin = (limit: number, windowMs: number): BucketRule => {
  const budget = Math.floor((limit * 4) / 5)
  if (budget < 2) return { capacity: 1, refill: 1, everyMs: Math.ceil((windowMs * 5) / 4) }
  const capacity = Math.ceil(budget / 2)
  return { capacity, refill: budget - capacity, everyMs: windowMs }
}
