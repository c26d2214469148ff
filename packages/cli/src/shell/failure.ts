/**
 * Why a command did not do what was asked. `says` is whole sentences for a person; main gives each
 * type its exit code.
 */
export type Failure = {
  readonly type: 'Failed' | 'Usage' | 'Lossy' | 'Diverged' | 'Incompatible'
  readonly says: string
}

/** A failure of a type, in words. */
export const failure = (type: Failure['type'], says: string): Failure => ({ type, says })
