import type { Command, Strategy } from '../../src'
import { draw, nothing } from '../../src'

type Slice = { lines: number; orders: Array<string> }

/**
 * A strategy without any sense: on one market line in two it places, cancels one or cancels all,
 * by draws over a counter in its own slice. It knows only what the journal told it.
 */
export const randomStrategy: Strategy<Slice> = {
  name: 'random',
  initial: () => ({ lines: 0, orders: [] }),
  evolve: (slice, message) => {
    slice.lines += 1
    if (message.type === 'OrderPlaced') slice.orders.push(message.orderId)
    if (slice.orders.length > 6) slice.orders.shift()
  },
  decide: (view, message) => {
    if (message.type !== 'QuoteObserved' && message.type !== 'BookUpdated') return nothing
    const { symbol } = message
    const { lines, orders } = view.strategy
    const roll = (n: number): number => draw(9, 'market', lines * 8 + n)
    const bid = view.market[symbol]?.bid ?? null
    if (bid === null || roll(0) % 2 === 0) return nothing
    const orderId = orders[roll(1) % Math.max(1, orders.length)]
    const wishes: Array<Command> = []
    if (roll(2) % 3 === 0 && orderId !== undefined)
      wishes.push({ type: 'CancelOrder', symbol, orderId, reason: 'STRATEGY' } as Command)
    if (roll(3) % 16 === 0) wishes.push({ type: 'CancelAllOrders', symbol: null })
    for (let i = roll(4) % 3; i > 0; i--)
      wishes.push({
        type: 'PlaceOrder',
        symbol,
        side: roll(4 + i) % 2 === 0 ? 'Buy' : 'Sell',
        price: bid - (bid % 50) + 50 * (roll(5 + i) % 3),
        qty: 1 + (roll(6) % 40),
        orderLinkId: roll(7) % 5 === 0 ? 'same' : null,
      } as Command)
    return wishes
  },
}
