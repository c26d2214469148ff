import type { Pair } from './both-sides'
import { askBoth } from './both-sides'
import type { Side } from './side'
import { SideFailed } from './side'
import type { StatePoint, WantedPoints } from './state-point'

/** Where two sides part: the last input after which they are alike, and the first where not. */
export type Window = {
  /** 0 where not even the header leads to the same; its line is then `null`. */
  readonly alike: number
  readonly alikeLine: number | null
  readonly apart: number
  readonly line: number
  /** What both said then. */
  readonly pair: Pair
}

/** What two sides were found to have in common. */
export type Comparison = {
  /** Where their states part; `null` for never. */
  readonly state: Window | null
  /** Where they decide differently; `null` for never, or where nobody looked. */
  readonly said: Window | null
  /** What stopped one of them and not the other. */
  readonly stopped: { readonly side: string; readonly says: string } | null
  /** After every how many inputs they were compared before it was known where to look. */
  readonly every: number
}

/** How two sides are compared. */
export type Looking = {
  /** More states are not compared at one go: first every so many, then between two of them. */
  readonly atOnceMax: number
  /** With the states themselves, up to where they part; or only their digests, to the end. */
  readonly wants: 'states' | 'digests'
  /** Hears how far both have come. */
  readonly onInput: OnInput
}

/** Hears after which input of how many both sides were compared. */
export type OnInput = (input: number, inputs: number) => void

/** Two sides were apart between two inputs, and at the next look they were not. */
export class Unsteady extends Error {
  override readonly name = 'Unsteady'
  constructor(
    readonly window: Window,
    readonly every: number,
  ) {
    super('they part at other places each time')
  }
}

/**
 * Finds the first of a journal's inputs after which two sides are in different states, and the
 * first to which they say something else. Throws `SideFailed`, and `Unsteady` for what never comes
 * out the same.
 */
export const firstApart = async (
  journal: string,
  sides: readonly [Side, Side],
  inputs: number,
  looking: Looking,
): Promise<Comparison> => {
  const look = (from: number, to: number): Promise<Pass> =>
    lookAt(journal, sides, wantedOf(from, to, looking), looking.onInput)
  const { every } = wantedOf(1, inputs, looking)
  const found = await look(1, inputs)
  const narrowed = async (what: 'state' | 'said'): Promise<Window | null> => {
    let window = found[what]
    while (window !== null && window.apart - window.alike > 1) {
      const nearer = (await look(window.alike + 1, window.apart))[what]
      if (nearer === null) throw new Unsteady(window, every)
      const { alike, alikeLine } = nearer.alike > window.alike ? nearer : window
      window = { ...nearer, alike, alikeLine }
    }
    return window
  }
  const state = await narrowed('state')
  return { state, said: await narrowed('said'), stopped: found.stopped, every }
}

const wantedOf = (from: number, to: number, { atOnceMax, wants }: Looking): WantedPoints => {
  const every = Math.max(1, Math.ceil((to - from + 1) / atOnceMax))
  return { from, to, every, isWhole: wants === 'states' }
}

/** A look at both sides; `alike` are the last points at which states and decisions were. */
type Pass = Omit<Comparison, 'every'> & {
  readonly alike: Readonly<Record<'state' | 'said', Place>>
}
type Place = Pick<Window, 'alike' | 'alikeLine'>

const nowhere: Place = { alike: 0, alikeLine: null }
const begun: Pass = {
  ...{ state: null, said: null, stopped: null },
  alike: { state: nowhere, said: nowhere },
}

const lookAt = async (
  journal: string,
  sides: readonly [Side, Side],
  wanted: WantedPoints,
  onInput: OnInput,
): Promise<Pass> => {
  const both = await askBoth(journal, sides, wanted)
  let pass = begun
  let last = 0
  try {
    for (;;) {
      const pair = await both.next()
      if (pair === null) return whole(pass, sides, wanted, last)
      const [a, b] = pair
      last = a.input
      if ('stopped' in a || 'stopped' in b) return stoppedAt(pass, sides, pair)
      pass = held(pass, a, b)
      onInput(a.input, wanted.to)
      const isSaidOver = pass.said !== null || wanted.isWhole || b.said === null
      if (pass.state !== null && isSaidOver) return pass
    }
  } finally {
    both.stop()
  }
}

/** Silence is no agreement; but who folds ends where a recorded state is not what it comes to. */
const whole = (
  pass: Pass,
  [one, other]: readonly [Side, Side],
  { to }: WantedPoints,
  last: number,
): Pass => {
  if (last >= to || other.how === 'folded') return pass
  const names = `${one.name} or ${other.name}`
  throw new SideFailed(`${names} says no more states after input ${String(last)}`)
}

const held = (pass: Pass, a: StatePoint, b: StatePoint): Pass => {
  const { alike, state, said } = pass
  const isState = a.state === b.state
  const isSaid = a.said === null || b.said === null || a.said === b.said
  const here: Place = { alike: a.input, alikeLine: a.line }
  const place = { apart: a.input, line: a.line, pair: [a, b] as const }
  return {
    stopped: null,
    state: state ?? (isState ? null : { ...alike.state, ...place }),
    said: said ?? (isSaid ? null : { ...alike.said, ...place }),
    alike: { state: isState ? here : alike.state, said: isSaid ? here : alike.said },
  }
}

/** One stops where the other goes on, or both stop, the earlier of them first. */
const stoppedAt = (pass: Pass, sides: readonly [Side, Side], pair: Pair): Pass => {
  const [a, b] = pair
  const [stops] = pair
    .flatMap((at, i) => ('stopped' in at ? [{ ...at, side: sides[i]?.name ?? '' }] : []))
    .sort((one, other) => one.input - other.input)
  const isBoth = 'stopped' in a && 'stopped' in b && a.input === b.input && a.stopped === b.stopped
  if (stops === undefined || isBoth) return pass
  const { input, line, side, stopped: says } = stops
  const place = { apart: input, line, pair }
  return {
    ...pass,
    stopped: { side, says },
    state: pass.state ?? { ...pass.alike.state, ...place },
    said: pass.said ?? { ...pass.alike.said, ...place },
  }
}
