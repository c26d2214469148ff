import * as t from 'io-ts'

/**
 * Who decides what fills: a draw, the touch, the place in the queue, or a real venue, which no
 * model stands for.
 */
export const FillModel = t.keyof(
  {
    scheduled: null,
    touch: null,
    queue: null,
    venue: null,
  },
  'FillModel',
)
export type FillModel = t.TypeOf<typeof FillModel>
