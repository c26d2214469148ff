import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { RequestKind } from '../units/request-kind'
import { RequestOutcome } from '../units/request-outcome'
import { RetCode } from '../units/ret-code'
import { Text } from '../units/text'

/**
 * What became of a request to a real venue about an order of ours, with its own code and words
 * where it answered. `venueOrderId` is its name for the order; what is sent once more has lines of
 * its own. An acknowledgement says that the request came in, not what comes of it: that is
 * reported.
 */
export const RequestAnswered = message('RequestAnswered', {
  orderId: OrderId,
  symbol: MarketSymbol,
  request: RequestKind,
  outcome: RequestOutcome,
  retCode: nullable(RetCode),
  retMsg: Text,
  venueOrderId: nullable(Text),
})
export type RequestAnswered = t.TypeOf<typeof RequestAnswered>
