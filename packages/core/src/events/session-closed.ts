import type * as t from 'io-ts'

import { message } from '../base/message'
import { Count } from '../units/count'
import { Digest } from '../units/digest'

/**
 * The last line: totals, the state's digest and the head of the seal chain. A journal without it
 * was cut short.
 */
export const SessionClosed = message('SessionClosed', {
  lines: Count,
  inputs: Count,
  placed: Count,
  denied: Count,
  accepted: Count,
  rejected: Count,
  fills: Count,
  canceled: Count,
  freezes: Count,
  stateDigest: Digest,
  digest: Digest,
})
export type SessionClosed = t.TypeOf<typeof SessionClosed>
