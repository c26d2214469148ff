import type { Message, Told } from '../../src'
import { aPlaceOrder, aQuote, aSession, anInstrument, example } from '../../src'

/** 0.010 a quote, 10 bps from the mid, leaning 20 bps at the 0.050 it may hold. */
const params = { quoteUsd: 610, spreadBps: 10, skewBps: 20, inventoryUsd: 3050 }

/** A session of the market maker whose orders do not fill, with parameters beside its own. */
export const makerOpened = (values: object = {}, session: object = {}): ReadonlyArray<Told> => [
  aSession({ strategyParams: JSON.stringify({ ...params, ...values }), fillRate: '0', ...session }),
  anInstrument(),
]

/** A touch of one dollar around a mid, with quantities that are even unless they are given. */
export const quoteAt = (mid: number, bidQty = '1', askQty = '1') =>
  aQuote({ bid: (mid - 0.5).toFixed(2), ask: (mid + 0.5).toFixed(2), bidQty, askQty })

/** The order that quotes 0.010, or another quantity, by the name `mm-<name>`. */
export const makerOrder = (side: string, price: string, name: number | string, qty = '0.010') =>
  aPlaceOrder({ side, price, qty, orderLinkId: `mm-${String(name)}` })

/** What was wished for, in few words. */
export const wishes = (said: ReadonlyArray<Message>): ReadonlyArray<string> =>
  said.flatMap((message) => {
    if (message.type === 'PlaceOrder')
      return [`${message.side} ${String(Number(message.price) / 100)}`]
    return message.type === 'CancelOrder' ? [`cancel ${message.orderId}`] : []
  })

/** A position as fills of an order that is not the strategy's, without waiting for a venue. */
export const held = (side: string, qty: string): ReadonlyArray<Told> => {
  const order = { orderId: 'o-99', symbol: 'BTCUSDT', side, price: '61000', qty }
  const bought = example('OrderFilled', { ...order, fillId: 'f-99', leavesQty: '0', fee: '0' })
  const accepted = example('OrderAccepted', { orderId: 'o-99', symbol: 'BTCUSDT' })
  return [example('OrderPlaced', order), accepted, bought]
}

/** A fill of one of the strategy's own orders. */
export const aFillOf = (
  orderId: string,
  qty: string,
  leavesQty: string,
  order: { readonly side: string; readonly price: string } = { side: 'Buy', price: '60939' },
) =>
  example('OrderFilled', {
    ...{ fillId: 'f-1', orderId, symbol: 'BTCUSDT', qty, leavesQty, fee: '0' },
    ...order,
  })
