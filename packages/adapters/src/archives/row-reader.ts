import type { DecimalTexts } from '../bybit/infer-instrument'
import type { KnownTopic } from '../bybit/topic'
import type { LineCutter } from '../captures/line-cutter'
import { tooLong } from '../captures/message-lines'
import type { Reading, Refusal } from '../captures/reading'
import { faulty } from '../captures/reading'
import type { CsvRow } from './csv-row'
import { newCsvRow, splitRow } from './csv-row'
import type { ArchiveContext, RowTopics } from './row-topics'
import { newRowTopics } from './row-topics'
import type { OpenRow } from './row-values'
import { RowRefused, plainText } from './row-values'

/** A row that has as many fields as its archive has columns, and what it is of. */
export type KnownRow = OpenRow & { readonly topic: KnownTopic }

/** Splits rows, finds what they are of, and turns what is wrong with them into words. */
export type RowReader = {
  /** Splits the line that the cutter stands at; a refusal where its fields are not as many. */
  readonly split: (cutter: LineCutter) => CsvRow | Refusal
  /** Reads a row that was split; what `read` throws as `RowRefused` becomes a refusal. */
  readonly read: <A>(read: (row: KnownRow) => A) => A | Refusal
  readonly topics: RowTopics
}

/** A reader of an archive's rows; prices and sizes stand in the columns given. */
export const newRowReader = (
  context: ArchiveContext,
  prices: ReadonlyArray<number>,
  sizes: ReadonlyArray<number>,
): RowReader => {
  const { form, instruments } = context
  const row = newCsvRow()
  const topics = newRowTopics(context)
  const texts = (): DecimalTexts => ({
    prices: prices.map((column) => plainText(row, column)),
    sizes: sizes.map((column) => plainText(row, column)),
  })
  return {
    topics,
    split: (cutter) => {
      if (cutter.isTooLong) return { type: 'Faulty', fault: { ...tooLong, field: 'row' } }
      splitRow(row, cutter.bytes, cutter.start, cutter.end)
      const { length } = form.names
      return row.count === length ? row : faulty('bad shape', 'row', fieldsText(row.count, length))
    },
    read: (read) => {
      const found = topics.of(row, texts)
      if ('type' in found) return found
      try {
        const value = read({ form, row, topic: found.topic })
        found.settle()
        return value
      } catch (thrown) {
        if (!(thrown instanceof RowRefused)) throw thrown
        return instruments.refusal(thrown.fault, found.topic)
      }
    },
  }
}

const fieldsText = (count: number, columns: number): string =>
  `has ${count} ${count === 1 ? 'field' : 'fields'} where there are ${columns} columns`

/** Whether a value is what keeps a row from being read. */
export const isRefusal = (value: object): value is Refusal =>
  'type' in value && (value.type === 'Faulty' || value.type === 'Ignored' || value.type === 'Stop')

/** A line that has nothing to say by itself. */
export const held: Reading = { type: 'Held' }
