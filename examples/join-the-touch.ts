import type { Strategy, Wish } from '@shadowtape/core'
import { quote, quotePrice, qtyForUsd } from '@shadowtape/core'

type Slice = { readonly bids: Record<string, number | null>; readonly due: Record<string, boolean> }

/**
 * A strategy of your own: whenever a symbol's best bid moves, cancel everything in the symbol and
 * join the touch on both sides with 200 dollars. Run it with `--strategy examples/join-the-touch.ts`.
 */
export const strategy: Strategy<Slice> = {
  name: 'join-the-touch',
  initial: () => ({ bids: {}, due: {} }),
  evolve: (slice, message, view) => {
    if (message.type !== 'QuoteObserved' && message.type !== 'BookUpdated') return
    const bid = view.market[message.symbol]?.bid ?? null
    slice.due[message.symbol] = bid !== slice.bids[message.symbol]
    slice.bids[message.symbol] = bid
  },
  decide: (view, message) => {
    if (message.type !== 'QuoteObserved' && message.type !== 'BookUpdated') return []
    const { symbol } = message
    const market = view.market[symbol]
    const instrument = view.instruments[symbol]
    if (view.strategy.due[symbol] !== true || view.risk.isFrozen) return []
    if (market === undefined || instrument === undefined) return []
    const { bid, ask } = market
    if (bid === null || ask === null) return []
    const qty = qtyForUsd(instrument, 200_000_000, bid)
    const buy = quotePrice(instrument, 'Buy', bid * 2, 0, ask)
    const sell = quotePrice(instrument, 'Sell', ask * 2, 0, bid)
    const wishes: Array<Wish> = [{ type: 'CancelAllOrders', symbol }]
    if (qty > 0 && buy !== null) wishes.push(quote(instrument, 'Buy', buy, qty))
    if (qty > 0 && sell !== null) wishes.push(quote(instrument, 'Sell', sell, qty))
    return wishes
  },
}
