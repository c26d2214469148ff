import type { Message } from '../../src'

type Own = 'active' | 'reducing' | 'frozen'

/** The trading states as the lines alone tell them, by the plainest means. */
export class TradingStates {
  private session: Own = 'active'
  private readonly accounts = new Map<string, Own>()
  private readonly symbols = new Map<string, Own>()

  heard(message: Message): void {
    switch (message.type) {
      case 'TradingFrozen':
      case 'TradingReduced': {
        const state = message.type === 'TradingFrozen' ? 'frozen' : 'reducing'
        if (message.scope === 'session') this.session = state
        else if (message.scope === 'account') this.accounts.set(message.account ?? '', state)
        else this.symbols.set(message.symbol ?? '', state)
        return
      }
      case 'TradingThawed':
        if (message.account !== null) this.accounts.delete(message.account)
        else if (message.symbol === null) this.session = 'active'
        else this.symbols.delete(message.symbol)
        return
      default:
        return
    }
  }

  of({ account, symbol }: { readonly account: string; readonly symbol: string }): Own {
    const own = [this.accounts.get(account) ?? 'active', this.symbols.get(symbol) ?? 'active']
    const all = [this.session, ...own]
    if (all.includes('frozen')) return 'frozen'
    return all.includes('reducing') ? 'reducing' : 'active'
  }
}
