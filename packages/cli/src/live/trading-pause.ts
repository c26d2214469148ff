import type { OrderId, Reason } from '@shadowtape/core'

import type { LiveSession } from './live-session'

/** Without what a live session cannot trade: its streams, and knowing where an order is. */
export type Missing = 'public stream' | 'private stream' | OrderId

/** Keeps trading frozen for as long as something is missing. */
export type TradingPause = {
  readonly lost: (what: Missing, why: string) => void
  /** It is there again, and nothing of it is missing. */
  readonly back: (what: Missing) => void
}

/** Who freezes for a stream, and who for an order. */
const [streamActor, ordersActor] = ['stream' as Reason, 'orders' as Reason]

/**
 * Without its public stream a session quotes blindly, without its private one nobody hears what
 * fills, and an order that may or may not be at the venue may fill as well. So trading is frozen,
 * which cancels what is open, and goes on when nothing is missing, where nothing else stopped it.
 */
export const newTradingPause = (session: LiveSession): TradingPause => {
  const missing = new Set<Missing>()
  const actorOf = (what: Missing): Reason => (what.endsWith('stream') ? streamActor : ordersActor)
  const scope = { account: null, symbol: null }
  return {
    lost: (what, why) => {
      missing.add(what)
      const note = why.slice(0, 500) as Reason
      session.say({ type: 'FreezeTrading', ...scope, actor: actorOf(what), note })
    },
    back: (what) => {
      if (!missing.delete(what) || missing.size > 0) return
      const { isFrozen, last } = session.state.risk
      const by = last?.event.actor
      if (!isFrozen || (by !== streamActor && by !== ordersActor)) return
      const note = what.endsWith('stream')
        ? `the ${what} has caught up`
        : `what became of ${what} is known`
      session.say({ type: 'ThawTrading', ...scope, actor: actorOf(what), note: note as Reason })
    },
  }
}
