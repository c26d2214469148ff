import { invariant } from '../base/invariant'
import type { Entry, Message } from '../events/entry'
import type { OrderDenied } from '../events/order-denied'
import type { AccountName } from '../units/account-name'
import type { ClientOrderId } from '../units/client-order-id'
import { clientOrderId } from '../units/client-order-id'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import { newHearing } from './hearing'
import { contradictionOf, isOrderReport, reported } from './order-reports'
import { newOrderShelf } from './order-shelf'
import type { OrderStoreFault } from './order-store-fault'
import type { HeardAt, KeptOrder, StoredOrder, StoredStatus } from './stored-order'
import { isClosed, keptOfPlaced, keptOfStop } from './stored-order'

/** How many closed orders, and how many denials, a store keeps beside all that are open. */
export type OrderStoreBounds = { readonly closedMax: number; readonly deniedMax: number }

/** What a store keeps where nothing else is said. */
export const orderStoreBounds: OrderStoreBounds = { closedMax: 1_000, deniedMax: 100 }

/** An order that we denied ourselves: it never was placed, and has neither status nor client id. */
export type StoredDenial = Omit<OrderDenied, 'type'> & HeardAt

/** Which open orders are meant; all of them where nothing is said. */
export type WhichOrders = {
  readonly account?: AccountName | undefined
  readonly symbol?: MarketSymbol | undefined
}

/**
 * The port of an order store: the orders of a session as its bot has heard of them, by each of
 * their names. What it gives out is a copy that no later line changes.
 */
export type OrderStore = {
  /**
   * Takes the next line of the journal. One taken before changes nothing; a fault changes nothing
   * either, and the same line is still to come.
   */
  readonly apply: (entry: Entry) => OrderStoreFault | null
  /** The last line taken, or 0. */
  readonly seq: () => number
  readonly byClientId: (clientId: ClientOrderId) => StoredOrder | null
  readonly byOrderId: (orderId: OrderId) => StoredOrder | null
  /** By the venue's name for it, where the journal tells one. */
  readonly byVenueOrderId: (venueOrderId: string) => StoredOrder | null
  /** By a strategy's name for it: of several, the open one that was acknowledged, or the newest. */
  readonly byOrderLinkId: (account: AccountName, linkId: OrderLinkId) => StoredOrder | null
  /** Open orders in the order of placing. */
  readonly open: (which?: WhichOrders) => ReadonlyArray<StoredOrder>
  /** The last closed orders, the newest first; no more than the store's bound. */
  readonly recentlyClosed: () => ReadonlyArray<StoredOrder>
  /** The last denials, the newest first; no more than the store's bound. */
  readonly recentlyDenied: () => ReadonlyArray<StoredDenial>
  /** How many orders there are of each status, of all that ever were. */
  readonly totals: () => Readonly<Record<StoredStatus, number>>
  /** How many orders we denied ourselves. */
  readonly denied: () => number
}

/**
 * An order store in memory: a fold over a journal's lines from its first on. Its memory is that of
 * the open orders and of its bounds, however long the journal. Throws `InvariantViolated` on bounds
 * that are no counts.
 */
export const newOrderStore = (bounds: Partial<OrderStoreBounds> = {}): OrderStore => {
  const { closedMax, deniedMax } = { ...orderStoreBounds, ...bounds }
  for (const bound of [closedMax, deniedMax])
    invariant(Number.isSafeInteger(bound) && bound >= 0, () => `${bound} is no count of orders`)
  const hearing = newHearing()
  const shelf = newOrderShelf(closedMax)
  const ledger = newLedger(deniedMax)
  let seq = 0
  return {
    apply: (entry) => {
      if (entry.seq <= seq) return null
      if (entry.seq !== seq + 1) return { type: 'SeqGap', seq: entry.seq, expected: seq + 1 }
      const message = hearing.heardWith(entry)
      const fault = message === null ? null : heard(shelf, ledger, message, entry)
      if (fault !== null) return fault
      hearing.taken(entry)
      seq = entry.seq
      return null
    },
    seq: () => seq,
    byClientId: (clientId) => copyOf(shelf.byClientId(clientId)),
    byOrderId: (orderId) => copyOf(shelf.byOrderId(orderId)),
    byVenueOrderId: (venueOrderId) => copyOf(shelf.byVenueOrderId(venueOrderId)),
    byOrderLinkId: (account, linkId) => copyOf(shelf.byOrderLinkId(account, linkId)),
    open: ({ account, symbol } = {}) =>
      [...shelf.open.values()]
        .filter((each) => account === undefined || each.account === account)
        .filter((each) => symbol === undefined || each.symbol === symbol)
        .map((each) => ({ ...each })),
    recentlyClosed: () => [...shelf.closed.values()].map((each) => ({ ...each })).reverse(),
    recentlyDenied: () => ledger.denials.map((each) => ({ ...each })).reverse(),
    totals: () => ({ ...ledger.totals }),
    denied: () => ledger.denied,
  }
}

/** What is counted beside the orders that are kept, and the last numbers that ids were made of. */
type Ledger = {
  readonly totals: Record<StoredStatus, number>
  readonly denials: Array<StoredDenial>
  readonly deniedMax: number
  denied: number
  placed: number
  lastOrder: number
  lastStop: number
}

const newLedger = (deniedMax: number): Ledger => ({
  totals: { pending: 0, open: 0, 'partially-filled': 0, filled: 0, canceled: 0, rejected: 0 },
  denials: [],
  deniedMax,
  denied: 0,
  placed: 0,
  lastOrder: 0,
  lastStop: 0,
})

type Shelf = ReturnType<typeof newOrderShelf>

const heard = (
  shelf: Shelf,
  ledger: Ledger,
  message: Message,
  at: HeardAt,
): OrderStoreFault | null => {
  if (isOrderReport(message)) return reportHeard(shelf, ledger, message, at)
  switch (message.type) {
    case 'OrderPlaced':
      if (isKnown(ledger, message.orderId)) return faultOf('PlacedTwice', message, at)
      ledger.placed += 1
      return added(shelf, ledger, keptOfPlaced(message, clientOrderId(ledger.placed), at))
    case 'TradingStopTriggered':
      if (isKnown(ledger, message.orderId)) return faultOf('PlacedTwice', message, at)
      return added(shelf, ledger, keptOfStop(message, at))
    case 'OrderDenied': {
      const { type: _, ...denial } = message
      ledger.denied += 1
      ledger.denials.push({ ...denial, seq: at.seq, at: at.at })
      if (ledger.denials.length > ledger.deniedMax) ledger.denials.shift()
      return null
    }
    case 'CancelOrder': {
      const order = shelf.open.get(message.orderId)
      if (order !== undefined) order.isCancelAsked = true
      return null
    }
    default:
      namedByVenue(shelf, message)
      return null
  }
}

const added = (shelf: Shelf, ledger: Ledger, order: KeptOrder): null => {
  const number = numberOf(order.orderId)
  if (order.clientId === null) ledger.lastStop = number
  else ledger.lastOrder = number
  ledger.totals[order.status] += 1
  shelf.add(order)
  return null
}

const reportHeard = (
  shelf: Shelf,
  ledger: Ledger,
  message: Extract<Message, Parameters<typeof reported>[1]>,
  at: HeardAt,
): OrderStoreFault | null => {
  const order = shelf.open.get(message.orderId)
  if (order === undefined) {
    const isPast = isKnown(ledger, message.orderId)
    return faultOf(isPast ? 'ClosedOrder' : 'UnknownOrder', message, at)
  }
  const wrong = contradictionOf(order, message)
  if (wrong !== null) {
    const { type, orderId } = message
    return { type: 'WrongReport', seq: at.seq, message: type, orderId, ...wrong }
  }
  ledger.totals[order.status] -= 1
  reported(order, message, at)
  ledger.totals[order.status] += 1
  if (isClosed(order)) shelf.close(order)
  return null
}

/** A real venue's answers carry its own name for an order; the made one has none. */
const namedByVenue = (shelf: Shelf, message: Message): void => {
  if (!('venueOrderId' in message) || !('orderId' in message)) return
  const { orderId, venueOrderId } = message as { readonly [K in string]: unknown }
  if (typeof venueOrderId !== 'string' || venueOrderId === '') return
  const order = shelf.byOrderId(orderId as OrderId)
  if (order !== null) shelf.nameAtVenue(order, venueOrderId)
}

/** Whether an order of this id was there before: ids of each kind only grow. */
const isKnown = (ledger: Ledger, orderId: OrderId): boolean =>
  numberOf(orderId) <= (orderId.startsWith('s-') ? ledger.lastStop : ledger.lastOrder)

const numberOf = (orderId: OrderId): number => Number(orderId.slice(2))

const faultOf = (
  type: 'UnknownOrder' | 'ClosedOrder' | 'PlacedTwice',
  message: { readonly type: string; readonly orderId: OrderId },
  { seq }: HeardAt,
): OrderStoreFault => ({ type, seq, message: message.type, orderId: message.orderId })

const copyOf = (order: KeptOrder | null): StoredOrder | null =>
  order === null ? null : { ...order }
