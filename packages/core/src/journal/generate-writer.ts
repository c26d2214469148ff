import type { Entry } from '../events/entry'
import type { Field } from './field-kind'
import type { Scales } from './scales'
import { placedWords, wordsOf } from './words'
import { writeDecimal, writeInt, writeLevels, writeText, writeToken } from './write-bytes'

/**
 * Writes one message's line, up to but not including its CRC, and returns the place behind it.
 * The caller has made room, and has looked the line's symbol up.
 */
export type LineWriter = (
  b: Uint8Array,
  v: DataView,
  at: number,
  entry: Entry,
  scales: Scales,
) => number

/**
 * Makes the writer of one message from its declaration: straight-line code, no branches but null.
 */
export const lineWriter = (type: string, fields: ReadonlyArray<Field>): LineWriter => {
  const code = [
    '"use strict"',
    'return function (b, v, p, entry, scales) {',
    '  const m = entry.message, cause = entry.cause',
    ...constant('{"seq":'),
    '  p = writeInt(b, v, p, entry.seq)',
    ...constant(',"at":'),
    '  p = writeInt(b, v, p, entry.at)',
    ...constant(',"cause":'),
    `  if (cause === null) { ${constant('null').join(';')} } else p = writeInt(b, v, p, cause)`,
    ...constant(`,"type":"${type}"`),
    ...fields.flatMap((field) => [...constant(`,"${field.name}":`), ...value(field)]),
    '  return p',
    '}',
  ].join('\n')
  const names = Object.keys(tools)
  // tidy-ok: compiles what the message's own declaration says, and nothing from outside
  const make = new Function(...names, code) as (...tools: ReadonlyArray<unknown>) => LineWriter
  return make(...Object.values(tools))
}

/** How many bytes a line may need, at most, beside its texts and levels. */
export const bytesMax = (fields: ReadonlyArray<Field>): number =>
  160 + fields.reduce((total, { name, kind }) => total + name.length + 4 + sizeOf(kind.as), 0)

/** The scales a line is written at: its own, when it lists an instrument. */
export const hasOwnScales = (fields: ReadonlyArray<Field>): boolean =>
  fields.some(({ name }) => name === 'priceScale')

/** Whether a line cannot be written without the scales of its symbol. */
export const needsScales = (fields: ReadonlyArray<Field>): boolean =>
  fields.some(
    ({ kind }) => kind.as === 'levels' || (kind.as === 'decimal' && typeof kind.scale === 'string'),
  )

const tools = { writeDecimal, writeInt, writeLevels, writeText, writeToken }

const sizeOf = (as: Field['kind']['as']): number => (as === 'digest' || as === 'token' ? 70 : 40)

const constant = (text: string): ReadonlyArray<string> => {
  const words = placedWords(wordsOf(text))
  const stores = words.map(([offset, value]) => `v.setInt32(p + ${offset}, ${value}, true)`)
  return [`  ${stores.join('; ')}; p += ${text.length}`]
}

const value = (field: Field): ReadonlyArray<string> => {
  const m = `m.${field.name}`
  if (field.kind.as === 'flag')
    return [`  if (${m}) { ${constant('true').join(';')} } else { ${constant('false').join(';')} }`]
  const write = `p = ${call(field, m)}`
  if (!field.isNullable) return [`  ${write}`]
  return [`  if (${m} === null) { ${constant('null').join(';')} } else ${write}`]
}

const call = ({ kind }: Field, m: string): string => {
  switch (kind.as) {
    case 'int':
      return `writeInt(b, v, p, ${m})`
    case 'decimal':
      return typeof kind.scale === 'number'
        ? `writeDecimal(b, v, p, ${m}, ${String(kind.scale)})`
        : `writeDecimal(b, v, p, ${m}, scales.${kind.scale})`
    case 'levels':
      return `writeLevels(b, v, p, ${m}, scales)`
    case 'text':
      return `writeText(b, p, ${m})`
    case 'symbol':
    case 'counter':
    case 'token':
    case 'digest':
    case 'one of':
    case 'flag':
      return `writeToken(b, p, ${m})`
  }
}
