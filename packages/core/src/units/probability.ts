import * as t from 'io-ts'

export interface ProbabilityBrand {
  readonly Probability: unique symbol
}

/** A probability in millionths, 0 to 1,000,000. */
export const Probability = t.brand(
  t.number,
  (n): n is t.Branded<number, ProbabilityBrand> =>
    Number.isSafeInteger(n) && n >= 0 && n <= 1_000_000,
  'Probability',
)
export type Probability = t.TypeOf<typeof Probability>
