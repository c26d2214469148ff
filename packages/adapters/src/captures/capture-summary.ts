import type { TimestampUs } from '@shadowtape/core'

import type { ProblemKind } from './capture-problem'

/** Why a good message gave no input. */
export type IgnoredReason =
  | 'control frame'
  | 'another symbol'
  | 'another depth'
  | 'before a snapshot'
  | 'after a gap'
  | 'block trade'

/** What a capture held and what became of it. */
export type CaptureSummary = {
  readonly files: number
  /** Lines read, blank ones aside. */
  readonly lines: number
  /** Well-formed messages of the symbols asked for, by topic without symbol: `orderbook.50`. */
  readonly messages: ReadonlyMap<string, number>
  readonly inputs: number
  readonly ignored: ReadonlyMap<IgnoredReason, number>
  readonly problems: ReadonlyMap<ProblemKind, number>
  /** The engine time of the first input and of the last; `null` without inputs. */
  readonly firstAt: TimestampUs | null
  readonly lastAt: TimestampUs | null
  /** The symbols that gave inputs, in order of appearance. */
  readonly symbols: ReadonlyArray<string>
}

/** Counts while a capture is read. */
export type Tally = {
  lines: number
  inputs: number
  firstAt: TimestampUs | null
  lastAt: TimestampUs | null
  readonly messages: Map<string, number>
  readonly ignored: Map<IgnoredReason, number>
  readonly problems: Map<ProblemKind, number>
  readonly symbols: Array<string>
}

/** A tally before the first line. */
export const newTally = (): Tally => ({
  lines: 0,
  inputs: 0,
  firstAt: null,
  lastAt: null,
  messages: new Map(),
  ignored: new Map(),
  problems: new Map(),
  symbols: [],
})

/** Counts one more of something. */
export const countOne = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
