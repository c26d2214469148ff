import type { AccountName, MarketSymbol, Strategy, View, Wish } from '@shadowtape/core'
import { heldIn, mainAccount, qtyForUsd, quote, quotePrice } from '@shadowtape/core'

type Slice = { readonly bids: Record<string, number | null>; due: boolean }

const hedge = 'hedge' as AccountName
const quoteUsd = 500_000_000

/**
 * Two accounts: `main` keeps 500 dollars at the touch on both sides, and what it fills is closed at
 * the market on `hedge` at once, so that together they hold nothing. Run it with
 * `--strategy examples/hedge-on-another-account.ts --account main --account hedge`.
 */
export const strategy: Strategy<Slice> = {
  name: 'hedge-on-another-account',
  initial: () => ({ bids: {}, due: false }),
  evolve: (slice, message, view) => {
    if (message.type !== 'QuoteObserved') return
    const bid = view.market[message.symbol]?.bid ?? null
    slice.due = bid !== slice.bids[message.symbol]
    slice.bids[message.symbol] = bid
  },
  decide: (view, message) => {
    if (message.type === 'OrderFilled' && message.account === mainAccount)
      return [
        {
          type: 'PlaceOrder',
          account: hedge,
          symbol: message.symbol,
          side: message.side === 'Buy' ? 'Sell' : 'Buy',
          orderType: 'Market',
          timeInForce: 'IOC',
          price: null,
          qty: message.qty,
        },
      ]
    return message.type === 'QuoteObserved' && view.strategy.due ? quotes(view, message.symbol) : []
  },
}

const quotes = (view: View, symbol: MarketSymbol): ReadonlyArray<Wish> => {
  const market = view.market[symbol]
  const instrument = view.instruments[symbol]
  if (market === undefined || instrument === undefined) return []
  const { bid, ask } = market
  if (bid === null || ask === null) return []
  const qty = qtyForUsd(instrument, quoteUsd, bid)
  const held = heldIn(view, mainAccount, symbol)
  const buy = quotePrice(instrument, 'Buy', bid * 2, 0, ask)
  const sell = quotePrice(instrument, 'Sell', ask * 2, 0, bid)
  const wishes: Array<Wish> = [{ type: 'CancelAllOrders', symbol }]
  if (qty > 0 && buy !== null && held < 3 * qty) wishes.push(quote(instrument, 'Buy', buy, qty))
  if (qty > 0 && sell !== null && held > -3 * qty) wishes.push(quote(instrument, 'Sell', sell, qty))
  return wishes
}
