import type { OrderId, OrderLinkId, TimestampUs } from '@shadowtape/core'

/** How orders are named to the venue, and which order a name is of. */
export type LinkIds = {
  /** The name of an order that sets out; its own where its strategy gave it one. */
  readonly nameOf: (orderId: OrderId, orderLinkId: OrderLinkId | null) => string
  /** The order of a name, or `null` where it is of no order of this session. */
  readonly orderOf: (name: string) => OrderId | null
}

/** So many names that strategies gave are known; those that this makes are known for good. */
const givenKept = 10_000

/**
 * Names that no other session gives: by when the session began, and by the order's number. The
 * venue takes a name only once, and gives it back with everything that it says of the order.
 */
export const newLinkIds = (startedAt: TimestampUs): LinkIds => {
  const prefix = `st${startedAt.toString(36)}-`
  const given = new Map<string, OrderId>()
  return {
    nameOf: (orderId, orderLinkId) => {
      if (orderLinkId === null) return `${prefix}${orderId.slice(2)}`
      given.set(orderLinkId, orderId)
      const [oldest] = given.keys()
      if (given.size > givenKept && oldest !== undefined) given.delete(oldest)
      return orderLinkId
    },
    orderOf: (name) => {
      const number = name.startsWith(prefix) ? name.slice(prefix.length) : ''
      if (/^[1-9][0-9]{0,14}$/.test(number)) return `o-${number}` as OrderId
      return given.get(name) ?? null
    },
  }
}
