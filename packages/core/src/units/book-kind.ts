import * as t from 'io-ts'

/** A whole book, or what changed in it. */
export const BookKind = t.keyof(
  {
    snapshot: null,
    delta: null,
  },
  'BookKind',
)
export type BookKind = t.TypeOf<typeof BookKind>
