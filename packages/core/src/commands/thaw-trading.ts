import type * as t from 'io-ts'

import { message } from '../base/message'
import { Reason } from '../units/reason'

/** An operator lets trading go on, and says why. Nothing else thaws. */
export const ThawTrading = message('ThawTrading', {
  actor: Reason,
  note: Reason,
})
export type ThawTrading = t.TypeOf<typeof ThawTrading>
