import * as t from 'io-ts'

/** The rules that the risk monitor can be given; what each looks at is in `ruleTraits`. */
export const RuleName = t.keyof(
  {
    'order-rate': null,
    'open-orders': null,
    'price-collar': null,
    'order-notional': null,
    'day-loss': null,
    drawdown: null,
    'position-age': null,
    'stale-data': null,
    'fill-rate': null,
    'reject-rate': null,
    thaw: null,
  },
  'RuleName',
)
export type RuleName = t.TypeOf<typeof RuleName>
