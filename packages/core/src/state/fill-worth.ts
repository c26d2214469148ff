import { heldSum, saturatingProduct } from '../units/arithmetic'
import { shareBps } from '../units/share-bps'
import type { MarkoutTimer } from './timers'

/**
 * What a fill was worth, in shares of its notional: `spread` captured, how far the mid lay our way
 * from its price; `adverse` selection, how far the mid went against us since; its `fee`; and the
 * `markout` that is left: spread less adverse less fee.
 */
export type FillWorth = {
  readonly spread: number
  readonly adverse: number
  readonly fee: number
  readonly markout: number
}

/**
 * A fill's worth in millionths of a basis point at a mid that was `midTwice` / 2 when it happened
 * and is `laterTwice` / 2 now. Each figure is exact but for its own rounding, so that the markout
 * is off what the other three come to by no more than one unit.
 */
export const fillWorth = (
  { side, price, qty, fee }: Pick<MarkoutTimer, 'side' | 'price' | 'qty' | 'fee'>,
  midTwice: number,
  laterTwice: number = midTwice,
): FillWorth => {
  const ourWay = side === 'Buy' ? 1 : -1
  const share = (distanceTwice: number): number => shareBps(distanceTwice * ourWay, 2 * price)
  const cost = shareBps(fee, saturatingProduct(price, qty))
  return {
    spread: share(midTwice - 2 * price),
    adverse: share(midTwice - laterTwice),
    fee: cost,
    markout: heldSum(share(laterTwice - 2 * price), -cost),
  }
}
