import type { Now, Place, SessionFacts } from '../../src/viewer/view-data'
import type { Api } from './api'
import { NotServed, isLeftBehind } from './api'
import type { HeldLines } from './held-lines'
import { linesAsked, linesBehind, newHeldLines, seqOfTarget } from './held-lines'
import { noneText } from './near-goals'
import { newPassing } from './passing'
import type { Shown, Target } from './viewer'
import { awayText } from './watch-now'

/** Going about in a session: states are had from the server, and folded on here. */
export type Places = {
  readonly shown: () => Shown
  readonly go: (target: Target) => Promise<void>
  /**
   * Shows an instant in passing; with a length of session time that is wanted on from there, lines
   * are asked for along with it where so many are no shorter than that.
   */
  readonly pass: (at: number, aheadUs?: number) => void
  readonly isGoing: () => boolean
  /** Goes to where it could not, once the server answers again. */
  readonly again: () => void
}

/** What places are had from, and who hears of them. */
export type PlacesOf = {
  readonly api: Api
  readonly facts: SessionFacts
  readonly now: () => Now
  readonly filter: () => string
  readonly initial: Shown
  readonly onPlace: () => void
  readonly onGoing: () => void
  readonly onTrouble: (says: string | null) => void
}

/** After so many milliseconds one should see that it is on its way. */
const slowAfterMs = 150

/** Begins before the first line. */
export const newPlaces = (of: PlacesOf): Places => {
  const { api, initial } = of
  const last = (): number => of.now().last
  const held = newHeldLines({ api, facts: of.facts, last, initial })
  let shown = initial
  let leaving = null as AbortController | null
  let missed = null as Target | null
  let isSlow = false

  const arrive = (place: Shown): void => {
    shown = place
    of.onPlace()
    held.fetchOn(place.seq)
  }
  const bare = ({ seq, at, state }: Place): Shown =>
    seq === 0 ? initial : { seq, at, state, entry: null, before: null }
  const onDone = (error: unknown): void => {
    of.onTrouble(error === null ? null : troubleText(error))
  }
  const passing = newPassing({ api, held, shown: () => shown, arrive, bare, onDone })
  const fetched = newFetching(of, held, { shown: () => shown, arrive, bare })
  const slow = (is: boolean): void => {
    if (is === isSlow) return
    isSlow = is
    of.onGoing()
  }
  const leave = (): void => {
    leaving?.abort()
    leaving = null
    slow(false)
  }
  const asked = async (target: Target): Promise<void> => {
    const own = new AbortController()
    leaving = own
    const waiting = setTimeout(() => slow(true), slowAfterMs)
    try {
      await fetched(target, own.signal)
      onDone(null)
    } catch (error) {
      if (isLeftBehind(error)) return
      if (!(error instanceof NotServed)) missed = target
      onDone(error)
    } finally {
      clearTimeout(waiting)
      if (leaving === own) leave()
    }
  }
  return {
    shown: () => shown,
    isGoing: () => isSlow,
    go: async (target) => {
      leave()
      passing.stop()
      missed = null
      const here = held.near(target, shown.seq)
      if (here === null) return asked(target)
      arrive(here)
      onDone(null)
    },
    pass: (at, aheadUs = Infinity) => {
      leave()
      passing.pass(at, aheadUs)
    },
    again: () => {
      if (missed !== null) void asked(missed)
    },
  }
}

type Arriving = {
  readonly shown: () => Shown
  readonly arrive: (place: Shown) => void
  readonly bare: (place: Place) => Shown
}

/** Goes where only the server knows, and takes the lines around there along. */
const newFetching = (
  { api, now, filter }: PlacesOf,
  held: HeldLines,
  { shown, arrive, bare }: Arriving,
) => {
  const seqOf = async (target: Target, signal: AbortSignal): Promise<number> => {
    if ('at' in target) {
      const place = await api.place({ at: target.at }, 0, signal)
      arrive(bare(place))
      return place.seq
    }
    if (!('goal' in target)) return seqOfTarget(target, shown().seq, now().last)
    const { goal, way } = target
    const { seq } = await api.find({ from: shown().seq, way, goal, where: filter() }, signal)
    if (seq === null) throw new NotServed(noneText(goal, way))
    return seq
  }
  return async (target: Target, signal: AbortSignal): Promise<void> => {
    const seq = await seqOf(target, signal)
    const place = await api.place({ seq: Math.max(0, seq - linesBehind) }, linesAsked, signal)
    held.take(place)
    const reached = Math.max(0, Math.min(seq, place.seq + place.next.length))
    arrive(held.after(reached) ?? bare(place))
  }
}

/** A refusal is the server's own sentence; anything else means that it did not answer. */
const troubleText = (error: unknown): string =>
  error instanceof NotServed ? error.message : awayText
