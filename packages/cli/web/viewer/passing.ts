import type { Place } from '../../src/viewer/view-data'
import type { Api } from './api'
import { isLeftBehind } from './api'
import type { HeldLines } from './held-lines'
import { linesAsked } from './held-lines'
import type { Shown } from './viewer'

/** Showing instants that are only passed, at the pace that the server can keep. */
export type Passing = {
  /** With a length of session time that is wanted on from there, lines are asked for as well. */
  readonly pass: (at: number, aheadUs: number) => void
  readonly stop: () => void
}

/** What is passed through. */
export type PassingOf = {
  readonly api: Api
  readonly held: HeldLines
  readonly shown: () => Shown
  readonly arrive: (place: Shown) => void
  readonly bare: (place: Place) => Shown
  readonly onDone: (error: unknown) => void
}

/** One question at a time is on its way; when it is answered the newest instant follows. */
export const newPassing = ({ api, held, shown, arrive, bare, onDone }: PassingOf): Passing => {
  let asking = null as AbortController | null
  let wanted = null as { readonly at: number; readonly aheadUs: number } | null

  const isWorthLines = (aheadUs: number): boolean => {
    const length = held.lengthUs()
    return aheadUs !== Infinity && (length === null || length >= aheadUs)
  }
  const ask = async (own: AbortController): Promise<void> => {
    while (wanted !== null) {
      const { at, aheadUs } = wanted
      wanted = null
      const lines = isWorthLines(aheadUs) ? linesAsked : 0
      const place = await api.place({ at }, lines, own.signal)
      if (lines > 0) held.take(place)
      if (place.seq !== shown().seq) arrive(held.after(place.seq) ?? bare(place))
    }
  }
  const askOn = async (): Promise<void> => {
    const own = new AbortController()
    asking = own
    try {
      await ask(own)
      onDone(null)
    } catch (error) {
      if (!isLeftBehind(error)) onDone(error)
    } finally {
      if (asking === own) asking = null
    }
  }
  const stop = (): void => {
    asking?.abort()
    asking = null
    wanted = null
  }
  return {
    pass: (at, aheadUs) => {
      const here = held.near({ at }, shown().seq)
      if (here === null) {
        wanted = { at, aheadUs }
        if (asking === null) void askOn()
        return
      }
      // what is still on its way would come too late
      stop()
      if (here.seq !== shown().seq) arrive(here)
    },
    stop,
  }
}
