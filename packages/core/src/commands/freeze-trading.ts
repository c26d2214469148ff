import type * as t from 'io-ts'

import { message } from '../base/message'
import { Reason } from '../units/reason'

/** An operator stops all trading. */
export const FreezeTrading = message('FreezeTrading', {
  actor: Reason,
  note: Reason,
})
export type FreezeTrading = t.TypeOf<typeof FreezeTrading>
