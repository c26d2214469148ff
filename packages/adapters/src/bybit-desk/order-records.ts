import type { OrderId } from '@shadowtape/core'

import type { OrderRecord } from './order-record'

/**
 * The orders that a desk knows: all that are open, and those closed last. What is found by an
 * `orderLinkId` is the newest that bears it.
 */
export type OrderRecords = {
  readonly add: (record: OrderRecord) => void
  readonly close: (record: OrderRecord) => void
  readonly ofCore: (coreId: OrderId) => OrderRecord | undefined
  readonly byId: (orderId: string) => OrderRecord | undefined
  readonly byLink: (orderLinkId: string) => OrderRecord | undefined
  /** All of them, the newest first. */
  readonly newestFirst: () => ReadonlyArray<OrderRecord>
  readonly closedCount: () => number
}

/** No orders yet; of those that are closed so many are kept. */
export const newOrderRecords = (closedMax: number): OrderRecords => {
  const byNumber = new Map<number, OrderRecord>()
  const byCore = new Map<OrderId, OrderRecord>()
  const byId = new Map<string, OrderRecord>()
  const byLink = new Map<string, OrderRecord>()
  const closed = new Set<OrderRecord>()
  const drop = (record: OrderRecord): void => {
    byNumber.delete(record.number)
    byCore.delete(record.coreId)
    byId.delete(record.orderId)
    closed.delete(record)
    const { orderLinkId } = record.extras
    if (byLink.get(orderLinkId) === record) byLink.delete(orderLinkId)
  }
  return {
    add: (record) => {
      byNumber.set(record.number, record)
      byCore.set(record.coreId, record)
      byId.set(record.orderId, record)
      const { orderLinkId } = record.extras
      if (orderLinkId !== '') byLink.set(orderLinkId, record)
    },
    close: (record) => {
      record.isOpen = false
      closed.add(record)
      for (const oldest of closed) {
        if (closed.size <= closedMax) break
        drop(oldest)
      }
    },
    ofCore: (coreId) => byCore.get(coreId),
    byId: (orderId) => byId.get(orderId),
    byLink: (orderLinkId) => byLink.get(orderLinkId),
    newestFirst: () => [...byNumber.values()].reverse(),
    closedCount: () => closed.size,
  }
}
