import type { Command } from '../commands/command'
import { tradingStateOf } from '../state/risk'
import { mulDiv } from '../units/arithmetic'
import { usdScale } from '../units/decimal'
import type { Instrument } from '../units/instrument'
import { qtyForUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderLinkId } from '../units/order-link-id'
import type { OrderId } from '../units/order-id'
import type { Side } from '../units/side'
import { boundedParam, bpsMax, paramsOf } from './params'
import { quote, quotePrice } from './quoting'
import type { Strategy, View } from './strategy'
import { nothing } from './strategy'

type Resting = { orderId: OrderId; price: number }
type Row = {
  bid: number | null
  ask: number | null
  isDue: boolean
  isGap: boolean
  Buy: Resting | null
  Sell: Resting | null
}

/**
 * What the market maker remembers: its parameters, how many quotes it has asked for, and its two
 * quotes in each symbol.
 */
export type MarketMakerSlice = {
  quoteUsd: number
  spread: number
  skew: number
  inventoryUsd: number
  requoteTicks: number
  quotes: number
  rows: Record<MarketSymbol, Row>
}

/**
 * A market maker that keeps one buy and one sell working in each symbol.
 *
 * It requotes when the touch moves, cancels what it replaces, and leans against its inventory: at
 * the most it may hold (`inventoryUsd`, 2500) both quotes are shifted by `skewBps` (2) of the
 * price, and the side that would hold more stops. Each quote is `quoteUsd` (500) large and
 * `spreadBps` (1) away from the mid; it moves when it is `requoteTicks` (1) or more off. A quote
 * that is refused waits for the next touch. While trading may only reduce, so does it. Its orders
 * are those named `mm-1`, `mm-2`, ...; others in its symbols are left alone.
 */
export const marketMaker: Strategy<MarketMakerSlice> = {
  name: 'market-maker',
  initial: (opened) => {
    const params = paramsOf(opened.strategyParams)
    const decimal = (name: string, scale: number, byDefault: string, min: number): number =>
      boundedParam(params, { name, scale, byDefault, min, max: Number.MAX_SAFE_INTEGER })
    const bps = (name: string, byDefault: string): number =>
      boundedParam(params, { name, scale: 4, byDefault, min: 0, max: bpsMax })
    return {
      quoteUsd: decimal('quoteUsd', usdScale, '500', 1),
      spread: bps('spreadBps', '1'),
      skew: bps('skewBps', '2'),
      inventoryUsd: decimal('inventoryUsd', usdScale, '2500', 0),
      requoteTicks: decimal('requoteTicks', 0, '1', 1),
      quotes: 0,
      rows: {},
    }
  },
  evolve: (slice, message, view) => {
    switch (message.type) {
      case 'QuoteObserved':
      case 'BookUpdated':
        return touchSeen(slice, message.symbol, view)
      case 'PlaceOrder':
        if (isOurs(message.orderLinkId)) slice.quotes += 1
        return
      case 'OrderPlaced':
        if (!isOurs(message.orderLinkId)) return
        rowOf(slice, message.symbol)[message.side] = {
          orderId: message.orderId,
          price: message.price,
        }
        return
      case 'OrderFilled':
        if (message.leavesQty === 0) orderGone(slice, message.symbol, message.orderId, 'requote')
        return
      case 'OrderCanceled':
        return orderGone(slice, message.symbol, message.orderId, 'requote')
      case 'OrderRejected':
        return orderGone(slice, message.symbol, message.orderId, 'wait')
      case 'TradingThawed':
        for (const row of Object.values(slice.rows)) row.isGap = true
        return
      default:
        return
    }
  },
  decide: (view, message) =>
    message.type === 'QuoteObserved' || message.type === 'BookUpdated'
      ? requote(view, message.symbol)
      : nothing,
}

const ours = 'mm-'

const isOurs = (orderLinkId: OrderLinkId | null): boolean => orderLinkId?.startsWith(ours) === true

const rowOf = (slice: MarketMakerSlice, symbol: MarketSymbol): Row =>
  (slice.rows[symbol] ??= {
    bid: null,
    ask: null,
    isDue: false,
    isGap: false,
    Buy: null,
    Sell: null,
  })

/** A row is due when the touch moved, or when a quote was lost since it was last due. */
const touchSeen = (slice: MarketMakerSlice, symbol: MarketSymbol, view: View): void => {
  const market = view.market[symbol]
  const row = rowOf(slice, symbol)
  const bid = market?.bid ?? null
  const ask = market?.ask ?? null
  row.isDue = row.isGap || bid !== row.bid || ask !== row.ask
  if (!row.isDue) return
  row.isGap = false
  row.bid = bid
  row.ask = ask
}

/** One of our orders is closed; another goes in its place at once, or with the next touch. */
const orderGone = (
  slice: MarketMakerSlice,
  symbol: MarketSymbol,
  orderId: OrderId,
  next: 'requote' | 'wait',
): void => {
  const row = rowOf(slice, symbol)
  if (row.Buy?.orderId === orderId) row.Buy = null
  else if (row.Sell?.orderId === orderId) row.Sell = null
  else return
  if (next === 'requote') row.isGap = true
}

const requote = (view: View<MarketMakerSlice>, symbol: MarketSymbol): ReadonlyArray<Command> => {
  const row = view.strategy.rows[symbol]
  const instrument = view.instruments[symbol]
  if (row === undefined || instrument === undefined || !row.isDue) return nothing
  if (tradingStateOf(view.risk, symbol) === 'frozen') return nothing
  const { bid, ask } = row
  if (bid === null || ask === null || bid >= ask) return nothing
  const commands: Array<Command> = []
  requoteSide(view, instrument, row, 'Buy', bid, ask, commands)
  requoteSide(view, instrument, row, 'Sell', bid, ask, commands)
  return commands
}

const requoteSide = (
  view: View<MarketMakerSlice>,
  instrument: Instrument,
  row: Row,
  side: Side,
  bid: number,
  ask: number,
  commands: Array<Command>,
): void => {
  const { symbol } = instrument
  const { quoteUsd, spread, skew, inventoryUsd, requoteTicks } = view.strategy
  const held = view.positions[symbol]?.qty ?? 0
  const isReducing = tradingStateOf(view.risk, symbol) === 'reducing'
  const qtyMax = isReducing ? Math.abs(held) : Number.MAX_SAFE_INTEGER
  const qty = Math.min(qtyForUsd(instrument, quoteUsd, bid), qtyMax)
  const heldMax = isReducing ? 0 : qtyForUsd(instrument, inventoryUsd, bid)
  const isFull = (side === 'Buy' ? held : -held) + qty > heldMax
  const lean =
    heldMax === 0 ? 0 : mulDiv(skew, Math.max(-heldMax, Math.min(heldMax, held)), heldMax)
  const away = side === 'Buy' ? spread + lean : spread - lean
  const price =
    qty === 0 || isFull
      ? null
      : quotePrice(instrument, side, bid + ask, away, side === 'Buy' ? ask : bid)
  const resting = row[side]
  if (
    resting !== null &&
    price !== null &&
    Math.abs(price - resting.price) < requoteTicks * instrument.tickSize
  )
    return
  if (resting !== null)
    commands.push({ type: 'CancelOrder', orderId: resting.orderId, symbol, reason: 'STRATEGY' })
  if (price === null) return
  const nth = view.strategy.quotes + 1 + commands.filter(({ type }) => type === 'PlaceOrder').length
  commands.push(quote(instrument, side, price, qty, `${ours}${nth}` as OrderLinkId))
}
