import type { OrderId, TimestampUs } from '@shadowtape/core'

/** How orders are named to the venue, and which order a name is of. */
export type LinkIds = {
  readonly nameOf: (orderId: OrderId) => string
  /** The order of a name, or `null` where it is of no order of this session. */
  readonly orderOf: (name: string) => OrderId | null
}

/**
 * Names that no other session gives: by when the session began, and by the order's number. The
 * venue takes a name only once in an account's life, which a strategy's own names, the same in each
 * session, are not; it gives it back with everything that it says of the order.
 */
export const newLinkIds = (startedAt: TimestampUs): LinkIds => {
  const prefix = `st${startedAt.toString(36)}-`
  return {
    nameOf: (orderId) => `${prefix}${orderId.slice(2)}`,
    orderOf: (name) => {
      const number = name.startsWith(prefix) ? name.slice(prefix.length) : ''
      return /^[1-9][0-9]{0,14}$/.test(number) ? (`o-${number}` as OrderId) : null
    },
  }
}
