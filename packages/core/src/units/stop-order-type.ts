import * as t from 'io-ts'

/** Which side of a trading stop made the venue close a position: Bybit's `stopOrderType`. */
export const StopOrderType = t.keyof(
  {
    TakeProfit: null,
    StopLoss: null,
  },
  'StopOrderType',
)
export type StopOrderType = t.TypeOf<typeof StopOrderType>
