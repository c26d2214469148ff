import type { Place, SessionFacts } from '../../src/viewer/view-data'
import type { Api } from './api'
import { nearGoal } from './near-goals'
import type { Stretch } from './stretch'
import { newStretch } from './stretch'
import type { Shown, Target } from './viewer'

/** The lines around where one stands, which are here and need no server. */
export type HeldLines = {
  readonly take: (place: Place) => void
  /** What can be shown at once; `null` where the server has to be asked. */
  readonly near: (target: Target, from: number) => Shown | null
  readonly after: (seq: number) => Shown | null
  /** How long the lines that are here lasted, in microseconds; `null` where there are none. */
  readonly lengthUs: () => number | null
  /** Asks for the lines behind those that are here, on the side that one comes near to. */
  readonly fetchOn: (seq: number) => void
}

/** Lines that are asked for at once, how many of them lie behind, and when more are asked for. */
export const linesAsked = 1_024
/** How many lines before the one that is gone to are had with it. */
export const linesBehind = 64
const linesNear = 400

/** What lines are held of, and where one stands before them all. */
export type HeldOf = {
  readonly api: Api
  readonly facts: SessionFacts
  readonly last: () => number
  readonly initial: Shown
}

/** No lines yet. */
export const newHeldLines = ({ api, facts, last, initial }: HeldOf): HeldLines => {
  let lines = null as Stretch | null
  let isFetching = false

  const after = (seq: number): Shown | null => (seq === 0 ? initial : (lines?.at(seq) ?? null))

  const take = (place: Place): void => {
    if (lines?.join(place) !== true) lines = newStretch(place, facts.header.strategy)
  }

  const near = (target: Target, from: number): Shown | null => {
    if (lines === null) return null
    const seq = nearSeq(lines, target, from, last())
    return seq === null ? null : after(seq)
  }

  const fetchOn = (at: number): void => {
    if (lines === null || isFetching || at > lines.until() || at < lines.from()) return
    const [from, until] = [lines.from(), lines.until()]
    const isOn = until - at < linesNear && until < last()
    const isBack = at - from < linesBehind / 2 && from > 0
    if (!isOn && !isBack) return
    isFetching = true
    const seq = isOn ? until : Math.max(0, from - linesAsked / 2)
    api
      .place({ seq }, isOn ? linesAsked : from - seq)
      .then((place) => {
        if (place.next.length > 0) lines?.join(place)
      })
      .catch(() => undefined)
      .finally(() => (isFetching = false))
  }

  return {
    ...{ take, near, after, fetchOn },
    lengthUs: () => {
      if (lines === null) return null
      const [from, to] = lines.span()
      return to - from
    },
  }
}

const nearSeq = (lines: Stretch, target: Target, from: number, last: number): number | null => {
  if ('at' in target) return lines.seqAt(target.at, lines.until() >= last)
  if ('goal' in target) {
    const is = nearGoal(target.goal)
    return is === null ? null : lines.find(from, target.way, is)
  }
  return seqOfTarget(target, from, last)
}

/** The line that a target is, where nothing has to be looked for. */
export const seqOfTarget = (
  target: Exclude<Target, { readonly at: number } | { readonly goal: unknown }>,
  from: number,
  last: number,
): number => {
  if ('seq' in target) return Math.max(0, Math.min(last, target.seq))
  if ('lines' in target) return Math.max(1, Math.min(last, from + target.lines))
  return target.end === 'first' ? 1 : last
}
