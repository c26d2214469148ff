import * as t from 'io-ts'

/** Where a price must go to wake a conditional order: Bybit's `triggerDirection` 1 and 2. */
export const TriggerDirection = t.keyof(
  {
    Rise: null,
    Fall: null,
  },
  'TriggerDirection',
)
export type TriggerDirection = t.TypeOf<typeof TriggerDirection>
