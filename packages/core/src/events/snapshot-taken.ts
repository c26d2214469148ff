import type * as t from 'io-ts'

import { message } from '../base/message'
import { Digest } from '../units/digest'

/**
 * The state as it was before this line, by its digest. A recorder may keep the state itself under
 * that name; a journal needs none of them.
 */
export const SnapshotTaken = message('SnapshotTaken', {
  stateDigest: Digest,
})
export type SnapshotTaken = t.TypeOf<typeof SnapshotTaken>
