import type { FundingSettled } from '../../events/funding-settled'
import type { State } from '../../state/state'
import type { FundingTimer } from '../../state/timers'
import { holdingOf, marketAtVenue } from '../../state/venue'
import type { Amount } from '../../units/amount'
import { mulDivRounded, product } from '../../units/arithmetic'
import { feeRateScale, pow10 } from '../../units/decimal'
import type { FeeRate } from '../../units/fee-rate'
import type { Price } from '../../units/price'
import type { Qty } from '../../units/qty'

/**
 * A due funding: the position's value at the mark times the last rate that was known, to the
 * nearest unit, halves away from zero. A long pays a rate above zero, a short is paid it.
 */
export const settleFunding = (state: State, { account, symbol }: FundingTimer): FundingSettled => {
  const heldQty = holdingOf(state, { account, symbol }).position.qty
  const { mark, fundingRate } = marketAtVenue(state, symbol)
  const rate = fundingRate ?? 0
  const worth = product(heldQty, mark ?? 0)
  return {
    type: 'FundingSettled',
    account,
    symbol,
    side: heldQty === 0 ? null : heldQty > 0 ? 'Buy' : 'Sell',
    qty: Math.abs(heldQty) as Qty,
    mark: mark as Price | null,
    rate: rate as FeeRate,
    amount: mulDivRounded(worth, rate, pow10[feeRateScale] as number) as Amount,
  }
}
