import type { OrderDenied } from '../../events/order-denied'
import type { OrderTerms } from '../../state/order-terms'
import { formatDecimal, usdScale } from '../../units/decimal'
import type { DenialReason } from '../../units/denial-reason'
import type { Text } from '../../units/text'
import type { Usd } from '../../units/usd'

/** Why an order is denied: the reason and, for a limit or rule, its figure and what is allowed. */
export type Denial = Pick<OrderDenied, 'reason' | 'rule' | 'observed' | 'limit' | 'unit'>

/** What limits and rules look at: an order, or what an amendment would make of one. */
export type Judged = Pick<
  OrderTerms,
  'account' | 'symbol' | 'side' | 'price' | 'qty' | 'reduceOnly'
>

/** A denial by one of the limits that every session has. */
export const denial = (
  reason: DenialReason,
  observedUsd: Usd | null = null,
  limitUsd: Usd | null = null,
): Denial => ({
  reason,
  rule: null,
  observed: usdText(observedUsd),
  limit: usdText(limitUsd),
  unit: observedUsd === null ? null : 'USD',
})

const usdText = (usd: Usd | null): Text | null =>
  usd === null ? null : (formatDecimal(usd, usdScale) as Text)
