import type {
  CancelType,
  Instrument,
  OrderAccepted,
  OrderId,
  OrderPlaced,
  OrderStatus,
  TradingStopTriggered,
  VenueRejectReason,
} from '@shadowtape/core'

/** Bybit's `orderStatus`: core's, and those that a fill makes. */
export type DeskOrderStatus = OrderStatus | 'PartiallyFilled' | 'Filled'

/** What a request said of an order that core has no place for. */
export type OrderExtras = {
  readonly orderLinkId: string
  readonly closeOnTrigger: boolean
  readonly marketUnit: string
  /** What was asked for in the quote coin, where that is what a market order was told in. */
  readonly quoteQty: string | null
  readonly orderFilter: 'Order' | 'StopOrder' | 'tpslOrder'
}

/** An order of the account, from its acceptance until the desk forgets it. */
export type OrderRecord = {
  /** Grows by order of creation, and is never given twice. */
  readonly number: number
  readonly coreId: OrderId
  readonly orderId: string
  readonly instrument: Instrument
  readonly terms: Omit<OrderPlaced, 'type' | 'price' | 'qty'>
  readonly extras: OrderExtras
  readonly createdMs: number
  readonly lastPriceOnCreated: number | null
  readonly stopOrderType: '' | 'Stop' | 'TakeProfit' | 'StopLoss'
  price: number | null
  qty: number
  leavesQty: number
  cumQty: number
  /** In the instrument's amount units. */
  cumValue: number
  /** Fees by coin: in amount units of the quote coin, in units of `CoinQty` of the base coin. */
  quoteFees: number
  baseFees: number
  /** What of its fills closed a position and made, in amount units. */
  closedPnl: number
  status: DeskOrderStatus
  cancelType: CancelType
  rejectReason: VenueRejectReason
  updatedMs: number
  isOpen: boolean
}

/** What an order is told with when nobody said more. */
export const plainExtras: OrderExtras = {
  orderLinkId: '',
  closeOnTrigger: false,
  marketUnit: '',
  quoteQty: null,
  orderFilter: 'Order',
}

/** What a record is begun with. */
export type Beginning = {
  readonly number: number
  readonly orderId: string
  readonly instrument: Instrument
  readonly atMs: number
  readonly last: number | null
}

/** The record of an order that was just placed, before the venue said anything. */
export const placedRecord = (
  placed: OrderPlaced,
  extras: OrderExtras,
  { number, orderId, instrument, atMs, last }: Beginning,
): OrderRecord => ({
  number,
  coreId: placed.orderId,
  orderId,
  instrument,
  terms: placed,
  extras,
  createdMs: atMs,
  lastPriceOnCreated: last,
  stopOrderType: placed.triggerPrice === null ? '' : 'Stop',
  price: placed.price,
  qty: placed.qty,
  ...unfilled(placed.qty, atMs),
})

/** The record of an order that the venue made itself to close a position. */
export const stopRecord = (
  stop: TradingStopTriggered,
  { number, orderId, instrument, atMs, last }: Beginning,
): OrderRecord => ({
  number,
  coreId: stop.orderId,
  orderId,
  instrument,
  terms: {
    orderId: stop.orderId,
    account: stop.account,
    symbol: stop.symbol,
    side: stop.side,
    orderType: 'Market',
    timeInForce: 'IOC',
    reduceOnly: true,
    smpType: 'None',
    triggerPrice: stop.triggeredAt,
    triggerBy: stop.triggerBy,
    triggerDirection: null,
    orderLinkId: null,
  },
  extras: { ...plainExtras, closeOnTrigger: true, orderFilter: 'StopOrder' },
  createdMs: atMs,
  lastPriceOnCreated: last,
  stopOrderType: stop.stopOrderType,
  price: stop.price,
  qty: stop.qty,
  ...unfilled(stop.qty, atMs),
})

const unfilled = (qty: number, atMs: number) => ({
  leavesQty: qty,
  cumQty: 0,
  cumValue: 0,
  quoteFees: 0,
  baseFees: 0,
  closedPnl: 0,
  status: 'New' as const,
  cancelType: 'UNKNOWN' as const,
  rejectReason: 'EC_NoError' as const,
  updatedMs: atMs,
  isOpen: true,
})

/** The venue has taken an order, at its own price or at what protects a market order. */
export const accepted = (record: OrderRecord, { price, orderStatus }: OrderAccepted): void => {
  record.price = price
  record.status = orderStatus
}
