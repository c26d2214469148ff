import type { Category, Instrument, RejectionReason } from '@shadowtape/core'
import { parseDecimal } from '@shadowtape/core'

import type { Fields } from './fields'
import { invalid, refusedFor } from './outcome'

type Field = {
  readonly name: string
  readonly scale: (instrument: Instrument) => number
  /** What the venue says to a figure that is finer than it counts, and to one beyond counting. */
  readonly tooFine: RejectionReason
  readonly tooLarge: RejectionReason
}

const price = {
  scale: ({ priceScale }: Instrument) => priceScale,
  tooFine: 'PRICE_OFF_TICK',
  tooLarge: 'PRICE_OUT_OF_BAND',
} as const

const qty = {
  scale: ({ qtyScale }: Instrument) => qtyScale,
  tooFine: 'QTY_OFF_LOT',
  tooLarge: 'QTY_ABOVE_MAXIMUM',
} as const

/** A price in the instrument's units, above 0; `null` where none is given. */
export const priceIn = (fields: Fields, instrument: Instrument, name: string): number | null => {
  const units = figureIn(fields, instrument, { name, ...price })
  return units === 0 ? fields.fail(malformed(name, instrument.category)) : units
}

/** A price of a trading stop: `0` is that there is none. */
export const stopPriceIn = (fields: Fields, instrument: Instrument, name: string): number | null =>
  figureIn(fields, instrument, { name, ...price })

/** A quantity in the instrument's units, from 0 up; `null` where none is given. */
export const qtyIn = (fields: Fields, instrument: Instrument, name: string): number | null =>
  figureIn(fields, instrument, { name, ...qty })

/** A plain decimal from 0 up: no exponent, no sign. */
const figureIn = (fields: Fields, instrument: Instrument, field: Field): number | null => {
  const text = fields.text(field.name)
  if (text === null) return null
  const { category } = instrument
  const units = parseDecimal(text, field.scale(instrument))
  if (units === 'not a plain decimal') return fields.fail(malformed(field.name, category))
  if (units === 'too fine') return fields.fail(refusedFor(field.tooFine, category))
  if (units === 'too large') return fields.fail(refusedFor(field.tooLarge, category))
  return units < 0 || text.startsWith('-') ? fields.fail(malformed(field.name, category)) : units
}

/** What Bybit says to a figure that is none: spot has a code of its own, and names no field. */
const malformed = (name: string, category: Category) =>
  category === 'spot' ? refusedFor('PARAMETERS_INVALID', category) : invalid(name)
