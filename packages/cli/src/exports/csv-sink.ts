import type { Outputs } from '@shadowtape/adapters'
import type { Field, FieldKind, Message } from '@shadowtape/core'
import { fieldsOf, messages } from '@shadowtape/core'

import { fieldsOfText, textOfLine } from '../journals/line-text'
import type { ExportSink, ExportWanted, SoundLine } from './export-sink'
import { isWanted } from './export-sink'

type Row = ReadonlyArray<string | number | boolean | null>

type Table = { readonly fields: ReadonlyArray<Field>; rows: Array<Row> }

/** Writes CSV by RFC 4180, a file for each type of message, its lines as they are written. */
export const csvSink = async (wanted: ExportWanted, outputs: Outputs): Promise<ExportSink> => {
  const { stringify } = await import('csv-stringify/sync')
  const tables = new Map<Message['type'], Table>()
  const counts = new Map<string, number>()
  const append = (type: string, rows: ReadonlyArray<Row>): void => {
    outputs.append(type, Buffer.from(stringify([...rows], layout)))
  }
  const opened = (type: Message['type']): Table => {
    const table: Table = { fields: fieldsOf(messages[type]), rows: [] }
    tables.set(type, table)
    counts.set(type, 0)
    append(type, [[...envelope, ...table.fields.map(({ name }) => name)]])
    return table
  }
  for (const type of wanted.types ?? []) opened(type as Message['type'])
  const drain = (): Promise<void> => {
    for (const [type, table] of tables) {
      if (table.rows.length === 0) continue
      append(type, table.rows)
      counts.set(type, (counts.get(type) ?? 0) + table.rows.length)
      table.rows = []
    }
    return Promise.resolve()
  }
  return {
    take: (line) => {
      if (!isWanted(wanted, line.entry)) return null
      const { type } = line.entry.message
      const table = tables.get(type) ?? opened(type)
      table.rows.push(rowOf(line, table.fields))
      return null
    },
    drain,
    finish: drain,
    rows: counts,
  }
}

const envelope = ['seq', 'at', 'atUtc', 'cause']

/** A text that is empty is quoted, so that it is not taken for one that is absent. */
const layout = {
  record_delimiter: '\n',
  quoted_match: /[\r\n]/,
  cast: {
    boolean: String,
    string: (value: string) => (value === '' ? { value, quoted_empty: true } : value),
  },
}

const rowOf = (line: SoundLine, fields: ReadonlyArray<Field>): Row => {
  const { seq, at, cause } = line.entry
  const values = fieldsOfText(textOfLine(line.b, line.start, line.end)) ?? {}
  return [seq, at, utcOf(at), cause, ...fields.map(({ name, kind }) => cell(kind, values[name]))]
}

const cell = (kind: FieldKind, value: unknown): Row[number] => {
  if (Array.isArray(value)) return JSON.stringify(value)
  return typeof value === 'string' && spoken.has(kind.as) ? asText(value) : (value as Row[number])
}

/** The kinds whose text somebody chose. */
const spoken: ReadonlySet<FieldKind['as']> = new Set(['text', 'token', 'symbol'])

const formulaLike = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** A text that a spreadsheet would run has an apostrophe put before it, and so has one with one. */
const asText = (text: string): string => (formulaLike.test(text) ? `'${text}` : text)

const utcOf = (us: number): string => {
  const millis = new Date(Math.floor(us / 1_000)).toISOString().slice(0, -1)
  return `${millis}${String(us % 1_000).padStart(3, '0')}Z`
}
