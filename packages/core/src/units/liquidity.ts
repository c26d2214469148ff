import * as t from 'io-ts'

/** Whether a fill took what rested, or was what rested. */
export const Liquidity = t.keyof(
  {
    Maker: null,
    Taker: null,
  },
  'Liquidity',
)
export type Liquidity = t.TypeOf<typeof Liquidity>
