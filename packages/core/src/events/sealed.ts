import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Count } from '../units/count'
import { Digest } from '../units/digest'

/**
 * A seal over all bytes since the last one: SHA-256 of the previous digest and those bytes.
 * `lines` and `bytes` say how much it covers. `stateDigest` is the state's before this line, where
 * the header's rule asks for it and no line behind it says the same.
 */
export const Sealed = message('Sealed', {
  lines: Count,
  bytes: Count,
  digest: Digest,
  stateDigest: nullable(Digest),
})
export type Sealed = t.TypeOf<typeof Sealed>
