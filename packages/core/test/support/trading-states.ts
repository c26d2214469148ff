import type { Message } from '../../src'

type Own = 'active' | 'reducing' | 'frozen'

/** The trading states as the lines alone tell them, by the plainest means. */
export class TradingStates {
  private session: Own = 'active'
  private readonly symbols = new Map<string, Own>()

  heard(message: Message): void {
    switch (message.type) {
      case 'TradingFrozen':
      case 'TradingReduced': {
        const state = message.type === 'TradingFrozen' ? 'frozen' : 'reducing'
        if (message.scope === 'session') this.session = state
        else this.symbols.set(message.symbol ?? '', state)
        return
      }
      case 'TradingThawed':
        if (message.symbol === null) this.session = 'active'
        else this.symbols.delete(message.symbol)
        return
      default:
        return
    }
  }

  of(symbol: string): Own {
    const both = [this.session, this.symbols.get(symbol) ?? 'active']
    if (both.includes('frozen')) return 'frozen'
    return both.includes('reducing') ? 'reducing' : 'active'
  }
}
