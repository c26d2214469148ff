import type { Entry } from '../../events/entry'
import type { TradingStopPlaced } from '../../events/trading-stop-placed'
import type { TradingStopRejected } from '../../events/trading-stop-rejected'
import type { State } from '../../state/state'
import type { RetCode } from '../../units/ret-code'
import type { Text } from '../../units/text'
import type { VenueSaid } from '../venue/venue-voice'
import { ofExecution } from './of-execution'
import { ofOrderReport } from './of-order-report'
import { ofRequestAnswer } from './of-request-answer'

/**
 * What a real venue's answers and reports come to, in a session's own words. It knows of nothing
 * but what came in: to an order that sets out it says nothing until the venue does.
 */
export const liveVenue = (state: State, { seq, message }: Entry): VenueSaid => {
  switch (message.type) {
    case 'RequestAnswered':
      return ofRequestAnswer(state, message)
    case 'OrderReported':
      return ofOrderReport(state, message, seq)
    case 'ExecutionReported':
      return ofExecution(state, message, seq)
    case 'TradingStopPlaced':
      return notSent(message)
    default:
      return null
  }
}

const notSent = ({ account, symbol }: TradingStopPlaced): TradingStopRejected => ({
  type: 'TradingStopRejected',
  account,
  symbol,
  reason: 'NOT_SENT',
  retCode: 0 as RetCode,
  retMsg: 'trading stops are not sent in a live session' as Text,
})
