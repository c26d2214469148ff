import type { OrderId, State } from '@shadowtape/core'

/** A price of our own and how much of ours rests there, in units. */
export type OwnLevel = { readonly price: number; readonly qty: number }

/** Our best prices in a symbol's book, of all accounts; `null` where nothing of ours rests. */
export type OwnTouch = { readonly bid: OwnLevel | null; readonly ask: OwnLevel | null }

/** Our best prices, remembered until an order changes: looking at every order takes its time. */
export type OwnTouches = {
  readonly of: (state: Pick<State, 'orders'>, symbol: string) => OwnTouch
  readonly forget: () => void
}

/** Remembers nothing yet. */
export const ownTouches = (): OwnTouches => {
  const known = new Map<string, OwnTouch>()
  return {
    of: (state, symbol) => {
      const touch = known.get(symbol) ?? ownTouch(state, symbol)
      known.set(symbol, touch)
      return touch
    },
    forget: () => {
      known.clear()
    },
  }
}

/** What rests for us at its best, as far as we have heard. */
const ownTouch = ({ orders }: Pick<State, 'orders'>, symbol: string): OwnTouch => {
  let bid: OwnLevel | null = null
  let ask: OwnLevel | null = null
  for (const orderId in orders.open) {
    const order = orders.open[orderId as OrderId]
    if (order?.symbol !== symbol || !order.isAccepted) continue
    const { side, price, leavesQty, trigger } = order
    if (price === null || trigger !== null) continue
    if (side === 'Buy') bid = better(bid, price, leavesQty, 1)
    else ask = better(ask, price, leavesQty, -1)
  }
  return { bid, ask }
}

const better = (
  level: OwnLevel | null,
  price: number,
  qty: number,
  direction: 1 | -1,
): OwnLevel => {
  const ahead = level === null ? 1 : (price - level.price) * direction
  if (level === null || ahead > 0) return { price, qty }
  return ahead === 0 ? { price, qty: level.qty + qty } : level
}
