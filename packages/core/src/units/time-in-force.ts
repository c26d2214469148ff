import * as t from 'io-ts'

/** How long an order may wait, spelled as Bybit does; a market order is always IOC. */
export const TimeInForce = t.keyof(
  {
    GTC: null,
    IOC: null,
    FOK: null,
    PostOnly: null,
  },
  'TimeInForce',
)
export type TimeInForce = t.TypeOf<typeof TimeInForce>
