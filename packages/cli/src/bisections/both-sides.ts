import type { Asked, Side } from './side'
import { askSide } from './side'
import type { StatePoint, StoppedAt, WantedPoints } from './state-point'

/** A state of the one and of the other, after the same input. */
export type Pair = readonly [StatePoint | StoppedAt, StatePoint | StoppedAt]

/** What two sides say, pair by pair; both are waited for no more once `stop` was called. */
export type AskedBoth = {
  /** `null` as soon as one of them has no more to say. */
  readonly next: () => Promise<Pair | null>
  readonly stop: () => void
}

/**
 * Asks two sides for their states after some of a journal's inputs. Only who executes knows which
 * lines an input led to, so the first side must; where the second folds, it is asked afterwards.
 */
export const askBoth = async (
  journal: string,
  [one, other]: readonly [Side, Side],
  wanted: WantedPoints,
): Promise<AskedBoth> => {
  const first = askSide(one, journal, wanted)
  if (other.how !== 'folded') return pairsOf(first, askSide(other, journal, wanted))
  const points = await allOf(first)
  const lines = points.flatMap((point) => ('seq' in point ? [point.seq] : []))
  return pairsOf(keptOf(points), askSide(other, journal, wanted, lines))
}

const pairsOf = (first: Asked, second: Asked): AskedBoth => ({
  next: async () => {
    const [a, b] = await Promise.all([first.next(), second.next()])
    return a === null || b === null ? null : [a, b]
  },
  stop: () => {
    first.stop()
    second.stop()
  },
})

const allOf = async (asked: Asked): Promise<ReadonlyArray<StatePoint | StoppedAt>> => {
  const points: Array<StatePoint | StoppedAt> = []
  for (let point = await asked.next(); point !== null; point = await asked.next())
    points.push(point)
  return points
}

const keptOf = (points: ReadonlyArray<StatePoint | StoppedAt>): Asked => {
  let next = 0
  return {
    next: () => Promise.resolve(points[next++] ?? null),
    stop: () => undefined,
  }
}
