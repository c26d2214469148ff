import type { Side, TradeId } from '@shadowtape/core'
import { TradeId as TradeIdCodec, decimalsOf } from '@shadowtape/core'

import type { FrameFault } from '../bybit/frame-of-json'
import { shortJson } from '../bybit/shape-fault'
import type { ArchiveForm } from './archive-form'
import type { CsvRow } from './csv-row'
import { fieldText, isFieldEmpty, isFieldOf } from './csv-row'
import { decimalFault, decimalOfBytes, timeOfBytes, withoutExponent } from './exact-decimal'

/** Carries what is wrong with a row out of its readers; never leaves the room. */
export class RowRefused extends Error {
  constructor(readonly fault: FrameFault) {
    super(fault.type)
  }
}

/** A row that is being read, and what its file's columns are. */
export type OpenRow = { readonly form: ArchiveForm; readonly row: CsvRow }

/** Refuses the row for what stands in one of its fields. */
export const refuseField = (field: string, detail: string): never => {
  throw new RowRefused({ type: 'BadValue', field, detail })
}

/** A column's place; -1 where the archive has no such column. */
export const columnOf = ({ columns }: ArchiveForm, name: string): number => columns.get(name) ?? -1

/** A time in microseconds. */
export const timeAt = ({ form, row }: OpenRow, column: number): number => {
  const start = row.starts[column] as number
  const value = timeOfBytes(row.bytes, start, row.ends[column] as number, form.timeScale)
  if (value >= 0) return value
  const unit = timeUnits[form.timeScale] ?? 'microseconds'
  return refuseField(nameOf(form, column), `${shown(row, column)} is no time in ${unit}`)
}

const timeUnits: Readonly<Record<number, string>> = { 6: 'seconds', 3: 'milliseconds' }

/** A price in the instrument's units, more than 0. */
export const priceAt = (open: OpenRow, column: number, priceScale: number): number => {
  const price = decimalAt(open, column, 'price', priceScale)
  return price > 0
    ? price
    : refuseField(nameOf(open.form, column), 'is 0: a price is more than that')
}

/** A size in the instrument's units. */
export const qtyAt = (open: OpenRow, column: number, qtyScale: number): number =>
  decimalAt(open, column, 'qty', qtyScale)

const decimalAt = (
  { form, row }: OpenRow,
  column: number,
  what: 'price' | 'qty',
  scale: number,
): number => {
  const start = row.starts[column] as number
  const value = decimalOfBytes(row.bytes, start, row.ends[column] as number, scale)
  if (value >= 0) return value
  const field = nameOf(form, column)
  if (value === decimalFault.tooFine) {
    const decimals = decimalsOf(plainText(row, column))
    throw new RowRefused({ type: 'TooFine', field, what, decimals })
  }
  const why = value === decimalFault.tooLarge ? 'is too large' : 'is not a decimal of 0 or more'
  return refuseField(field, `${shown(row, column)} ${why}`)
}

/** A number's text without its exponent, if it has one. */
export const plainText = (row: CsvRow, column: number): string => {
  const text = fieldText(row, column)
  return withoutExponent(text) ?? text
}

/** The taker's side: `Buy` or `buy`, `Sell` or `sell`. */
export const takerAt = (open: OpenRow, column: number): Side => {
  const { row } = open
  if (isFieldOf(row, column, capitals.first)) return 'Buy'
  if (isFieldOf(row, column, capitals.second)) return 'Sell'
  return isFirstWordAt(open, column, small) ? 'Buy' : 'Sell'
}

const capitals = { first: Buffer.from('Buy'), second: Buffer.from('Sell') }
const small = { first: Buffer.from('buy'), second: Buffer.from('sell') }

/** The id of a trade; a dash where the archive has none. */
export const tradeIdAt = ({ form, row }: OpenRow, column: number): TradeId => {
  if (column < 0 || isFieldEmpty(row, column)) return noTradeId
  const id = fieldText(row, column)
  return TradeIdCodec.is(id)
    ? id
    : refuseField(nameOf(form, column), `${shown(row, column)} is no trade id`)
}

const noTradeId = '-' as TradeId

/** Two words, of which a field has one. */
export type Words = { readonly first: Buffer; readonly second: Buffer }

/** The two words that a field may have. */
export const words = (first: string, second: string): Words => ({
  first: Buffer.from(first),
  second: Buffer.from(second),
})

/** One of two words, as whether it is the first. */
export const isFirstWordAt = (
  { form, row }: OpenRow,
  column: number,
  { first, second }: Words,
): boolean => {
  if (isFieldOf(row, column, first)) return true
  if (isFieldOf(row, column, second)) return false
  const says = `${shown(row, column)} is neither ${first.toString()} nor ${second.toString()}`
  return refuseField(nameOf(form, column), says)
}

const nameOf = ({ names }: ArchiveForm, column: number): string => names[column] as string

const shown = (row: CsvRow, column: number): string => shortJson(fieldText(row, column))
