import type * as t from 'io-ts'

import type { Message } from '../events/entry'
import type { Field, Scaling } from './field-kind'
import { hasOwnScales, needsScales } from './generate-writer'
import type { Cursor, SymbolTable } from './read-bytes'
import {
  allowedBytes,
  readCounter,
  readDecimal,
  readInt,
  readLevels,
  readPlainText,
  readToken,
} from './read-bytes'
import { placedWords, wordsOf } from './words'

/**
 * Reads one message's fields, from behind its type to its CRC, within the line that ends at `end`.
 * `null` for anything a writer would not have written, byte for byte: that line takes the slow
 * path.
 */
export type LineReader = (
  b: Uint8Array,
  v: DataView,
  c: Cursor,
  end: number,
  symbols: SymbolTable,
) => Message | null

/** Makes the reader of one message from its declaration. */
export const lineReader = (type: string, fields: ReadonlyArray<Field>): LineReader => {
  const own = hasOwnScales(fields)
  const isScaled = !own && needsScales(fields)
  const code = [
    '"use strict"',
    'return function (b, v, c, end, symbols) {',
    '  let p, known, scales = null',
    ...fields.flatMap((field, i) => [
      ...expect(`,"${field.name}":`),
      ...read(field, i),
      ...(own && field.name === 'qtyScale' ? [`  scales = ${ownScales}`] : []),
      ...(isScaled && field.name === 'symbol'
        ? ['  scales = known.scales', '  if (scales === null) return null']
        : []),
    ]),
    `  return { ${[`type: "${type}"`, ...fields.map(member)].join(', ')} }`,
    '}',
  ].join('\n')
  const tools = {
    readCounter,
    readDecimal,
    readInt,
    readLevels,
    readPlainText,
    readToken,
    codecs: fields.map(({ codec }): t.Mixed => codec),
    allowed: fields.map(({ kind }) => allowedBytes(kind.as === 'token' ? kind.others : '')),
  }
  // tidy-ok: compiles what the message's own declaration says, and nothing from outside
  const make = new Function(...Object.keys(tools), code) as (
    ...tools: ReadonlyArray<unknown>
  ) => LineReader
  return make(...Object.values(tools))
}

/** What a field is called inside a reader: never like one of its tools. */
const local = (name: string): string => `$${name}`

const member = ({ name }: Field): string => `${name}: ${local(name)}`

const ownScales = '{ price: $priceScale, qty: $qtyScale, amount: $priceScale + $qtyScale }'

const expect = (text: string): ReadonlyArray<string> => {
  const size = text.length
  const words = placedWords(wordsOf(text))
  const tests = words.map(([offset, value]) => `v.getInt32(p + ${offset}, true) !== ${value}`)
  return [
    `  p = c.p; if (p + ${size} > end || ${tests.join(' || ')}) return null; c.p = p + ${size}`,
  ]
}

const read = (field: Field, index: number): ReadonlyArray<string> => {
  const lines = value(field, index)
  if (!field.isNullable) return [`  let ${local(field.name)}`, ...lines]
  const isNull = `v.getInt32(c.p, true) === ${wordsOf('null').values[0]}`
  return [
    `  let ${local(field.name)} = null`,
    `  if (c.p + 4 <= end && ${isNull}) c.p += 4`,
    '  else {',
    ...lines,
    '  }',
  ]
}

const value = ({ name: field, kind }: Field, index: number): ReadonlyArray<string> => {
  const name = local(field)
  const i = String(index)
  const good = '  if (c.p < 0) return null'
  switch (kind.as) {
    case 'int':
      return [`  ${name} = readInt(b, c)`, good, ...bounds(name, kind.min, kind.max)]
    case 'decimal':
      return [
        `  ${name} = readDecimal(b, c, ${scaleIn(kind.scale)})`,
        good,
        ...bounds(name, kind.min, kind.max),
      ]
    case 'counter':
      return [`  ${name} = readCounter(b, c, ${JSON.stringify(kind.letters)})`, good]
    case 'symbol':
      return [`  known = symbols.read(b, c)`, good, `  ${name} = known.symbol`]
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
      return [
        `  ${oneOf(
          name,
          kind.names.map((word) => [`"${word}"`, JSON.stringify(word)]),
        )}`,
      ]
    case 'flag':
      return [
        `  ${oneOf(name, [
          ['false', 'false'],
          ['true', 'true'],
        ])}`,
      ]
  }
}

const scaleIn = (scale: Scaling): string =>
  typeof scale === 'number' ? String(scale) : `scales.${scale}`

const bounds = (name: string, min: number, max: number): ReadonlyArray<string> => [
  ...(min > -Number.MAX_SAFE_INTEGER ? [`  if (${name} < ${String(min)}) return null`] : []),
  ...(max < Number.MAX_SAFE_INTEGER ? [`  if (${name} > ${String(max)}) return null`] : []),
]

/** A choice between a few texts, each compared as a whole: what is written, and what it means. */
const oneOf = (name: string, choices: ReadonlyArray<readonly [string, string]>): string => {
  const tries = choices.map(([written, meant]) => {
    const size = written.length
    const words = placedWords(wordsOf(written))
    const tests = words.map(([offset, value]) => `v.getInt32(c.p + ${offset}, true) === ${value}`)
    const isIt = [`c.p + ${size} <= end`, ...tests].join(' && ')
    return `if (${isIt}) { ${name} = ${meant}; c.p += ${size} }`
  })
  return [...tries, 'return null'].join(' else ')
}
