import type { Change } from './viewer'

/** Tells listeners of changes. */
export type Changes = {
  readonly listen: (change: Change, listener: () => void) => void
  readonly tell: (change: Change) => void
}

/** Changes that nobody listens to yet. */
export const newChanges = (): Changes => {
  const listeners = new Map<Change, Array<() => void>>()
  return {
    listen: (change, listener) => {
      listeners.set(change, [...(listeners.get(change) ?? []), listener])
    },
    tell: (change) => {
      for (const listener of listeners.get(change) ?? []) listener()
    },
  }
}
