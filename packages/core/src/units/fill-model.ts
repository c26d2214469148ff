import * as t from 'io-ts'

/** Who decides what fills: a draw, the touch, or the place in the queue. */
export const FillModel = t.keyof(
  {
    scheduled: null,
    touch: null,
    queue: null,
  },
  'FillModel',
)
export type FillModel = t.TypeOf<typeof FillModel>
