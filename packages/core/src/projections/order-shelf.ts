import type { AccountName } from '../units/account-name'
import type { ClientOrderId } from '../units/client-order-id'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import type { KeptOrder } from './stored-order'
import { isClosed } from './stored-order'

/**
 * Where orders are kept, and found by each of their names: all that are open, and of the closed
 * ones the last `closedMax`.
 */
export type OrderShelf = {
  readonly open: ReadonlyMap<OrderId, KeptOrder>
  readonly closed: ReadonlyMap<OrderId, KeptOrder>
  readonly add: (order: KeptOrder) => void
  readonly close: (order: KeptOrder) => void
  readonly nameAtVenue: (order: KeptOrder, venueOrderId: string) => void
  readonly byOrderId: (orderId: OrderId) => KeptOrder | null
  readonly byClientId: (clientId: ClientOrderId) => KeptOrder | null
  readonly byVenueOrderId: (venueOrderId: string) => KeptOrder | null
  readonly byOrderLinkId: (account: AccountName, linkId: OrderLinkId) => KeptOrder | null
}

/** An empty shelf. */
export const newOrderShelf = (closedMax: number): OrderShelf => {
  const open = new Map<OrderId, KeptOrder>()
  const closed = new Map<OrderId, KeptOrder>()
  const clients = new Map<ClientOrderId, KeptOrder>()
  const venueNames = new Map<string, KeptOrder>()
  const links = new Map<string, ReadonlyArray<KeptOrder>>()
  const forget = (order: KeptOrder): void => {
    closed.delete(order.orderId)
    if (order.clientId !== null) clients.delete(order.clientId)
    if (order.venueOrderId !== null) venueNames.delete(order.venueOrderId)
    const link = linkOf(order)
    if (link === null) return
    const others = (links.get(link) ?? []).filter((each) => each !== order)
    if (others.length === 0) links.delete(link)
    else links.set(link, others)
  }
  return {
    open,
    closed,
    add: (order) => {
      open.set(order.orderId, order)
      if (order.clientId !== null) clients.set(order.clientId, order)
      if (order.venueOrderId !== null) venueNames.set(order.venueOrderId, order)
      const link = linkOf(order)
      if (link !== null) links.set(link, [...(links.get(link) ?? []), order])
    },
    close: (order) => {
      open.delete(order.orderId)
      closed.set(order.orderId, order)
      if (closed.size <= closedMax) return
      // a Map gives what was put in first, first
      for (const oldest of closed.values()) return forget(oldest)
    },
    nameAtVenue: (order, venueOrderId) => {
      if (order.venueOrderId !== null) venueNames.delete(order.venueOrderId)
      order.venueOrderId = venueOrderId
      venueNames.set(venueOrderId, order)
    },
    byOrderId: (orderId) => open.get(orderId) ?? closed.get(orderId) ?? null,
    byClientId: (clientId) => clients.get(clientId) ?? null,
    byVenueOrderId: (venueOrderId) => venueNames.get(venueOrderId) ?? null,
    byOrderLinkId: (account, linkId) => {
      const bearers = links.get(`${account} ${linkId}`) ?? []
      const acknowledged = bearers.filter((each) => !isClosed(each) && each.isAcknowledged)
      return acknowledged.at(-1) ?? bearers.at(-1) ?? null
    },
  }
}

const linkOf = ({ account, orderLinkId }: KeptOrder): string | null =>
  orderLinkId === null ? null : `${account} ${orderLinkId}`
