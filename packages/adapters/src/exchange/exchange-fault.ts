import type { RetReason } from '../bybit-api/ret-codes'
import type { MarketOf, OrderName } from './exchange-orders'

/**
 * Why a call came to nothing. Closed: what an exchange may answer is one of these. No fault holds a
 * key, a secret or a signature.
 */
export type ExchangeFault =
  /** Our own check found it wrong; nothing was sent. */
  | { readonly type: 'Invalid'; readonly field: string; readonly detail: string }
  /** We do not let it out: the network guard, or orders that nobody enabled. Nothing was sent. */
  | { readonly type: 'Denied'; readonly says: string }
  /** Too often: by our own count (nothing was sent), or by the exchange's, which did not do it. */
  | {
      readonly type: 'RateLimited'
      readonly retCode: 10006
      readonly by: 'client' | 'exchange'
      readonly bucket: string
      readonly waitMs: number
    }
  /** The exchange refused, for good. */
  | {
      readonly type: 'Rejected'
      readonly retCode: number
      readonly reason: RetReason
      readonly retMsg: string
    }
  /** The exchange may have done it. Nobody knows until `query` is asked for. */
  | {
      readonly type: 'Ambiguous'
      readonly says: string
      readonly query: Partial<MarketOf> & OrderName
    }
  /** Our clock is too far off for the exchange, and setting it did not help. */
  | {
      readonly type: 'Clock'
      readonly says: string
      readonly offsetMs: number | null
      readonly recvWindowMs: number
    }
  /** The key is none, is not for this, or could not be had. */
  | {
      readonly type: 'Auth'
      readonly retCode: number | null
      readonly reason: RetReason
      readonly says: string
    }
  /** It was certainly not sent: no connection came about, or the client is closed. */
  | { readonly type: 'Transport'; readonly says: string }
  /** A question, which changes nothing, got no answer however often it was asked. */
  | { readonly type: 'Unanswered'; readonly says: string; readonly attempts: number }
  /** An answer that is not what it should be; `field` is a path in it. */
  | { readonly type: 'Garbled'; readonly field: string; readonly detail: string }

/** One sentence about a fault. */
export const exchangeFaultText = (fault: ExchangeFault): string => {
  switch (fault.type) {
    case 'Invalid':
      return `${fault.field} ${fault.detail}`
    case 'Denied':
    case 'Clock':
    case 'Transport':
      return fault.says
    case 'RateLimited':
      return rateText(fault)
    case 'Rejected':
      return `rejected with ${fault.retCode} (${fault.reason}): ${fault.retMsg}`
    case 'Ambiguous':
      return `${fault.says}; ask for ${queryText(fault.query)} before anything else`
    case 'Auth':
      return fault.retCode === null
        ? fault.says
        : `${fault.retCode} (${fault.reason}): ${fault.says}`
    case 'Unanswered':
      return `no answer in ${fault.attempts} tries: ${fault.says}`
    case 'Garbled':
      return `the answer's ${fault.field} ${fault.detail}`
  }
}

type RateLimited = Extract<ExchangeFault, { readonly type: 'RateLimited' }>

const rateText = ({ retCode, by, bucket, waitMs }: RateLimited): string => {
  const wait = Number.isFinite(waitMs) ? `, for ${waitMs} ms` : ''
  return by === 'client'
    ? `${retCode}: held back by the limit of ${bucket}${wait}; nothing was sent`
    : `${retCode}: the exchange takes no more requests (${bucket})${wait}`
}

const queryText = ({
  category,
  symbol,
  clientOrderId,
  orderId,
}: Partial<MarketOf> & OrderName): string => {
  const name =
    clientOrderId !== undefined
      ? `the order with client id ${clientOrderId}`
      : orderId !== undefined
        ? `order ${orderId}`
        : 'the open orders'
  const where = [category, symbol].filter((word) => word !== undefined).join(' ')
  return where === '' ? name : `${name} in ${where}`
}
