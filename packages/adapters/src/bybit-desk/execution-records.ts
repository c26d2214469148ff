import type { FundingSettled, Instrument, OrderFilled } from '@shadowtape/core'

import { amountText, coinQtyText, feeRateText, priceText, qtyText } from './figures'
import type { OrderRecord } from './order-record'
import { createTypeOf } from './order-rows'
import type { Row } from './order-rows'

/** Something that was executed: a trade of an order, or a funding that was settled. */
export type ExecutionRecord = {
  /** Grows by order of time, and is never given twice. */
  readonly number: number
  readonly instrument: Instrument
  readonly orderId: string
  readonly orderLinkId: string
  readonly execType: 'Trade' | 'Funding'
  readonly atMs: number
  readonly row: Row
}

/** What a row is told with beside the event it is of. */
export type ExecutionFacts = {
  readonly number: number
  readonly execId: string
  readonly seq: number
  readonly atMs: number
  readonly feeRate: number
  readonly mark: number | null
  readonly index: number | null
  /** What of it closed a position, and what that made, in amount units. */
  readonly closedQty: number
  readonly pnl: number
}

/** The execution that a fill is. */
export const tradeExecution = (
  fill: OrderFilled,
  order: OrderRecord,
  facts: ExecutionFacts,
): ExecutionRecord => {
  const { instrument, terms, extras } = order
  const { category } = instrument
  return {
    number: facts.number,
    instrument,
    orderId: order.orderId,
    orderLinkId: extras.orderLinkId,
    execType: 'Trade',
    atMs: facts.atMs,
    row: {
      symbol: fill.symbol,
      orderId: order.orderId,
      orderLinkId: extras.orderLinkId,
      side: fill.side,
      orderPrice: priceText(instrument, order.price),
      orderQty: extras.quoteQty ?? qtyText(instrument, order.qty),
      leavesQty: qtyText(instrument, fill.leavesQty),
      orderType: terms.orderType,
      stopOrderType: order.stopOrderType === '' ? 'UNKNOWN' : order.stopOrderType,
      execFee:
        fill.feeQty === null
          ? amountText(instrument, fill.fee)
          : coinQtyText(instrument, fill.feeQty),
      execId: facts.execId,
      execPrice: priceText(instrument, fill.price),
      execQty: qtyText(instrument, fill.qty),
      execType: 'Trade',
      execValue: amountText(instrument, fill.qty * fill.price),
      isMaker: fill.liquidity === 'Maker',
      feeCurrency: fill.feeCoin,
      ...common(instrument, facts),
      closedSize: category === 'spot' ? '' : qtyText(instrument, facts.closedQty),
      execPnl: category === 'spot' ? '' : amountText(instrument, facts.pnl),
      isLeverage: category === 'spot' ? '0' : '',
      marketUnit: extras.marketUnit,
      ...(category === 'spot' ? {} : { createType: createTypeOf(order) }),
    },
  }
}

/** The execution that a funding is: of the whole position, and never a fill. */
export const fundingExecution = (
  funding: FundingSettled,
  instrument: Instrument,
  facts: ExecutionFacts,
): ExecutionRecord => ({
  number: facts.number,
  instrument,
  orderId: facts.execId,
  orderLinkId: '',
  execType: 'Funding',
  atMs: facts.atMs,
  row: {
    symbol: funding.symbol,
    orderId: facts.execId,
    orderLinkId: '',
    side: funding.side ?? '',
    orderPrice: '0',
    orderQty: '0',
    leavesQty: '0',
    orderType: 'UNKNOWN',
    stopOrderType: 'UNKNOWN',
    execFee: amountText(instrument, funding.amount),
    execId: facts.execId,
    execPrice: priceText(instrument, funding.mark),
    execQty: qtyText(instrument, funding.qty),
    execType: 'Funding',
    execValue: amountText(instrument, funding.qty * (funding.mark ?? 0)),
    isMaker: false,
    feeCurrency: instrument.quoteCoin,
    ...common(instrument, facts),
    closedSize: '',
    execPnl: '0',
    isLeverage: '',
    marketUnit: '',
    createType: '',
  },
})

const common = (instrument: Instrument, facts: ExecutionFacts): Row => ({
  execTime: String(facts.atMs),
  feeRate: feeRateText(facts.feeRate),
  seq: facts.seq,
  tradeIv: '',
  markIv: '',
  markPrice: priceText(instrument, facts.mark),
  indexPrice: priceText(instrument, facts.index),
  underlyingPrice: '',
  blockTradeId: '',
  extraFees: '',
})
