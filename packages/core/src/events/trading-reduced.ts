import type * as t from 'io-ts'

import { message } from '../base/message'
import { evidenceFields } from './evidence'

/** Only what reduces a position is placed from here on, in a symbol or at all, and this is why. */
export const TradingReduced = message('TradingReduced', evidenceFields)
export type TradingReduced = t.TypeOf<typeof TradingReduced>
