import type { Instrument, Price, Qty } from '@shadowtape/core'
import { pow10 } from '@shadowtape/core'

/**
 * The same instrument with its prices, or its quantities, told in more decimals: tick, lot and
 * limits stay what they were. A largest quantity beyond exact arithmetic is held below it.
 */
export const withFinerScale = (
  instrument: Instrument,
  what: 'price' | 'qty',
  decimals: number,
): Instrument => {
  if (what === 'price') {
    const factor = pow10[decimals - instrument.priceScale] as number
    const tickSize = (instrument.tickSize * factor) as Price
    return { ...instrument, priceScale: decimals, tickSize }
  }
  const factor = pow10[decimals - instrument.qtyScale] as number
  const { lotSize, minQty, maxQty, maxMarketQty } = instrument
  return {
    ...instrument,
    qtyScale: decimals,
    lotSize: (lotSize * factor) as Qty,
    minQty: (minQty * factor) as Qty,
    maxQty: Math.min(maxQty * factor, pow10[15] as number) as Qty,
    maxMarketQty: Math.min(maxMarketQty * factor, pow10[15] as number) as Qty,
  }
}
