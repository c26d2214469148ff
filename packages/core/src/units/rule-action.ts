import * as t from 'io-ts'

/** What the risk monitor does where a rule is broken; only `thaw` lets go. */
export const RuleAction = t.keyof(
  {
    deny: null,
    'freeze-symbol': null,
    'freeze-account': null,
    'freeze-all': null,
    reduce: null,
    thaw: null,
  },
  'RuleAction',
)
export type RuleAction = t.TypeOf<typeof RuleAction>
