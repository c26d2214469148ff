/**
 * Why a secret could not be had or kept. `says` is a sentence without its full stop that never
 * quotes a value.
 */
export type SecretFault = {
  readonly type:
    'Missing' | 'Exists' | 'ReadOnly' | 'Unsafe' | 'Damaged' | 'Denied' | 'Unreachable' | 'Unusable'
  readonly says: string
}

/** A fault in words. */
export const secretFault = (type: SecretFault['type'], says: string): SecretFault => ({
  type,
  says,
})
