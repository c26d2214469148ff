import type { Instrument, State } from '@shadowtape/core'
import { marketAtVenue, nthOffer, parseDecimal, toLot } from '@shadowtape/core'

import type { Fields } from './fields'
import { refusedFor } from './outcome'

/**
 * The quantity, on the lot, that an amount of the quote coin buys of what is displayed, level by
 * level. Where less is displayed than that, all the rest at the last price seen: the venue cancels
 * what it does not find.
 */
export const qtyForQuote = (
  state: State,
  instrument: Instrument,
  fields: Fields,
  text: string,
): number | null => {
  const { symbol, category, priceScale, qtyScale } = instrument
  const amount = parseDecimal(text, priceScale + qtyScale)
  if (amount === 'too large') return fields.fail(refusedFor('QTY_ABOVE_MAXIMUM', category))
  if (amount === 'too fine') return fields.fail(refusedFor('QTY_OFF_LOT', category))
  if (typeof amount !== 'number' || amount < 0)
    return fields.fail(refusedFor('PARAMETERS_INVALID', category))
  const market = marketAtVenue(state, symbol)
  let [left, qty, price] = [BigInt(amount), 0n, market.mark]
  for (let nth = 0; left > 0n; nth++) {
    const offer = nthOffer(market, 'Sell', nth)
    if (offer === null) break
    price = offer.price
    const affordable = left / BigInt(offer.price)
    const most = offer.qty === null ? affordable : BigInt(offer.qty)
    const taken = affordable < most ? affordable : most
    qty += taken
    left -= taken * BigInt(offer.price)
    if (taken === affordable) break
  }
  if (price === null) return fields.fail(refusedFor('PARAMETERS_INVALID', category))
  const all = qty + left / BigInt(price)
  if (all > BigInt(Number.MAX_SAFE_INTEGER))
    return fields.fail(refusedFor('QTY_ABOVE_MAXIMUM', category))
  return toLot(instrument, Number(all))
}
