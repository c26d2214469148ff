import type { Change } from '../explanations/state-paths'
import { changesBetween } from '../explanations/state-paths'
import { lineAt } from '../journals/line-at'
import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import type { Pair } from './both-sides'
import { askBoth } from './both-sides'
import type { Comparison, Looking, OnInput, Window } from './first-apart'
import { firstApart, Unsteady } from './first-apart'
import type { Side } from './side'
import type { SoundJournal } from './sound-journal'

/** Where two sides come to different states, and in what. */
export type Parting = {
  /** Compared after inputs; or, folded by builds that know no better, after lines. */
  readonly by: 'input' | 'line'
  readonly sides: readonly [string, string]
  /** Which input it is, counted from 1 with the header, and its line; or the line behind it. */
  readonly input: number
  readonly line: number
  /** That line. */
  readonly came: LineFields
  /** The last line that the first side had written when it had answered. */
  readonly lastLine: number
  /** The line of the input before it, after which the states are the same; `null` for none. */
  readonly alikeLine: number | null
  /** What is not the same in the two states, first side first. */
  readonly changes: ReadonlyArray<Change>
  /** The first input to which they say something else, by its line; `null` for none. */
  readonly saidLine: number | null
  readonly stopped: Comparison['stopped']
  /** Each time they part elsewhere; this is only where they did once. */
  readonly isUnsteady: boolean
  /** After every how many inputs states were compared before it was known where to look. */
  readonly every: number
}

/** Two sides that never part, as far as they were compared. */
export type Alike = { readonly every: number }

/** Whether two sides part. */
export const isParting = (found: Parting | Alike | null): found is Parting =>
  found !== null && 'line' in found

/** How partings are looked for: at so many inputs at one go, and who hears how far it is. */
export type Looked = Pick<Looking, 'atOnceMax' | 'onInput'>

/** So many states are compared at one go: a digest costs as much as several inputs. */
export const usualAtOnceMax = 8_192

/** Finds where two sides part, and what is then not the same. */
export const partingOf = async (
  { path, inputs }: SoundJournal,
  sides: readonly [Side, Side],
  looked: Looked,
): Promise<Parting | Alike> => {
  try {
    const found = await firstApart(path, sides, inputs, { ...looked, wants: 'digests' })
    if (found.state === null) return { every: found.every }
    const pair = found.stopped === null ? await wholePair(path, sides, found.state) : null
    return { ...parted(path, sides, found, found.state), changes: changesIn(pair) }
  } catch (error) {
    if (!(error instanceof Unsteady)) throw error
    const { window, every } = error
    const found = { said: null, stopped: null, every }
    return { ...parted(path, sides, found, window), isUnsteady: true }
  }
}

/**
 * Finds where two sides part of which none comes out the same twice: in one run, state by state,
 * so that what is not the same is of that run.
 */
export const unsteadyParting = async (
  { path, inputs }: SoundJournal,
  sides: readonly [Side, Side],
  onInput: OnInput,
): Promise<Parting | Alike> => {
  const looking = { atOnceMax: inputs, wants: 'states', onInput } as const
  const found = await firstApart(path, sides, inputs, looking)
  if (found.state === null) return { every: 1 }
  const { pair } = found.state
  return {
    ...parted(path, sides, found, found.state),
    changes: changesIn(pair),
    isUnsteady: true,
  }
}

const parted = (
  path: string,
  sides: readonly [Side, Side],
  { said, stopped, every }: Omit<Comparison, 'state'>,
  { apart, line, alikeLine, pair: [one] }: Window,
): Parting => ({
  by: 'input',
  sides: [sides[0].name, sides[1].name],
  input: apart,
  ...{ line, alikeLine, stopped, every },
  came: fieldsOfText(lineAt(path, line) ?? '') ?? {},
  lastLine: 'seq' in one ? one.seq : line,
  changes: [],
  saidLine: said?.line ?? null,
  isUnsteady: false,
})

const changesIn = (pair: Pair | null): ReadonlyArray<Change> => {
  if (pair === null) return []
  const [one, other] = pair
  return 'value' in one && 'value' in other ? changesBetween(one.value, other.value) : []
}

const wholePair = async (
  path: string,
  sides: readonly [Side, Side],
  { apart }: Window,
): Promise<Pair | null> => {
  const wanted = { from: apart, to: apart, every: 1, isWhole: true }
  const both = await askBoth(path, sides, wanted)
  const pair = await both.next()
  both.stop()
  return pair
}
