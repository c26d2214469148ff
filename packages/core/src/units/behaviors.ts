import { invariant } from '../base/invariant'

/**
 * A change of what the engine decides, or of what its digests are over, that a session either has
 * or was recorded before. What it changes asks `behaves`, and does without it as before.
 */
export type BehaviorFlag = {
  /** From 1; a number once released never means anything else. */
  readonly number: number
  readonly name: string
  /** What is so with it, in one sentence. */
  readonly says: string
  /** The engine version whose sessions have it first. */
  readonly since: string
}

/** The header's field: numbers in ascending order, parted by commas; empty for none. */
export type Behaviors<Name extends string = string> = {
  /** What new sessions say: all there are. */
  readonly all: string
  /** Why a header's text is none that this engine can act by, without a full stop, or `null`. */
  readonly fault: (text: string) => string | null
  /** Whether a session, by its header, has a flag. */
  readonly behaves: (opened: { readonly behaviors: string }, name: Name) => boolean
}

/** The behaviors that a table of flags makes. */
export const behaviorsOf = <Name extends string>(
  flags: ReadonlyArray<BehaviorFlag & { readonly name: Name }>,
): Behaviors<Name> => {
  flags.forEach(({ number, name }, i) => {
    invariant(number === i + 1, () => `the behavior ${name} is not number ${i + 1}`)
  })
  const numbers = new Map<string, number>(flags.map(({ name, number }) => [name, number]))
  const all = flags.map(({ number }) => number).join(',')
  const known = all === '' ? 'none' : all
  return {
    all,
    fault: (text) => {
      if (text === '') return null
      const found = numbersIn(text)
      if (found === null) return 'are not numbers in ascending order, parted by commas'
      const unknown = found.find((number) => number > flags.length)
      return unknown === undefined
        ? null
        : `name ${String(unknown)}; this engine knows ${known}: a newer one wrote it`
    },
    behaves: ({ behaviors }, name) => {
      const number = numbers.get(name)
      invariant(number !== undefined, () => `there is no behavior ${name}`)
      return behaviors === all || `,${behaviors},`.includes(`,${String(number)},`)
    },
  }
}

/** The numbers of a well-formed text that is not empty, or `null`. */
const numbersIn = (text: string): ReadonlyArray<number> | null => {
  if (!/^[1-9][0-9]{0,3}(,[1-9][0-9]{0,3})*$/.test(text)) return null
  const numbers = text.split(',').map(Number)
  return numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number))
    ? numbers
    : null
}
