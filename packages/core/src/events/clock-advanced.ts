import type * as t from 'io-ts'

import { message } from '../base/message'

/** Time passed and nothing else came in; timers that are due fire. */
export const ClockAdvanced = message('ClockAdvanced', {})
export type ClockAdvanced = t.TypeOf<typeof ClockAdvanced>
