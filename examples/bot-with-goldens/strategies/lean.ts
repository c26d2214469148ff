import type { MarketSymbol, Strategy, View, Wish } from '@shadowtape/core'
import { heldIn, mainAccount, qtyForUsd, quote, quotePrice } from '@shadowtape/core'

/** Dollars in each quote, in millionths. */
const quoteUsd = 400_000_000

/** A quote this many ticks off is put right. */
const requoteTicks = 20

/** So many quotes may be held on one side; then only the other side is quoted. */
const heldQuotesMax = 3

type Slice = { readonly quotedAt: Record<string, number> }

/** The bot of this project: one quote a side at the touch, and none that adds to too much. */
export const strategy: Strategy<Slice> = {
  name: 'lean',
  initial: () => ({ quotedAt: {} }),
  evolve: (slice, message, view) => {
    if (message.type !== 'PlaceOrder' || message.side !== 'Buy') return
    slice.quotedAt[message.symbol] = view.market[message.symbol]?.bid ?? 0
  },
  decide: (view, message) =>
    message.type === 'QuoteObserved' || message.type === 'BookUpdated'
      ? quotes(view, message.symbol)
      : [],
}

const quotes = (view: View<Slice>, symbol: MarketSymbol): ReadonlyArray<Wish> => {
  const { bid = null, ask = null } = view.market[symbol] ?? {}
  const instrument = view.instruments[symbol]
  if (instrument === undefined || bid === null || ask === null || view.risk.isFrozen) return []
  const before = view.strategy.quotedAt[symbol] ?? 0
  if (Math.abs(bid - before) < requoteTicks * instrument.tickSize) return []
  const qty = qtyForUsd(instrument, quoteUsd, bid)
  const most = heldQuotesMax * qty
  const held = heldIn(view, mainAccount, symbol)
  const buy = quotePrice(instrument, 'Buy', bid * 2, 0, ask)
  const sell = quotePrice(instrument, 'Sell', ask * 2, 0, bid)
  const wishes: Array<Wish> = [{ type: 'CancelAllOrders', symbol }]
  if (buy !== null && held < most) wishes.push(quote(instrument, 'Buy', buy, qty))
  if (sell !== null && held > -most) wishes.push(quote(instrument, 'Sell', sell, qty))
  return wishes
}
