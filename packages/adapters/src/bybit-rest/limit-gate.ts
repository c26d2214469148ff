import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { RateLimits } from '../bybit-api/rate-limits'
import {
  askLeave,
  batchSize,
  heedHeaders,
  keepQuiet,
  newRateLimits,
  tokensLeft,
} from '../bybit-api/rate-limits'
import type { RetryPlan } from '../bybit-api/retry-schedule'
import { backoffMs } from '../bybit-api/retry-schedule'
import { ipBanMs } from '../bybit-api/venue-limits'
import type { WireResponse } from '../bybit-api/wire-request'
import { limitHeaders } from '../bybit-api/wire-request'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { EndpointCall } from './canonical-request'
import type { ClientClock } from './client-clock'
import { limited } from './judge'
import { newLanes } from './lanes'
import type { Overtaken } from './trouble'

/** What a client wants of its limits. */
export type GateOptions = {
  readonly clock: ClientClock
  readonly seed: number
  readonly rateLimitCapacity: number
  readonly rateLimitRefillRate: number
  readonly onLimit: 'wait' | 'fail'
  readonly limitWaitMsMax: number
  /** Waits; shorter where the client is closed meanwhile. */
  readonly sleep: (ms: number) => Promise<void>
  readonly isClosed: () => boolean
}

/** The one place where a client's requests are held back. */
export type LimitGate = {
  /**
   * Waits its turn; `Right` is how long that took, in ms. A call that is overtaken meanwhile ends
   * its wait, and takes nothing from what the others have.
   */
  readonly pass: (
    call: EndpointCall,
    overtaken: Overtaken,
  ) => Promise<Either<ExchangeFault, number>>
  /** Learns from an answer: its headers, its status, and its code. */
  readonly heed: (call: EndpointCall, response: WireResponse, answer: HeardOf) => void
  readonly batchSize: (call: EndpointCall) => number
  readonly tokensLeft: () => ReadonlyMap<string, number>
}

/** What an answer's envelope says that matters for limits. */
export type HeardOf = { readonly retCode: number | null; readonly serverMs: number | null }

/** Silence after HTTP 429: a second, then twice as long each time in a row, up to a minute. */
const protection: RetryPlan = { attemptsMax: 1, firstMs: 1_000, longestMs: 60_000 }

/** A gate with full buckets. Requests to one endpoint pass in the order they came. */
export const newLimitGate = (options: GateOptions): LimitGate => {
  const { clock, seed, onLimit, limitWaitMsMax } = options
  const lanes = newLanes()
  let limits: RateLimits = newRateLimits(
    { capacity: options.rateLimitCapacity, refillRate: options.rateLimitRefillRate },
    clock.nowMs(),
  )
  let [protectedInRow, protectedInAll] = [0, 0]

  const pass = async (
    call: EndpointCall,
    overtaken: Overtaken,
    since: number,
  ): Promise<Either<ExchangeFault, number>> => {
    for (;;) {
      const why = overtaken()
      if (why !== null) return left({ type: 'Denied', says: why })
      const now = clock.nowMs()
      const leave = askLeave(limits, now, call)
      limits = leave.limits
      if (leave.waitMs === 0) return right(Math.max(0, now - since))
      if (onLimit === 'fail' || now - since + leave.waitMs > limitWaitMsMax)
        return left(limited('client', leave.blockedBy, leave.waitMs))
      await options.sleep(leave.waitMs)
      if (options.isClosed()) return left({ type: 'Transport', says: 'the client is closed' })
    }
  }

  const heedStatus = (status: number, headers: WireResponse['headers']): void => {
    if (status === 403) limits = keepQuiet(limits, clock.nowMs(), 'ip', ipBanMs)
    if (status !== 429) {
      if (status === 200) protectedInRow = 0
      return
    }
    protectedInRow += 1
    protectedInAll += 1
    const waitMs = backoffMs(protection, seed, protectedInAll, protectedInRow)
    const asked = headers['retry-after'] ?? ''
    const askedMs = /^\d{1,3}$/.test(asked) ? Number(asked) * 1_000 : 0
    limits = keepQuiet(limits, clock.nowMs(), 'client', Math.max(waitMs, askedMs))
  }

  return {
    pass: (call, overtaken) => {
      const since = clock.nowMs()
      return lanes.run([`${call.path} ${call.category}`], () => pass(call, overtaken, since))
    },
    heed: (call, response, { retCode, serverMs }) => {
      const now = clock.nowMs()
      limits = heedHeaders(limits, now, call, response.headers, serverMs)
      // the exchange counts otherwise than we do: it is right
      if (retCode === 10006)
        limits = heedHeaders(limits, now, call, { [limitHeaders.remaining]: '0' }, serverMs)
      heedStatus(response.status, response.headers)
    },
    batchSize: (call) => batchSize(limits, clock.nowMs(), call),
    tokensLeft: () => tokensLeft(limits, clock.nowMs()),
  }
}
