import type { Now, SessionFacts } from '../../src/viewer/view-data'
import type { Api } from './api'
import { isLeftBehind } from './api'
import type { Shown, Target } from './viewer'

/** Going about in a session: states are had from the server, and folded on here. */
export type Places = {
  readonly shown: () => Shown
  readonly go: (target: Target) => Promise<void>
  readonly isGoing: () => boolean
}

/** What places are had from, and who hears of them. */
export type PlacesOf = {
  readonly api: Api
  readonly facts: SessionFacts
  readonly now: () => Now
  readonly filter: () => string
  readonly initial: Shown
  readonly onPlace: () => void
  readonly onTrouble: (says: string | null) => void
}

/** Begins before the first line. */
export const newPlaces = (of: PlacesOf): Places => {
  let shown = of.initial
  let leaving = null as AbortController | null
  const arrive = async (target: Target, signal: AbortSignal): Promise<void> => {
    const place = await placeOf(target, signal)
    if (place === null) return
    shown = { ...place, entry: null, before: null }
    of.onPlace()
  }
  const placeOf = async (target: Target, signal: AbortSignal) => {
    const { api, now, filter } = of
    if ('goal' in target) {
      const { goal, way } = target
      const asked = { from: shown.seq, way, goal, where: filter() }
      const { seq } = await api.find(asked, signal)
      return seq === null ? null : api.place({ seq }, 0, signal)
    }
    if ('end' in target)
      return api.place({ seq: target.end === 'first' ? 1 : now().last }, 0, signal)
    if ('lines' in target)
      return api.place({ seq: Math.max(0, shown.seq + target.lines) }, 0, signal)
    return api.place(target, 0, signal)
  }
  return {
    shown: () => shown,
    isGoing: () => leaving !== null,
    go: async (target) => {
      leaving?.abort()
      const own = new AbortController()
      leaving = own
      try {
        await arrive(target, own.signal)
        of.onTrouble(null)
      } catch (error) {
        if (!isLeftBehind(error)) of.onTrouble((error as Error).message)
      } finally {
        if (leaving === own) leaving = null
      }
    },
  }
}
