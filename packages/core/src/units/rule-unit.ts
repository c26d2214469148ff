import * as t from 'io-ts'

/** What a rule's figure and its limit count. */
export const RuleUnit = t.keyof(
  {
    orders: null,
    fills: null,
    rejections: null,
    USD: null,
    bps: null,
    ms: null,
  },
  'RuleUnit',
)
export type RuleUnit = t.TypeOf<typeof RuleUnit>
