import { exp2Of, log2Of, powerOne } from '../base/fixed-point'
import { mulDiv } from '../units/arithmetic'
import type { QueueModel } from '../units/queue-model'

/** A model of what cancellations do to a queue, and its exponent in millionths. */
export type QueueRule = { readonly model: QueueModel; readonly power: number }

/** One, in the unit that shares are counted in. */
const one = powerOne

/**
 * How much of `gone`, which left a queue without a trade, was ahead of an order that had `front`
 * ahead and `back` behind it, all in quantity units; `lot` is what the logarithms count in. What is
 * taken from behind never exceeds what was there.
 */
export const goneAhead = (
  rule: QueueRule,
  front: number,
  back: number,
  gone: number,
  lot: number,
): number => {
  const left = Math.max(front + back - gone, 0)
  if (rule.model === 'risk-averse') return front - Math.min(front, left)
  const ahead = gone - mulDiv(shareBehind(rule, front, back, lot), gone, one)
  const moved = Math.max(front - ahead - Math.max(gone - ahead - back, 0), 0)
  return front - Math.min(moved, left)
}

/** The share of cancellations that a model puts behind us, in 2^-25. */
const shareBehind = (
  { model, power }: QueueRule,
  front: number,
  back: number,
  lot: number,
): number => {
  if (front <= 0) return one
  if (back <= 0) return 0
  switch (model) {
    case 'power':
      return mulDiv(one, one, one + raised(front, back, power))
    case 'power-2':
      return raised(back, front + back, power)
    case 'power-3':
      return one - raised(front, front + back, power)
    case 'log':
      return ratio(logOf(back, lot), logOf(back, lot) + logOf(front, lot))
    case 'log-2':
      return ratio(logOf(back, lot), logOf(front + back, lot))
    case 'risk-averse':
      return one
  }
}

/** (a / b) to a power in millionths, in 2^-25. */
const raised = (a: number, b: number, power: number): number =>
  exp2Of(mulDiv(log2Of(a) - log2Of(b), power, 1_000_000))

/** log2 of 1 and a quantity in lots, in 2^-24. */
const logOf = (qty: number, lot: number): number => log2Of(1 + Math.floor(qty / lot))

const ratio = (a: number, b: number): number => (b === 0 ? one / 2 : mulDiv(a, one, b))
