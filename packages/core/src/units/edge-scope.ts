import * as t from 'io-ts'

/** Whose fills an edge is of: each symbol's own, those of all symbols together, or both. */
export const EdgeScope = t.keyof(
  {
    symbol: null,
    total: null,
    both: null,
  },
  'EdgeScope',
)
export type EdgeScope = t.TypeOf<typeof EdgeScope>
