/** Draws that follow from what they were set to, and from nothing else. */
export type Dice = {
  /** Begins anew: the draws of the nth line of a seed. */
  readonly set: (seed: number, nth: number) => void
  /** A whole number from 0 and below `n`. */
  readonly below: (n: number) => number
  /** Whether one in `n` came up. */
  readonly isOneIn: (n: number) => boolean
  readonly oneOf: <T>(items: ReadonlyArray<T>) => T
}

/** Dice by splitmix32. */
export const newDice = (): Dice => {
  let state = 0
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    return mixed(state) >>> 0
  }
  const below = (n: number): number => Math.floor((next() / 0x100000000) * n)
  return {
    set: (seed, nth) => {
      state = mixed(mixed(seed | 0) ^ mixed((nth + 0x51ed270b) | 0))
    },
    below,
    isOneIn: (n) => below(n) === 0,
    oneOf: (items) => items[below(items.length)] as (typeof items)[number],
  }
}

const mixed = (n: number): number => {
  let x = n
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}
