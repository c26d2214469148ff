import type { InstrumentListed } from '../events/instrument-listed'

/** The decimals of a symbol's prices, quantities and amounts. */
export type Scales = { readonly price: number; readonly qty: number; readonly amount: number }

/** The scales of every symbol a journal has listed so far, by symbol. */
export type ScaleTable = Map<string, Scales>

/** The scales that a listing announces. */
export const scalesOf = (listed: Pick<InstrumentListed, 'priceScale' | 'qtyScale'>): Scales => ({
  price: listed.priceScale,
  qty: listed.qtyScale,
  amount: listed.priceScale + listed.qtyScale,
})
