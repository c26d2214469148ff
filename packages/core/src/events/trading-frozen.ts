import type * as t from 'io-ts'

import { message } from '../base/message'
import { evidenceFields } from './evidence'

/** Nothing new is placed from here on, in a symbol or at all, and this is why. */
export const TradingFrozen = message('TradingFrozen', evidenceFields)
export type TradingFrozen = t.TypeOf<typeof TradingFrozen>
