import type { Draft } from 'immer'

import type { OrderFilled } from '../events/order-filled'
import { divideRounded, mulDiv, mulDivRounded, product, sum } from '../units/arithmetic'
import { pow10 } from '../units/decimal'
import type { Instrument } from '../units/instrument'
import { coinScaleOf } from '../units/instrument'
import type { TradingStop } from './trading-stop'
import { endsPosition } from './trading-stop'

/**
 * What we hold in a symbol. `cost` is what the open quantity was bought (or, below zero, sold)
 * for; keeping it, not its quotient, is what lets cash, cost and P&L add up to the unit.
 * Money is in the instrument's amount units; `funding` is what was paid, below zero received.
 */
export type Position = {
  readonly qty: number
  readonly cost: number
  readonly realizedPnl: number
  readonly fees: number
  /** Fees that spot took in the base coin, in units of `CoinQty`. */
  readonly baseFees: number
  readonly funding: number
  readonly fills: number
  /** What the venue closes the position at, as far as we have heard. */
  readonly tradingStop: TradingStop | null
}

/** A flat position that never traded. */
export const flat: Position = {
  qty: 0,
  cost: 0,
  realizedPnl: 0,
  fees: 0,
  baseFees: 0,
  funding: 0,
  fills: 0,
  tradingStop: null,
}

/** A fill extends a position at its price, or closes some of it at average cost and realizes. */
export const filledAt = (position: Draft<Position>, event: OrderFilled): void => {
  position.fills += 1
  if (event.feeQty === null) position.fees = sum(position.fees, event.fee)
  else position.baseFees = sum(position.baseFees, event.feeQty)
  const direction = event.side === 'Buy' ? 1 : -1
  const held = position.qty * direction
  const closing = held < 0 ? Math.min(-held, event.qty) : 0
  if (closing > 0) {
    const cost = mulDiv(position.cost, closing, -held)
    const proceeds = product(closing, event.price) * -direction
    position.realizedPnl = sum(position.realizedPnl, proceeds - cost)
    position.cost -= cost
  }
  const opening = event.qty - closing
  if (opening > 0) position.cost = sum(position.cost, product(opening, event.price) * direction)
  position.qty = sum(position.qty, event.qty * direction)
  if (position.tradingStop !== null && endsPosition(position.qty, event))
    position.tradingStop = null
}

/** The average entry price, to the nearest price unit; `null` when flat. */
export const averageEntry = (position: Position): number | null =>
  position.qty === 0 ? null : divideRounded(Math.abs(position.cost), Math.abs(position.qty))

/**
 * What fees taken in the base coin are worth at the mark, in amount units: what is left of less
 * than a unit is rounded to the nearest.
 */
export const baseFeesWorth = (
  instrument: Pick<Instrument, 'priceScale' | 'qtyScale'>,
  { baseFees }: Pick<Position, 'baseFees'>,
  mark: number,
): number => {
  if (baseFees === 0) return 0
  const finer = coinScaleOf(instrument) - instrument.qtyScale
  return mulDivRounded(baseFees, mark, pow10[finer] as number)
}

/** What closing at the mark would realize, before fees, in amount units. */
export const unrealizedPnl = (position: Position, mark: number): number =>
  position.qty === 0 ? 0 : sum(product(position.qty, mark), -position.cost)
