import * as t from 'io-ts'

/** Which price wakes a conditional order: Bybit's `triggerBy`. */
export const TriggerPriceType = t.keyof(
  {
    LastPrice: null,
    MarkPrice: null,
    IndexPrice: null,
  },
  'TriggerPriceType',
)
export type TriggerPriceType = t.TypeOf<typeof TriggerPriceType>
