import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Entry, Message } from '../events/entry'
import { messageName } from '../history/message-name'
import { Seq } from '../units/seq'
import { TimestampUs } from '../units/timestamp-us'
import { Scale } from '../units/scale'
import { formatDecimal, parseDecimal } from '../units/decimal'
import type { Dialect, Spoken } from './dialect'
import { spokenOf } from './dialect'
import type { Field, Scaling } from './field-kind'
import { fieldsOf } from './field-kind'
import { hasOwnScales, needsScales } from './generate-writer'
import { knownDialects } from './known-dialects'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import type { Scales, ScaleTable } from './scales'
import { scalesOf } from './scales'

/**
 * A line's text as an entry, by JSON.parse and the io-ts codecs: the oracle that the byte reader
 * is held to, and the way in for a line that another program wrote. The CRC is not looked at.
 */
export const entryOfJson = (
  text: string,
  table: ScaleTable,
  dialect: Dialect = newest,
): Either<LineFault, Entry> => {
  const parsed = parsedObject(text)
  if (isLeft(parsed)) return parsed
  const { seq, at, cause, type, crc: _, ...rest } = parsed.right
  if (!Seq.is(seq)) return bad('seq', seq, 'a whole number from 1')
  if (!TimestampUs.is(at)) return bad('at', at, 'microseconds since 1970')
  if (cause !== null && !Seq.is(cause)) return bad('cause', cause, 'a seq or null')
  const spoken = spokenIn(dialect, type)
  if (spoken === null) return bad('type', type, 'a known message')
  const message = messageOfJson(spoken.type, rest, table, dialect)
  return isLeft(message) ? message : right({ seq, at, cause, message: message.right })
}

const { newest } = knownDialects

const spokenIn = ({ spoken }: Dialect, type: unknown): Spoken | null => {
  const known = typeof type === 'string' ? spoken.get(messageName(type)) : undefined
  return known?.written === type ? (known ?? null) : null
}

/** The fields of a message from their JSON values, decimals as texts. */
export const messageOfJson = (
  type: Message['type'],
  values: Readonly<Record<string, unknown>>,
  table: ScaleTable,
  dialect: Dialect = newest,
): Either<LineFault, Message> => {
  const { codec, up } = spokenOf(dialect, type)
  const fields = fieldsOf(codec)
  const message: Record<string, unknown> = { type }
  const scales = scalesFor(fields, values, table)
  const { symbol } = values
  if (scales === null && typeof symbol === 'string' && needsScales(fields))
    return left(lineFault('shape', 'symbol', `${shown(symbol)} was never listed`))
  for (const field of fields) {
    const { name } = field
    if (!Object.hasOwn(values, name)) return left(lineFault('shape', name, `${name} is missing`))
    const value = valueOfJson(field, values[name], scales)
    if (!field.codec.is(value)) return bad(name, values[name], field.codec.name)
    message[name] = value
  }
  const strange = Object.keys(values).find((key) => !fields.some(({ name }) => name === key))
  if (strange !== undefined)
    return left(lineFault('shape', strange, `${type} has no field ${strange}`))
  const decoded = codec.decode(message)
  if (isLeft(decoded)) return bad('type', type, 'a well-formed message')
  const then = decoded.right as Message
  return right(up === null ? then : up(then))
}

/** An entry as the JSON values of its line, in declared order, without the CRC. */
export const jsonOfEntry = (
  entry: Entry,
  table: ScaleTable,
  dialect: Dialect = newest,
): Record<string, unknown> => {
  const { seq, at, cause, message } = entry
  const { written, codec, down } = spokenOf(dialect, message.type)
  const then = down === null ? message : down(message)
  const values = then as unknown as Readonly<Record<string, unknown>>
  const line: Record<string, unknown> = { seq, at, cause, type: written }
  const fields = fieldsOf(codec)
  const scales = scalesFor(fields, values, table)
  for (const field of fields) line[field.name] = jsonOfValue(field, values[field.name], scales)
  return line
}

const parsedObject = (text: string): Either<LineFault, Readonly<Record<string, unknown>>> => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return right(value as Readonly<Record<string, unknown>>)
    return left(lineFault('json', null, 'the line is not a JSON object'))
  } catch {
    return left(lineFault('json', null, 'the line is not JSON'))
  }
}

const bad = (field: string, value: unknown, wanted: string): Either<LineFault, never> =>
  left(lineFault('shape', field, `${field} is ${shown(value)}, not ${wanted}`))

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) return 'missing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

const scalesFor = (
  fields: ReadonlyArray<Field>,
  values: Readonly<Record<string, unknown>>,
  table: ScaleTable,
): Scales | null => {
  const { priceScale, qtyScale, symbol } = values
  if (!hasOwnScales(fields)) return typeof symbol === 'string' ? (table.get(symbol) ?? null) : null
  return Scale.is(priceScale) && Scale.is(qtyScale) ? scalesOf({ priceScale, qtyScale }) : null
}

const scaleOf = (scaling: Scaling, scales: Scales | null): number | null =>
  typeof scaling === 'number' ? scaling : (scales?.[scaling] ?? null)

const valueOfJson = (field: Field, value: unknown, scales: Scales | null): unknown => {
  const { kind } = field
  if (kind.as === 'decimal') return decimalOfJson(value, scaleOf(kind.scale, scales))
  if (kind.as !== 'levels' || !Array.isArray(value) || scales === null) return value
  return value.flatMap((level: unknown) =>
    Array.isArray(level) && level.length === 2
      ? [decimalOfJson(level[0], scales.price), decimalOfJson(level[1], scales.qty)]
      : [undefined],
  )
}

const decimalOfJson = (value: unknown, scale: number | null): unknown => {
  if (value === null) return null
  if (typeof value !== 'string' || scale === null) return undefined
  const number = parseDecimal(value, scale)
  return typeof number === 'number' ? number : undefined
}

const jsonOfValue = (field: Field, value: unknown, scales: Scales | null): unknown => {
  const { kind } = field
  if (value === null) return null
  if (kind.as === 'decimal') return formatDecimal(value as number, scaleOf(kind.scale, scales) ?? 0)
  if (kind.as !== 'levels' || scales === null) return value
  const flat = value as ReadonlyArray<number>
  return Array.from({ length: flat.length / 2 }, (_, i) => [
    formatDecimal(flat[i * 2] as number, scales.price),
    formatDecimal(flat[i * 2 + 1] as number, scales.qty),
  ])
}
