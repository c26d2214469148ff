import type { Instrument } from '../units/instrument'
import { coinScaleOf } from '../units/instrument'

/** The decimals of a symbol's prices, quantities and amounts, and of its base coin's. */
export type Scales = {
  readonly price: number
  readonly qty: number
  readonly amount: number
  readonly coin: number
}

/** The scales of every symbol a journal has listed so far, by symbol. */
export type ScaleTable = Map<string, Scales>

/** The scales that a listing announces. */
export const scalesOf = (listed: Pick<Instrument, 'priceScale' | 'qtyScale'>): Scales => ({
  price: listed.priceScale,
  qty: listed.qtyScale,
  amount: listed.priceScale + listed.qtyScale,
  coin: coinScaleOf(listed),
})
