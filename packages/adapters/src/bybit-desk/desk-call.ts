import type { Category, Instrument } from '@shadowtape/core'

import type { DeskKey } from './desk-options'
import type { DeskWorld } from './desk-world'
import { listedIn } from './desk-world'
import type { Fields } from './fields'
import type { Outcome } from './outcome'
import { invalid, refused } from './outcome'

/** One request, once it is known who makes it and that they may. */
export type DeskCall = {
  readonly world: DeskWorld
  readonly fields: Fields
  /** Whose key signed it; `null` where nobody needs to. */
  readonly key: DeskKey | null
  /** Asks for so many units of the second's budget; gives how many there were. */
  readonly spend: (units: number) => number
}

/** What answers a route. */
export type Endpoint = (call: DeskCall) => Outcome

/** The categories that can be traded here. */
export const categories: ReadonlyArray<Category> = ['linear', 'spot']

/** The category that a request names; one that is not traded here is a fault. */
export const categoryOf = (fields: Fields): Category => {
  const category = fields.oneOf('category', categories)
  if (category === null) fields.fail(invalid('category'))
  return category ?? 'linear'
}

/** The instrument that a request must name; where it is none of the category that is a fault. */
export const instrumentOf = (
  { world, fields }: Pick<DeskCall, 'world' | 'fields'>,
  category: Category,
): Instrument | null => {
  const symbol = fields.text('symbol')
  const found = symbol === null ? null : listedIn(world, category, symbol)
  return found ?? fields.fail(unknownSymbol(category))
}

/** The instrument that a request may name. */
export const maybeInstrumentOf = (
  call: Pick<DeskCall, 'world' | 'fields'>,
  category: Category,
): Instrument | null => (call.fields.text('symbol') === null ? null : instrumentOf(call, category))

/** What Bybit says to a symbol that it does not list. */
export const unknownSymbol = (category: Category): Outcome =>
  category === 'spot' ? refused(170121, 'Invalid symbol.') : invalid('symbol')

/** The instruments that a symbol, a base coin and a settle coin leave of a category, if given. */
export const isAskedFor = (
  { fields }: Pick<DeskCall, 'fields'>,
  { symbol, baseCoin, quoteCoin }: Instrument,
): boolean => {
  const [ofSymbol, ofBase] = [fields.text('symbol'), fields.text('baseCoin')]
  if (ofSymbol !== null) return symbol === ofSymbol
  if (ofBase !== null) return baseCoin === ofBase
  const settled = fields.text('settleCoin')
  return settled === null || quoteCoin === settled
}

/** Whether a request says which instruments it means: Bybit wants that of derivatives. */
export const namesItsInstruments = ({ fields }: Pick<DeskCall, 'fields'>): boolean =>
  ['symbol', 'baseCoin', 'settleCoin'].some((name) => fields.text(name) !== null)
