import type { Reason } from '@shadowtape/core'

import type { LiveSession } from './live-session'

const actor = 'stream' as Reason

/** Freezes trading while nobody can hear what becomes of it. */
export const freezeForStream = (session: LiveSession, note: string): void => {
  session.say({
    ...{ type: 'FreezeTrading', account: null, symbol: null, actor },
    note: note.slice(0, 500) as Reason,
  })
}

/** Trading goes on where nothing but the lost stream had stopped it. */
export const thawForStream = (session: LiveSession): void => {
  const { isFrozen, last } = session.state.risk
  if (!isFrozen || last?.event.actor !== actor) return
  session.say({
    ...{ type: 'ThawTrading', account: null, symbol: null, actor },
    note: 'the private stream has caught up' as Reason,
  })
}
