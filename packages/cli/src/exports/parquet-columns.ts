import type { Entry, Field, Message, Scales } from '@shadowtape/core'
import { fieldsOf, formatDecimal, messages } from '@shadowtape/core'
import type { ParquetWriter } from 'hyparquet-writer' with { 'resolution-mode': 'import' }

import type { SoundLine } from './export-sink'

/** A Parquet schema's element, as hyparquet-writer takes it. */
export type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

/** A column: what it is in the schema, and its value of a line. */
export type ParquetColumn = {
  readonly name: string
  readonly elements: ReadonlyArray<SchemaElement>
  readonly valueOf: (line: SoundLine) => unknown
}

/** The columns of a type of message, wide enough for every scale in a journal. */
export const parquetColumns = (
  type: Message['type'],
  scales: ReadonlyArray<Scales>,
): ReadonlyArray<ParquetColumn> => [
  column('seq', int64, 'REQUIRED', ({ entry }) => BigInt(entry.seq)),
  column('at', timestamp, 'REQUIRED', ({ entry }) => BigInt(entry.at)),
  column('cause', int64, 'OPTIONAL', ({ entry }) => bigOf(entry.cause)),
  ...fieldsOf(messages[type]).map((field) => columnOf(field, scales)),
]

type Element = Omit<SchemaElement, 'name' | 'repetition_type'>
type Repetition = 'REQUIRED' | 'OPTIONAL'

const int64: Element = { type: 'INT64' }
const text: Element = {
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
}
const timestamp: Element = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
}

const column = (
  name: string,
  element: Element,
  repetition_type: Repetition,
  valueOf: ParquetColumn['valueOf'],
): ParquetColumn => ({ name, elements: [{ name, repetition_type, ...element }], valueOf })

const bigOf = (value: unknown): bigint | null => (value === null ? null : BigInt(value as number))

const columnOf = (field: Field, scales: ReadonlyArray<Scales>): ParquetColumn => {
  const { name, kind, codec } = field
  const repetition = field.isNullable ? 'OPTIONAL' : 'REQUIRED'
  const valueIn = valueOfField(name)
  switch (kind.as) {
    case 'int': {
      const element = codec.name.startsWith('TimestampUs') ? timestamp : int64
      return column(name, element, repetition, ({ entry }) => bigOf(valueIn(entry)))
    }
    case 'flag':
      return column(name, { type: 'BOOLEAN' }, repetition, ({ entry }) => valueIn(entry))
    case 'decimal': {
      const decimal = decimalOf(kind.scale, scales)
      return column(name, decimal.element, repetition, ({ entry, scales: table }) => {
        const value = valueIn(entry)
        return value === null ? null : decimal.write(value as number, scalesOfLine(entry, table))
      })
    }
    case 'levels':
      return levelsColumn(name, scales)
    default:
      return column(name, text, repetition, ({ entry }) => valueIn(entry))
  }
}

const valueOfField =
  (name: string) =>
  ({ message }: Entry): unknown =>
    (message as unknown as Readonly<Record<string, unknown>>)[name]

const scalesOfLine = ({ message }: Entry, table: SoundLine['scales']): Scales | undefined => {
  const symbol = 'symbol' in message ? message.symbol : null
  return symbol === null ? undefined : table.get(symbol)
}

/** How many digits a whole number of the journal has at most: it is within 2^53. */
const digitsMax = 16

type Decimal = {
  readonly element: Element
  readonly write: (value: number, scales: Scales | undefined) => unknown
}

/**
 * One scale for a whole column, the finest that any of its symbols has; where that leaves no room
 * for the largest value of the coarsest, the decimals stay texts.
 */
const decimalOf = (scaling: number | keyof Scales, all: ReadonlyArray<Scales>): Decimal => {
  const own = (scales: Scales | undefined): number =>
    typeof scaling === 'number' ? scaling : (scales?.[scaling] ?? 0)
  const each = typeof scaling === 'number' ? [scaling] : all.map(own)
  const scale = Math.max(0, ...each)
  const digits = digitsMax + scale - Math.min(scale, ...each)
  if (digits > 38) return { element: text, write: (value, at) => formatDecimal(value, own(at)) }
  const write: Decimal['write'] = (value, at) => BigInt(value) * tens(scale - own(at))
  const decimal = { converted_type: 'DECIMAL', scale } as const
  return digits <= 18
    ? { element: { type: 'INT64', precision: 18, ...decimal }, write }
    : {
        element: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, precision: 38, ...decimal },
        write,
      }
}

const powers = Array.from({ length: 39 }, (_, power) => 10n ** BigInt(power))
const tens = (power: number): bigint => powers[power] as bigint

/** Book levels as a list of price and quantity. */
const levelsColumn = (name: string, all: ReadonlyArray<Scales>): ParquetColumn => {
  const price = decimalOf('price', all)
  const qty = decimalOf('qty', all)
  const list = { converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 } as const
  const repetition_type = 'REQUIRED'
  return {
    name,
    elements: [
      { name, repetition_type, ...list },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', repetition_type, num_children: 2 },
      { name: 'price', repetition_type, ...price.element },
      { name: 'qty', repetition_type, ...qty.element },
    ],
    valueOf: ({ entry, scales: table }) => {
      const flat = valueOfField(name)(entry) as ReadonlyArray<number>
      const scales = scalesOfLine(entry, table)
      return Array.from({ length: flat.length / 2 }, (_, i) => ({
        price: price.write(flat[i * 2] as number, scales),
        qty: qty.write(flat[i * 2 + 1] as number, scales),
      }))
    },
  }
}
