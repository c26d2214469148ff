import type { Engine, Seq } from '@shadowtape/core'
import { append, example, marketAtVenue } from '@shadowtape/core'
import type { MarketSymbol, Message, OrderId, Price, Qty } from '@shadowtape/core'

const symbol = 'BTCUSDT' as MarketSymbol

/**
 * Puts an order at the venue, past its limit of open orders: to buy below the touch, to sell above
 * it, at a part of the way from the first price to the second.
 */
export const orderRested = (
  engine: Engine,
  [low, high]: readonly [number, number],
  part: number,
): void => {
  const { state } = engine
  const instrument = state.instruments[symbol]
  const { bid, ask } = marketAtVenue(state, symbol)
  if (instrument === undefined || bid === null || ask === null) throw new Error('nothing to join')
  const { tickSize } = instrument
  const price = (Math.round((low + (high - low) * part) / tickSize) * tickSize) as Price
  const side = price <= (bid + ask) / 2 ? 'Buy' : 'Sell'
  const at = (side === 'Buy' ? Math.min(price, bid) : Math.max(price, ask)) as Price
  const orderId = `o-${String(state.orders.lastOrder + 1)}` as OrderId
  const qty = 1_000_000 as Qty
  const said = (message: Message): void => void append(engine, state.seq as Seq, message)
  said({ ...placed, orderId, side, price: at, qty })
  said({ type: 'OrderAccepted', orderId, symbol, price: at, orderStatus: 'New' })
}

const placed = example('OrderPlaced', { orderId: 'o-1', symbol, side: 'Buy', price: '1', qty: '1' })
