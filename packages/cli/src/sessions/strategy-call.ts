import type { ImpureCall } from '@shadowtape/adapters'
import { watchImpureCalls } from '@shadowtape/adapters'

/** A call into a person's strategy: whose, which of its verbs, and for which line. */
export type StrategyCall = {
  readonly path: string
  readonly verb: string
  readonly seq: number | null
}

/** An impure call that a person's strategy made, and where in its source. */
export type ImpureDecision = StrategyCall & {
  readonly impure: Pick<ImpureCall, 'name' | 'kind'>
  /** File, line and column; empty where the stack does not say. */
  readonly place: string
}

/** The call that is under way, and what an impure call within it was refused with. */
let underWay: (StrategyCall & { refused: Error | null }) | null = null

/**
 * Calls a person's strategy. What its calls were refused for is thrown again where it swallowed
 * that itself.
 */
export const strategyCall = <T>(call: StrategyCall, work: () => T): T => {
  const watched: typeof underWay = { ...call, refused: null }
  underWay = watched
  try {
    const answer = work()
    if (watched.refused !== null) throw watched.refused
    return answer
  } finally {
    underWay = null
  }
}

/**
 * Does something in which every impure call is told of that a person's strategy makes, before it is
 * made. An error that is returned refuses the call. However this ends, all is as it was before.
 */
export const whileStrategiesAreWatched = async <T>(
  onImpure: (found: ImpureDecision) => Error | null,
  work: () => Promise<T>,
): Promise<T> => {
  const hear = (impure: ImpureCall): void => {
    if (underWay === null) return
    const place = placeOf(hear)
    // Node asks for itself, as where a strategy writes to the console
    if (place.startsWith('node:')) return
    underWay.refused ??= onImpure({ ...underWay, impure, place })
    if (underWay.refused !== null) throw underWay.refused
  }
  const restore = watchImpureCalls(hear)
  try {
    return await work()
  } finally {
    restore()
  }
}

/** Where the call stands that the watch heard of: behind it and the stand-in that told it. */
const placeOf = (hear: (impure: ImpureCall) => void): string => {
  const at: { stack?: string } = {}
  Error.captureStackTrace(at, hear)
  const frame = (at.stack ?? '').split('\n')[2] ?? ''
  return /(?:file:\/\/)?([^()\s]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? ''
}
