import * as t from 'io-ts'

/**
 * Declares a message: its tag, its flat fields and, by their order, its bytes in a journal.
 *
 * Fields are scalars, and book levels. A flat record cannot alias state, cannot hide a missing
 * key, and has exactly one way to be written down.
 */
export const message = <T extends string, F extends t.Props>(type: T, fields: F) =>
  t.readonly(t.strict({ type: t.literal(type), ...fields }, type), type)

/** A field that may be absent; absence is written `null`, never left out. */
export const nullable = <C extends t.Mixed>(codec: C) =>
  t.union([codec, t.null], `${codec.name} or null`)
