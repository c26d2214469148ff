import type * as t from 'io-ts'

import { message } from '../base/message'
import { Digest } from '../units/digest'
import { Reason } from '../units/reason'
import { Text } from '../units/text'

/**
 * From here on a session goes by other settings than its header's: what becomes of it is not what
 * was recorded. `was` and `now` are the fields of the header that differ, as canonical JSON with
 * the values that a header line gives them; `configDigest` is the digest of all settings from now
 * on. `actor` is who, or what, changed them.
 */
export const SettingsChanged = message('SettingsChanged', {
  actor: Reason,
  was: Text,
  now: Text,
  configDigest: Digest,
})
export type SettingsChanged = t.TypeOf<typeof SettingsChanged>
