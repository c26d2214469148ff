import type { Command, Strategy } from '../../src'
import { draw, nothing, plainOrder } from '../../src'

type Slice = { lines: number; orders: Array<string> }

const kinds = [
  {},
  {},
  {},
  { timeInForce: 'IOC' },
  { timeInForce: 'FOK', smpType: 'CancelMaker' },
  { timeInForce: 'PostOnly' },
  { reduceOnly: true },
  { smpType: 'CancelTaker' },
  { smpType: 'CancelBoth' },
  { triggerBy: 'LastPrice', triggerDirection: 'Rise', triggerPrice: 6_000_000 },
  { triggerBy: 'MarkPrice', triggerDirection: 'Fall', triggerPrice: 6_000_000 },
] as const

/**
 * A strategy without any sense: on one market line in two it places, amends, cancels one or all,
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
    const roll = (n: number): number => draw(9, 'market', lines * 16 + n)
    const bid = view.market[symbol]?.bid ?? null
    if (bid === null || roll(0) % 2 === 0) return nothing
    const orderId = orders[roll(1) % Math.max(1, orders.length)]
    const accounts = Object.keys(view.accounts)
    const wishes: Array<Command> = []
    if (roll(2) % 3 === 0 && orderId !== undefined)
      wishes.push({ type: 'CancelOrder', symbol, orderId, reason: 'STRATEGY' } as Command)
    if (roll(3) % 16 === 0) wishes.push({ type: 'CancelAllOrders', account: null, symbol: null })
    for (let i = roll(4) % 3; i > 0; i--)
      wishes.push({
        ...plainOrder,
        ...kinds[roll(8 + i) % kinds.length],
        account: accounts[roll(14) % accounts.length],
        symbol,
        side: roll(4 + i) % 2 === 0 ? 'Buy' : 'Sell',
        price: bid - (bid % 50) + 50 * (roll(5 + i) % 3),
        qty: 1 + (roll(6) % 40),
        orderLinkId: roll(7) % 5 === 0 ? 'same' : null,
      } as Command)
    if (roll(10) % 8 === 0)
      wishes.push({
        type: 'SetTradingStop',
        account: accounts[roll(15) % accounts.length],
        symbol,
        takeProfit: roll(12) % 3 === 0 ? null : bid - (bid % 50) + 50 * ((roll(12) % 9) - 4),
        stopLoss: roll(13) % 3 === 0 ? null : bid - (bid % 50) + 50 * ((roll(13) % 9) - 4),
        tpTriggerBy: 'LastPrice',
        slTriggerBy: roll(14) % 2 === 0 ? 'MarkPrice' : 'LastPrice',
      } as Command)
    if (roll(11) % 4 === 0 && orderId !== undefined)
      wishes.push({
        type: 'AmendOrder',
        symbol,
        orderId,
        price: roll(12) % 2 === 0 ? null : bid - (bid % 50) + 50 * (roll(13) % 3),
        qty: roll(14) % 2 === 0 ? null : 1 + (roll(15) % 60),
      } as Command)
    return wishes
  },
}
