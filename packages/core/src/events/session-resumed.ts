import type * as t from 'io-ts'

import { message } from '../base/message'
import { Count } from '../units/count'

/**
 * A session that was cut short goes on here: of what had been recorded, `keptLines` were whole, and
 * `cutBytes` of a torn line behind them were not taken over. Lines between the last kept one and
 * this are consequences of what had come in, said again. The next segment begins behind it.
 */
export const SessionResumed = message('SessionResumed', { keptLines: Count, cutBytes: Count })
export type SessionResumed = t.TypeOf<typeof SessionResumed>
