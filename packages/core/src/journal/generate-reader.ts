import type * as t from 'io-ts'

import type { Message } from '../events/entry'
import type { Field } from './field-kind'
import { hasOwnScales, needsScales } from './generate-writer'
import type { Cursor, SymbolTable } from './read-bytes'
import {
  allowedBytes,
  readCounter,
  readDecimal,
  readInt,
  readLevels,
  readPlainText,
  readScales,
  readToken,
} from './read-bytes'
import type { ScaleTable } from './scales'

/**
 * Reads one message's fields, from behind its type to its CRC. `null` for anything a writer would
 * not have written, byte for byte: that line takes the slow path.
 */
export type LineReader = (b: Uint8Array, c: Cursor, end: number) => Message | null

/** Makes the reader of one message from its declaration. */
export const lineReader = (
  type: string,
  fields: ReadonlyArray<Field>,
  symbols: SymbolTable,
  table: ScaleTable,
): LineReader => {
  const own = hasOwnScales(fields)
  const code = [
    '"use strict"',
    'return function (b, c, end) {',
    ...(own ? ['  let scales = null'] : []),
    ...fields.flatMap((field, i) => [
      ...expect(`,"${field.name}":`),
      ...read(field, i),
      ...(own && field.name === 'qtyScale'
        ? ['  scales = { price: priceScale, qty: qtyScale, amount: priceScale + qtyScale }']
        : []),
      ...(!own && field.name === 'symbol' && needsScales(fields)
        ? ['  const scales = readScales(table, symbol, c)', '  if (c.p < 0) return null']
        : []),
    ]),
    `  return { type: ${JSON.stringify(type)}, ${fields.map(({ name }) => name).join(', ')} }`,
    '}',
  ].join('\n')
  const tools = {
    readCounter,
    readDecimal,
    readInt,
    readLevels,
    readPlainText,
    readScales,
    readToken,
    symbols,
    table,
    codecs: fields.map(({ codec }): t.Mixed => codec),
    allowed: fields.map(({ kind }) => allowedBytes(kind.as === 'token' ? kind.others : '')),
  }
  // tidy-ok: compiles what the message's own declaration says, and nothing from outside
  const make = new Function(...Object.keys(tools), code) as (
    ...tools: ReadonlyArray<unknown>
  ) => LineReader
  return make(...Object.values(tools))
}

const expect = (text: string): ReadonlyArray<string> => {
  const tests = Array.from(
    text,
    (letter, i) => `b[p + ${String(i)}] !== ${String(letter.charCodeAt(0))}`,
  )
  return [
    `  { const p = c.p; if (${tests.join(' || ')}) return null; c.p = p + ${String(text.length)} }`,
  ]
}

const read = (field: Field, index: number): ReadonlyArray<string> => {
  const lines = value(field, index)
  if (!field.isNullable) return [`  let ${field.name}`, ...lines]
  const p = 'c.p'
  const isNull = Array.from(
    'null',
    (letter, i) => `b[${p} + ${String(i)}] === ${String(letter.charCodeAt(0))}`,
  )
  return [
    `  let ${field.name} = null`,
    `  if (${isNull.join(' && ')}) c.p += 4`,
    '  else {',
    ...lines,
    '  }',
  ]
}

const value = ({ name, kind }: Field, index: number): ReadonlyArray<string> => {
  const i = String(index)
  const good = '  if (c.p < 0) return null'
  switch (kind.as) {
    case 'int':
      return [`  ${name} = readInt(b, c)`, good, ...bounds(name, kind.min, kind.max)]
    case 'decimal':
      return [
        `  ${name} = readDecimal(b, c, ${typeof kind.scale === 'number' ? String(kind.scale) : `scales.${kind.scale}`})`,
        good,
        ...bounds(name, kind.min, kind.max),
      ]
    case 'counter':
      return [`  ${name} = readCounter(b, c, ${JSON.stringify(kind.prefix)})`, good]
    case 'symbol':
      return [`  ${name} = symbols.read(b, c)`, good]
    case 'token':
      return [`  ${name} = readToken(b, c, allowed[${i}], ${String(kind.lengthMax)})`, good]
    case 'digest':
      return [
        `  ${name} = readToken(b, c, allowed[${i}], 64)`,
        `  if (c.p < 0 || !codecs[${i}].is(${name})) return null`,
      ]
    case 'text':
      return [
        `  ${name} = readPlainText(b, c, end)`,
        `  if (c.p < 0 || !codecs[${i}].is(${name})) return null`,
      ]
    case 'levels':
      return [`  ${name} = readLevels(b, c, scales)`, good]
    case 'one of':
      return [`  ${oneOf(name, kind.names)}`]
  }
}

const bounds = (name: string, min: number, max: number): ReadonlyArray<string> => [
  ...(min > -Number.MAX_SAFE_INTEGER ? [`  if (${name} < ${String(min)}) return null`] : []),
  ...(max < Number.MAX_SAFE_INTEGER ? [`  if (${name} > ${String(max)}) return null`] : []),
]

/**
 * A choice between few words: the first byte at which they differ would do, whole words are safe.
 */
const oneOf = (name: string, names: ReadonlyArray<string>): string => {
  const tries = names.map((word) => {
    const quoted = `"${word}"`
    const tests = Array.from(
      quoted,
      (letter, i) => `b[c.p + ${String(i)}] === ${String(letter.charCodeAt(0))}`,
    )
    return `if (${tests.join(' && ')}) { ${name} = ${JSON.stringify(word)}; c.p += ${String(quoted.length)} }`
  })
  return [...tries, 'return null'].join(' else ')
}
