import type { MarkoutMeasured } from '../events/markout-measured'
import type { State } from '../state/state'
import type { MarkoutTimer } from '../state/timers'
import { mulDivRounded, product } from '../units/arithmetic'
import type { Bps } from '../units/bps'
import type { Price } from '../units/price'
import { wholeBps } from '../units/share-bps'

/** A due look at a fill: the touch as it is now, and what the fill was worth at its mid. */
export const measureMarkout = (state: State, timer: MarkoutTimer): MarkoutMeasured => {
  const { fillId, account, symbol, horizonUs } = timer
  const market = state.market[symbol]
  const bid = (market?.bid ?? null) as Price | null
  const ask = (market?.ask ?? null) as Price | null
  const markoutBps = bid === null || ask === null ? null : markoutOf(timer, bid + ask)
  return { type: 'MarkoutMeasured', fillId, account, symbol, horizonUs, bid, ask, markoutBps }
}

/**
 * How far a mid, given as twice itself, lies our way from a fill's price, less the fee, each as a
 * share of the price and rounded to a millionth of a basis point.
 */
export const markoutOf = (
  { side, price, qty, fee }: Pick<MarkoutTimer, 'side' | 'price' | 'qty' | 'fee'>,
  midTwice: number,
): Bps => {
  const gain = (midTwice - 2 * price) * (side === 'Buy' ? 1 : -1)
  const gross = mulDivRounded(gain, wholeBps, 2 * price)
  return (gross - mulDivRounded(fee, wholeBps, product(price, qty))) as Bps
}
