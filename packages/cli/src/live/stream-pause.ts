import type { Reason } from '@shadowtape/core'

import type { LiveSession } from './live-session'

/** The streams that a live session cannot trade without. */
export type LiveStream = 'public' | 'private'

/** Keeps trading frozen for as long as a stream is lost. */
export type StreamPause = {
  readonly lost: (stream: LiveStream, reason: string) => void
  /** It is there again, and nothing is missing. */
  readonly back: (stream: LiveStream) => void
}

const actor = 'stream' as Reason

/**
 * Without its public stream a session quotes blindly, without its private one nobody hears what
 * fills. So trading is frozen, which cancels what is open, and goes on when both are back, where
 * nothing else had stopped it.
 */
export const newStreamPause = (session: LiveSession): StreamPause => {
  const lost = new Set<LiveStream>()
  return {
    lost: (stream, reason) => {
      lost.add(stream)
      session.say({
        ...{ type: 'FreezeTrading', account: null, symbol: null, actor },
        note: `the ${stream} stream was lost: ${reason}`.slice(0, 500) as Reason,
      })
    },
    back: (stream) => {
      if (!lost.delete(stream) || lost.size > 0) return
      const { isFrozen, last } = session.state.risk
      if (!isFrozen || last?.event.actor !== actor) return
      session.say({
        ...{ type: 'ThawTrading', account: null, symbol: null, actor },
        note: `the ${stream} stream has caught up` as Reason,
      })
    },
  }
}
