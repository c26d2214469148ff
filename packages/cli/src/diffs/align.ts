import type { Group } from './group-reader'

/** Two groups of one input, or one that only one side has. */
export type Pair =
  | { readonly a: Group; readonly b: Group }
  | { readonly a: Group; readonly b: null }
  | { readonly a: null; readonly b: Group }

/** So far ahead the same input is looked for on the other side. */
const aheadMax = 1_024

/**
 * Pairs the groups of two journals by what came in. Where the two do not say the same, the nearest
 * input that both have is looked for, and what stands before it is one side's alone.
 */
export function* aligned(as: Iterator<Group>, bs: Iterator<Group>): Generator<Pair, void> {
  const [a, b] = [queue(as), queue(bs)]
  for (;;) {
    const [one, other] = [a.at(0), b.at(0)]
    if (one === undefined && other === undefined) return
    if (one !== undefined && other !== undefined && isSameInput(one, other)) {
      yield { a: a.take(), b: b.take() }
      continue
    }
    const [inA, inB] = meeting(a, b)
    for (let i = 0; i < inA; i++) yield { a: a.take(), b: null }
    for (let i = 0; i < inB; i++) yield { a: null, b: b.take() }
  }
}

const keyOf = ({ input }: Group): string => `${String(input.at)} ${input.body}`

/** The header is one input, whatever it says. */
const isSameInput = (one: Group, other: Group): boolean =>
  one.input.type === 'SessionOpened'
    ? other.input.type === 'SessionOpened'
    : keyOf(one) === keyOf(other)

/** How many groups of each side stand before the nearest input that both have. */
const meeting = (a: Queue, b: Queue): readonly [number, number] => {
  const places = new Map<string, number>()
  for (let i = aheadMax - 1; i >= 0; i--) {
    const group = b.at(i)
    if (group !== undefined) places.set(keyOf(group), i)
  }
  let best: readonly [number, number] | null = null
  for (let i = 0; i < aheadMax && (best === null || i < best[0] + best[1]); i++) {
    const group = a.at(i)
    const place = group === undefined ? undefined : places.get(keyOf(group))
    if (place !== undefined && (best === null || i + place < best[0] + best[1])) best = [i, place]
  }
  return best ?? [Math.min(a.filled(aheadMax), aheadMax), Math.min(b.filled(aheadMax), aheadMax)]
}

type Queue = ReturnType<typeof queue>

/** Groups that were looked at and not taken yet. */
const queue = (groups: Iterator<Group>) => {
  let waiting: Array<Group> = []
  let from = 0
  const fill = (many: number): void => {
    while (waiting.length - from < many) {
      const next = groups.next()
      if (next.done === true) return
      waiting.push(next.value)
    }
  }
  return {
    at: (n: number): Group | undefined => {
      fill(n + 1)
      return waiting[from + n]
    },
    filled: (many: number): number => {
      fill(many)
      return waiting.length - from
    },
    take: (): Group => {
      fill(1)
      const group = waiting[from] as Group
      from += 1
      if (from === waiting.length || from > aheadMax * 4) {
        waiting = waiting.slice(from)
        from = 0
      }
      return group
    },
  }
}
