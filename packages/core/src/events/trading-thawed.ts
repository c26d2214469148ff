import type * as t from 'io-ts'

import { message } from '../base/message'
import { Reason } from '../units/reason'

/** An operator allowed orders again. */
export const TradingThawed = message('TradingThawed', {
  actor: Reason,
  note: Reason,
})
export type TradingThawed = t.TypeOf<typeof TradingThawed>
