import type * as t from 'io-ts'

import { message } from '../base/message'
import { CloseReason } from '../units/close-reason'

/** There is no more input, or a person stopped the session. */
export const CloseSession = message('CloseSession', {
  reason: CloseReason,
})
export type CloseSession = t.TypeOf<typeof CloseSession>
