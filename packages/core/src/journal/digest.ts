/** A running SHA-256. Core cannot compute one fast; whoever opens a journal hands one in. */
export type Hasher = {
  readonly update: (bytes: Uint8Array) => void
  /** The digest of all that came in, in lower-case hex. Called once, last. */
  readonly hex: () => string
}

/** Starts a SHA-256. */
export type NewHasher = () => Hasher
