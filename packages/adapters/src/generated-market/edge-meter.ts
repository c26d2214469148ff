import { divideRounded, mulDivRounded } from '@shadowtape/core'

/**
 * Measures what the passive side of a print was worth a second later: its distance to the mid
 * then, in millionths of a basis point, less than nothing when the taker knew better. `edge` is an
 * exponentially weighted mean over recent prints, and `null` until enough of them are a second
 * old. Nothing is known before its second has passed.
 */
export type EdgeMeter = {
  readonly printed: (at: number, side: 'Buy' | 'Sell', price: number) => void
  /** The mid, as twice its price, holds from here on. */
  readonly midMoved: (at: number, midTwice: number) => void
  /** The edge as known at a time, in millionths of a basis point. */
  readonly edge: (at: number) => number | null
}

/** A meter that has seen nothing. */
export const edgeMeter = (): EdgeMeter => {
  let waiting: Array<Print> = []
  let first = 0
  let mid = 0
  let mean = 0
  let known = 0
  const settleUpTo = (at: number): void => {
    for (; first < waiting.length; first++) {
      const print = waiting[first] as Print
      if (print.due > at) break
      known += 1
      const weight = Math.min(known, printsWeighed)
      mean += divideRounded(worthOf(print, mid) - mean, weight)
    }
    if (first < 256) return
    waiting = waiting.slice(first)
    first = 0
  }
  return {
    printed: (at, side, price) => {
      waiting.push({ due: at + horizonUs, side, price })
    },
    midMoved: (at, midTwice) => {
      settleUpTo(at)
      mid = midTwice
    },
    edge: (at) => {
      settleUpTo(at)
      return known < printsEnough ? null : mean
    },
  }
}

type Print = { readonly due: number; readonly side: 'Buy' | 'Sell'; readonly price: number }

const horizonUs = 1_000_000
const printsWeighed = 80
const printsEnough = 12

const worthOf = ({ side, price }: Print, midTwice: number): number =>
  mulDivRounded((side === 'Buy' ? 1 : -1) * (price * 2 - midTwice), 10_000_000_000, midTwice)
