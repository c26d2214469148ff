import { invariant } from '../../base/invariant'
import type { OrderFilled } from '../../events/order-filled'
import { feeRatesOf } from '../../state/accounts'
import type { State } from '../../state/state'
import type { VenueOrder } from '../../state/venue'
import type { Amount } from '../../units/amount'
import { mulDivRounded, product } from '../../units/arithmetic'
import type { CoinQty } from '../../units/coin-qty'
import { feeRateScale, pow10 } from '../../units/decimal'
import { coinScaleOf } from '../../units/instrument'
import type { Trade } from './fill'

const wholeRate = pow10[feeRateScale] as number

/**
 * The fee of a trade, and the coin it is taken in: a perpetual's in its quote coin; on spot, as
 * Bybit does, in the coin that was received, which for a maker whose rate is a rebate is the other
 * one.
 */
export const feeOf = (
  state: State,
  { account, symbol, side }: Pick<VenueOrder, 'account' | 'symbol' | 'side'>,
  { price, qty, liquidity }: Trade,
): Pick<OrderFilled, 'fee' | 'feeCoin' | 'feeQty'> => {
  const instrument = state.instruments[symbol]
  invariant(instrument !== undefined, () => `${symbol} was never listed`)
  const rates = feeRatesOf(state, account, symbol)
  const isMaker = liquidity === 'Maker'
  const rate = isMaker ? rates.maker : rates.taker
  const fee = mulDivRounded(product(qty, price), rate, wholeRate) as Amount
  const isRebate = isMaker && rate < 0
  const isInBase = instrument.category === 'spot' && (side === 'Buy') !== isRebate
  if (!isInBase) return { fee, feeCoin: instrument.quoteCoin, feeQty: null }
  const finer = pow10[coinScaleOf(instrument) - instrument.qtyScale] as number
  const feeQty = mulDivRounded(qty, rate * finer, wholeRate) as CoinQty
  return { fee, feeCoin: instrument.baseCoin, feeQty }
}
