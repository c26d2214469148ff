import { amountText, averageText, coinQtyText, priceText, qtyText } from './figures'
import type { OrderRecord } from './order-record'

/** A row as Bybit writes it: numbers that can have decimals are texts. */
export type Row = Readonly<Record<string, unknown>>

/**
 * An order as `order/realtime` and `order/history` show it. Only derivatives carry `tpslMode` and
 * `createType`: by that clients tell them from spot.
 */
export const orderRow = (record: OrderRecord): Row => ({
  ...namesOf(record),
  ...figuresOf(record),
  ...triggerOf(record),
  ...categoryFields(record),
})

/** An order as the private stream shows it. */
export const orderStreamRow = (record: OrderRecord): Row => ({
  category: record.instrument.category,
  ...orderRow(record),
  feeCurrency: feeCoinOf(record),
  closedPnl: amountText(record.instrument, record.closedPnl),
})

const namesOf = (record: OrderRecord): Row => {
  const { terms, extras } = record
  return {
    orderId: record.orderId,
    orderLinkId: extras.orderLinkId,
    blockTradeId: '',
    symbol: terms.symbol,
    side: terms.side,
    isLeverage: record.instrument.category === 'spot' ? '0' : '',
    positionIdx: 0,
    orderStatus: record.status,
    cancelType: record.cancelType,
    rejectReason: record.rejectReason,
    timeInForce: terms.timeInForce,
    orderType: terms.orderType,
    stopOrderType: stopOrderTypeOf(record),
    orderIv: '',
    reduceOnly: terms.reduceOnly,
    closeOnTrigger: extras.closeOnTrigger,
    smpType: terms.smpType,
    smpGroup: 0,
    smpOrderId: '',
    placeType: '',
    slippageToleranceType: 'UNKNOWN',
    slippageTolerance: '',
    marketUnit: extras.marketUnit,
    createdTime: String(record.createdMs),
    updatedTime: String(record.updatedMs),
  }
}

const figuresOf = (record: OrderRecord): Row => {
  const { instrument, extras, price, leavesQty, cumQty, cumValue } = record
  const isSpotMarket = instrument.category === 'spot' && record.terms.orderType === 'Market'
  return {
    price: isSpotMarket ? '0' : priceText(instrument, price ?? 0),
    qty: extras.quoteQty ?? qtyText(instrument, record.qty),
    avgPrice: averageText(instrument, cumValue, cumQty),
    leavesQty: record.isOpen ? qtyText(instrument, leavesQty) : '0',
    leavesValue: record.isOpen ? amountText(instrument, leavesQty * (price ?? 0)) : '0',
    cumExecQty: qtyText(instrument, cumQty),
    cumExecValue: amountText(instrument, cumValue),
    cumExecFee: feeTexts(record)[0]?.[1] ?? '0',
    cumFeeDetail: Object.fromEntries(feeTexts(record)),
    extraFees: '',
    rpiTakerAccess: false,
    rpiMatchedQty: '0',
  }
}

const triggerOf = ({ instrument, terms, lastPriceOnCreated }: OrderRecord): Row => ({
  triggerPrice: priceText(instrument, terms.triggerPrice),
  triggerBy: terms.triggerBy ?? '',
  triggerDirection: terms.triggerDirection === null ? 0 : terms.triggerDirection === 'Rise' ? 1 : 2,
  takeProfit: '',
  stopLoss: '',
  tpTriggerBy: '',
  slTriggerBy: '',
  tpLimitPrice: '',
  slLimitPrice: '',
  lastPriceOnCreated: priceText(instrument, lastPriceOnCreated),
})

const categoryFields = (record: OrderRecord): Row =>
  record.instrument.category === 'spot'
    ? {}
    : { tpslMode: record.stopOrderType === '' ? '' : 'Full', createType: createTypeOf(record) }

/** On spot a conditional order is told by its filter, not by a type of stop. */
const stopOrderTypeOf = ({ instrument, extras, stopOrderType }: OrderRecord): string => {
  if (instrument.category === 'linear') return stopOrderType
  return extras.orderFilter === 'Order' ? '' : extras.orderFilter
}

/** What made an order: the user, or the venue because a trading stop was reached. */
export const createTypeOf = ({ stopOrderType }: OrderRecord): string =>
  stopOrderType === 'TakeProfit' || stopOrderType === 'StopLoss'
    ? `CreateBy${stopOrderType}`
    : 'CreateByUser'

const feeCoinOf = (record: OrderRecord): string =>
  record.instrument.category === 'spot' ? (feeTexts(record)[0]?.[0] ?? '') : ''

/** The fees that were paid, or below zero received, by coin. */
const feeTexts = (record: OrderRecord): ReadonlyArray<readonly [string, string]> => {
  const { instrument, quoteFees, baseFees } = record
  const texts: Array<readonly [string, string]> = []
  if (baseFees !== 0) texts.push([instrument.baseCoin, coinQtyText(instrument, baseFees)])
  if (quoteFees !== 0) texts.push([instrument.quoteCoin, amountText(instrument, quoteFees)])
  return texts
}
