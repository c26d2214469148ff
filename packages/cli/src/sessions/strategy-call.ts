import type { ImpureCall } from '@shadowtape/adapters'
import { watchImpureCalls } from '@shadowtape/adapters'

/** An impure call that a person's strategy made, and where in its source. */
export type ImpureDecision = {
  /** Whose, in which of its verbs, and for which line. */
  readonly path: string
  readonly verb: string
  readonly seq: number | null
  readonly impure: Pick<ImpureCall, 'name' | 'kind'>
  /** File, line and column; empty where the stack does not say. */
  readonly place: string
}

/** The call that is under way, if one is; kept in one place, as there are two for each line. */
const underWay = { isOne: false, path: '', verb: '', seq: null as number | null }
/** What an impure call within it was refused with. */
let refused: Error | null = null

/**
 * Calls a person's strategy. What its calls were refused for is thrown again where it swallowed
 * that itself.
 */
export const strategyCall = <T>(
  path: string,
  verb: string,
  seq: number | null,
  work: () => T,
): T => {
  underWay.isOne = true
  underWay.path = path
  underWay.verb = verb
  underWay.seq = seq
  refused = null
  try {
    const answer = work()
    return unlessRefused(answer)
  } finally {
    underWay.isOne = false
  }
}

const unlessRefused = <T>(answer: T): T => {
  if (refused !== null) throw refused
  return answer
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
    if (!underWay.isOne) return
    const place = placeOf(hear)
    // Node asks for itself, as where a strategy writes to the console
    if (place.startsWith('node:')) return
    const { path, verb, seq } = underWay
    refused ??= onImpure({ path, verb, seq, impure, place })
    if (refused !== null) throw refused
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
