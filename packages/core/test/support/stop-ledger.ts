import type { Entry, OrderFilled, TradingStopSet } from '../../src'
import { TradingStates } from './trading-states'

/** The trading stops and positions of each symbol as the lines alone tell them. */
export class StopLedger {
  readonly set = new Map<string, TradingStopSet>()
  readonly held = new Map<string, number>()
  /** How trading stops came to their ends. */
  readonly over: Array<'spent' | 'closed' | 'turned around'> = []
  private readonly states = new TradingStates()

  heard({ message }: Entry): void {
    this.states.heard(message)
    switch (message.type) {
      case 'TradingStopSet':
        if (message.takeProfit === null && message.stopLoss === null)
          this.set.delete(message.symbol)
        else this.set.set(message.symbol, message)
        return
      case 'TradingStopTriggered':
        return this.gone(message.symbol, 'spent')
      case 'OrderFilled':
        return this.filled(message)
      default:
        return
    }
  }

  isFrozen(symbol: string): boolean {
    return this.states.of(symbol) === 'frozen'
  }

  /** A trade with another order of ours leaves the position as it was, once both are told. */
  private filled({ symbol, side, qty, against }: OrderFilled): void {
    const before = this.held.get(symbol) ?? 0
    const after = before + (side === 'Buy' ? qty : 0 - qty)
    this.held.set(symbol, after)
    if (against === 'OWN' || Math.sign(before) === Math.sign(after)) return
    this.gone(symbol, after === 0 ? 'closed' : 'turned around')
  }

  private gone(symbol: string, how: 'spent' | 'closed' | 'turned around'): void {
    if (this.set.delete(symbol)) this.over.push(how)
  }
}
