/**
 * Why what a call gives is no function of a journal: it asks a clock, throws dice, waits, knows the
 * machine's language or time zone, or is rounded as each engine likes.
 */
export type ImpureKind = 'clock' | 'dice' | 'timer' | 'locale' | 'rounding'

/** A function of the language or of Node whose answer no journal holds, and where it hangs. */
export type ImpureCall = {
  /** As a person knows it, such as `Date.now`. */
  readonly name: string
  readonly kind: ImpureKind
  readonly holder: object
  readonly key: string
  /** Whether a call with these arguments is impure; some are with some arguments only. */
  readonly isImpure: (given: ReadonlyArray<unknown>, how: 'called' | 'constructed') => boolean
}
