import * as t from 'io-ts'

/** Where edge figures come from. */
export const EdgeSource = t.keyof(
  {
    none: null,
    demo: null,
    external: null,
    markout: null,
  },
  'EdgeSource',
)
export type EdgeSource = t.TypeOf<typeof EdgeSource>
