import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Count } from '../units/count'
import { DurationUs } from '../units/duration-us'
import { OrderId } from '../units/order-id'
import { RetCode } from '../units/ret-code'
import { Text } from '../units/text'

/**
 * A request to a real venue is sent once more. `path` is the endpoint's, `attempt` the one that
 * came to nothing, from 1, `reason` why, and `waitUs` what was waited since; `orderId` is `null`
 * where it is about no order.
 */
export const RequestRetried = message('RequestRetried', {
  orderId: nullable(OrderId),
  path: Text,
  attempt: Count,
  retCode: nullable(RetCode),
  reason: Text,
  waitUs: DurationUs,
})
export type RequestRetried = t.TypeOf<typeof RequestRetried>
