import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { commands, events, fieldsOf, knownDialects, messages, spokenOf } from '@shadowtape/core'

// Writes the tables of messages and names in docs/journal-format.md anew, from the codecs.

const file = resolve(__dirname, '..', 'docs', 'journal-format.md')

type Reflected = {
  readonly name: string
  readonly _tag?: string
  readonly types?: ReadonlyArray<Reflected>
  readonly keys?: Readonly<Record<string, unknown>>
}

const innerOf = (codec: Reflected): Reflected =>
  codec._tag === 'UnionType' ? (codec.types?.[0] ?? codec) : codec

const fieldRow = (type: keyof typeof messages): string => {
  const fields = fieldsOf(messages[type]).map(
    ({ name, codec, isNullable }) =>
      `\`${name}\`: ${innerOf(codec as Reflected).name}${isNullable ? '?' : ''}`,
  )
  const { written } = spokenOf(knownDialects.newest, type)
  return `| \`${written}\` | ${fields.join(', ') || '(none)'} |`
}

const nameRows = (): ReadonlyArray<string> => {
  const kinds = new Map<string, string>()
  for (const codec of Object.values(messages))
    for (const field of fieldsOf(codec)) {
      const { name, _tag, keys } = innerOf(field.codec)
      if (_tag !== 'KeyofType') continue
      const names = Object.keys(keys ?? {}).map((one) => `\`${one}\``)
      kinds.set(name, `| \`${name}\` | ${names.join(', ')} |`)
    }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

const rowsOf = (types: object): ReadonlyArray<string> =>
  Object.keys(types)
    .sort()
    .map((type) => fieldRow(type as keyof typeof messages))

/** The page with the rows below each heading of a table replaced. */
const withRows = (page: string, heading: RegExp, nth: number, rows: ReadonlyArray<string>) => {
  const lines = page.split('\n')
  const heads = lines.flatMap((line, i) => (heading.test(line) ? [i] : []))
  const start = (heads[nth] ?? Number.NaN) + 2
  if (Number.isNaN(start)) throw new Error(`${file} has no table like ${heading.source}`)
  let end = start
  while (lines[end]?.startsWith('|') === true) end += 1
  return [...lines.slice(0, start), ...rows, ...lines.slice(end)].join('\n')
}

let page = readFileSync(file, 'utf8')
page = withRows(page, /^\| message +\| fields/, 0, rowsOf(commands))
page = withRows(page, /^\| message +\| fields/, 1, rowsOf(events))
page = withRows(page, /^\| kind +\| one of/, 0, nameRows())
writeFileSync(file, page)
