import type { Entry, OrderFilled, TradingStopSet } from '../../src'
import { TradingStates } from './trading-states'

type Place = { readonly account: string; readonly symbol: string }

/** What a trading stop is of: `main BTCUSDT`. */
export const placeOf = ({ account, symbol }: Place): string => `${account} ${symbol}`

/** The trading stops and positions, by account and symbol, as the lines alone tell them. */
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
          this.set.delete(placeOf(message))
        else this.set.set(placeOf(message), message)
        return
      case 'TradingStopTriggered':
        return this.gone(placeOf(message), 'spent')
      case 'OrderFilled':
        return this.filled(message)
      default:
        return
    }
  }

  isFrozen(place: Place): boolean {
    return this.states.of(place) === 'frozen'
  }

  /** A trade with another order of the account leaves the position as it was, once both are told. */
  private filled(event: OrderFilled): void {
    const { side, qty, against } = event
    const place = placeOf(event)
    const before = this.held.get(place) ?? 0
    const after = before + (side === 'Buy' ? qty : 0 - qty)
    this.held.set(place, after)
    if (against === 'OWN' || Math.sign(before) === Math.sign(after)) return
    this.gone(place, after === 0 ? 'closed' : 'turned around')
  }

  private gone(place: string, how: 'spent' | 'closed' | 'turned around'): void {
    if (this.set.delete(place)) this.over.push(how)
  }
}
