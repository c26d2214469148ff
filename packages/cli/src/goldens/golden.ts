import * as t from 'io-ts'

/** The format's version, in every golden's first line. */
export const goldenVersion = 1

/** So many lines are kept in git at most. */
export const goldenLinesMax = 100_000

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/**
 * A golden's first line: the digest of the journal that it was made of (SHA-256 of all its bytes),
 * what that depends on beside what was decided, and what the session came to.
 */
export const GoldenHead = t.readonly(
  t.strict(
    {
      golden: t.literal(goldenVersion),
      /** `null` where fields are redacted: what may vary has no digest. */
      journal: nullable(t.string),
      engine: t.string,
      catalogue: t.string,
      config: t.string,
      strategy: nullable(t.string),
      lines: t.number,
      inputs: t.number,
      placed: t.number,
      denied: t.number,
      rejected: t.number,
      fills: t.number,
      canceled: t.number,
      freezes: t.number,
      netUsd: nullable(t.string),
      held: t.string,
      market: t.union([t.literal('keep'), t.literal('leave out')]),
      redacted: t.string,
    },
    'GoldenHead',
  ),
)
export type GoldenHead = t.TypeOf<typeof GoldenHead>

/** A golden: its first line, and all others as they are written. */
export type Golden = { readonly head: GoldenHead; readonly lines: ReadonlyArray<string> }

/** A golden's bytes. */
export const goldenText = ({ head, lines }: Golden): string =>
  `${[JSON.stringify(head), ...lines].join('\n')}\n`
