import type * as t from 'io-ts'

import { message } from '../base/message'
import { Count } from '../units/count'
import { Digest } from '../units/digest'

/**
 * A seal over all bytes since the last one: SHA-256 of the previous digest and those bytes.
 * `lines` and `bytes` say how much it covers.
 */
export const Sealed = message('Sealed', {
  lines: Count,
  bytes: Count,
  digest: Digest,
})
export type Sealed = t.TypeOf<typeof Sealed>
