import type * as t from 'io-ts'

import { message } from '../base/message'
import { tradingStopTerms } from '../commands/set-trading-stop'

/** The venue will close the position at these prices; where both are `null`, at none any more. */
export const TradingStopSet = message('TradingStopSet', tradingStopTerms)
export type TradingStopSet = t.TypeOf<typeof TradingStopSet>
