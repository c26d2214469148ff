import * as t from 'io-ts'

/** Over what a rule's figure is taken: the one order, its symbol, its account, or the session. */
export const RuleScope = t.keyof(
  {
    order: null,
    symbol: null,
    account: null,
    session: null,
  },
  'RuleScope',
)
export type RuleScope = t.TypeOf<typeof RuleScope>
