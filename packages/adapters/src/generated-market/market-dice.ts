import { draw } from '@shadowtape/core'

/** The dice of one made-up symbol: draws in order, that no other symbol's draws can move. */
export type MarketDice = {
  /** A whole number in [0, n). */
  readonly below: (n: number) => number
  readonly happens: (permille: number) => boolean
  /** A bell-shaped whole number around 0 in [-510, 510], its standard deviation near 148. */
  readonly bell: () => number
  /** An exponential waiting time in thousandths of its mean. */
  readonly wait: () => number
  /** A size in multiples of a small one: mostly 1 to 5, now and then hundreds. */
  readonly size: () => number
}

/** Dice for a seed and one of its streams. */
export const marketDice = (seed: number, stream: number): MarketDice => {
  let rolled = stream * drawsPerStream
  const roll = (): number => draw(seed, 'market', rolled++)
  const below = (n: number): number => roll() % n
  return {
    below,
    happens: (permille) => below(1_000) < permille,
    bell: () => {
      const bits = roll()
      return (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510
    },
    wait: () => waits[below(waits.length)] as number,
    size: () => sizes[below(sizes.length)] as number,
  }
}

const drawsPerStream = 0x100_0000_0000

/** Quantiles of the exponential distribution, in thousandths of its mean. */
const waits: ReadonlyArray<number> = [
  16, 48, 81, 116, 152, 189, 227, 267, 309, 352, 398, 445, 495, 548, 604, 662, 725, 792, 863, 940,
  1_023, 1_114, 1_214, 1_326, 1_451, 1_594, 1_761, 1_962, 2_213, 2_549, 3_060, 4_159,
]

/** Sizes of trades have a heavy tail: half are small, one in 32 is two hundred times as large. */
const sizes: ReadonlyArray<number> = [
  1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 8, 10, 12, 15, 20, 25, 35, 50, 75,
  120, 200,
]
