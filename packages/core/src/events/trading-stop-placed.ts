import type * as t from 'io-ts'

import { message } from '../base/message'
import { tradingStopTerms } from '../commands/set-trading-stop'

/** Risk let a trading stop through, and it is on its way to the venue. */
export const TradingStopPlaced = message('TradingStopPlaced', tradingStopTerms)
export type TradingStopPlaced = t.TypeOf<typeof TradingStopPlaced>
