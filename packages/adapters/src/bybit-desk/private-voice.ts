import type { PrivateMessage } from '../bybit-api/venue-desk'
import type { DeskTerms } from './desk-options'

/** Tells listeners what happened to the account, in order, each after the answer it came with. */
export type PrivateVoice = {
  readonly onPrivate: (listener: (message: PrivateMessage) => void) => () => void
  readonly say: (messages: ReadonlyArray<PrivateMessage>) => void
  /** Tells all that is waiting, now. */
  readonly flush: () => void
  /** Has it told once the caller has its answer. */
  readonly flushLater: () => void
}

/** A voice with nothing to say. */
export const newPrivateVoice = ({ defer }: Pick<DeskTerms, 'defer'>): PrivateVoice => {
  const listeners = new Set<(message: PrivateMessage) => void>()
  const waiting: Array<PrivateMessage> = []
  let isTelling = false
  const flush = (): void => {
    // a listener may ask the desk again: what that brings about is told after what is told now
    if (isTelling) return
    isTelling = true
    try {
      for (let message = waiting.shift(); message !== undefined; message = waiting.shift())
        for (const listener of listeners) listener(message)
    } finally {
      isTelling = false
    }
  }
  return {
    onPrivate: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    say: (messages) => {
      if (listeners.size > 0) waiting.push(...messages)
    },
    flush,
    flushLater: () => {
      if (waiting.length > 0) defer(flush)
    },
  }
}
