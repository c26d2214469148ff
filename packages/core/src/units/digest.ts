import * as t from 'io-ts'

export interface DigestBrand {
  readonly Digest: unique symbol
}

/** A SHA-256 in lower-case hex. */
export const Digest = t.brand(
  t.string,
  (s): s is t.Branded<string, DigestBrand> => /^[0-9a-f]{64}$/.test(s),
  'Digest',
)
export type Digest = t.TypeOf<typeof Digest>

/** No digest: what the first seal chains from, and what stands where nobody can hash. */
export const noDigest = '0'.repeat(64) as Digest
