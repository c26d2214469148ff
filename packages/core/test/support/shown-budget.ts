import type { Message, OrderFilled, Side } from '../../src'

type Levels = Map<number, number>

const better = (side: Side) => (a: number, b: number) => (side === 'Buy' ? b - a : a - b)
const other = (side: Side): Side => (side === 'Buy' ? 'Sell' : 'Buy')

/**
 * What others display, replayed by the plainest means, and how much of each level is left to take
 * since the data last showed it anew.
 */
export class ShownBudget {
  private readonly book = { Buy: new Map() as Levels, Sell: new Map() as Levels }
  private readonly touch: Record<Side, readonly [number, number] | null> = { Buy: null, Sell: null }
  private readonly left = { Buy: new Map() as Levels, Sell: new Map() as Levels }
  private shown = { Buy: new Map() as Levels, Sell: new Map() as Levels }
  private touchSeq = 0

  heard(message: Message): void {
    if (message.type === 'QuoteObserved') {
      if (message.crossSeq !== null && message.crossSeq < this.touchSeq) return
      this.touchSeq = message.crossSeq ?? this.touchSeq
      this.touch.Buy = [Number(message.bid), Number(message.bidQty)]
      this.touch.Sell = [Number(message.ask), Number(message.askQty)]
      this.refreshed('Buy', [Number(message.bid)])
      this.refreshed('Sell', [Number(message.ask)])
    }
    if (message.type !== 'BookUpdated') return
    for (const side of ['Buy', 'Sell'] as const) {
      const levels = side === 'Buy' ? message.bids : message.asks
      if (message.kind === 'snapshot') this.book[side].clear()
      for (let i = 0; i < levels.length; i += 2)
        if (levels[i + 1] === 0) this.book[side].delete(levels[i] as number)
        else this.book[side].set(levels[i] as number, levels[i + 1] as number)
      const [best] = [...this.book[side]].sort(([a], [b]) => better(side)(a, b))
      if (message.crossSeq >= this.touchSeq) this.touch[side] = best ?? null
      const all = [...this.book[side].keys()]
      const listed = all.filter((_, i) =>
        levels.filter((__, j) => j % 2 === 0).includes(all[i] ?? 0),
      )
      this.refreshed(side, message.kind === 'snapshot' ? all : listed)
    }
    this.touchSeq = Math.max(this.touchSeq, message.crossSeq)
  }

  /** A fill against the book takes from its level, or as a maker from the best up to its price. */
  took({ side, price, qty, liquidity }: OrderFilled): void {
    const from = other(side)
    const left = this.left[from]
    const prices = [...left.keys()].sort(better(from))
    const within = prices.filter((each) => (side === 'Buy' ? each <= price : each >= price))
    let rest = qty as number
    for (const each of liquidity === 'Taker' ? [price as number] : within) {
      const took = Math.min(rest, left.get(each) ?? 0)
      left.set(each, (left.get(each) ?? 0) - took)
      rest -= took
    }
    expect(rest).toBe(0)
  }

  private refreshed(side: Side, anew: ReadonlyArray<number>): void {
    const touch = this.touch[side]
    const shown: Levels = new Map(touch === null ? [] : [touch])
    for (const [price, qty] of this.book[side])
      if (touch !== null && better(side)(touch[0], price) < 0) shown.set(price, qty)
    for (const [price, qty] of shown)
      if (anew.includes(price) || this.shown[side].get(price) !== qty)
        this.left[side].set(price, qty)
    for (const price of this.left[side].keys()) if (!shown.has(price)) this.left[side].delete(price)
    this.shown[side] = shown
  }
}
