import type { Outputs } from '@shadowtape/adapters'
import type { Message, Scales } from '@shadowtape/core'
import { engineName, engineVersion } from '@shadowtape/core'
import type { ByteWriter, ParquetWriter } from 'hyparquet-writer' with {
  'resolution-mode': 'import',
}

import type { ExportSink, ExportWanted, SoundLine } from './export-sink'
import { isWanted } from './export-sink'
import type { ParquetColumn } from './parquet-columns'
import { parquetColumns } from './parquet-columns'

type Library = {
  readonly ByteWriter: typeof ByteWriter
  readonly ParquetWriter: typeof ParquetWriter
}

/** Values that wait for a row group, of all files together: this bounds the memory. */
const waitingMax = 1 << 19

/** Writes Parquet, a file for each type of message, in row groups as they fill. */
export const parquetSink = async (
  wanted: ExportWanted,
  outputs: Outputs,
  scales: ReadonlyMap<string, Scales>,
): Promise<ExportSink> => {
  const library = await import('hyparquet-writer')
  const ofWanted = [...scales].filter(([symbol]) => symbol === (wanted.symbol ?? symbol))
  const tables = new Map<string, Table>()
  const rows = new Map<string, number>()
  let waiting = 0
  const opened = (type: Message['type']): Table => {
    const columns = parquetColumns(
      type,
      ofWanted.map(([, each]) => each),
    )
    const table = newTable(
      columns,
      writerOf(library, columns, (b) => outputs.append(type, b)),
    )
    tables.set(type, table)
    rows.set(type, 0)
    return table
  }
  for (const type of wanted.types ?? []) opened(type as Message['type'])
  return {
    rows,
    take: (line) => {
      if (!isWanted(wanted, line.entry)) return null
      const { type } = line.entry.message
      waiting += (tables.get(type) ?? opened(type)).take(line)
      rows.set(type, (rows.get(type) ?? 0) + 1)
      if (waiting >= waitingMax) waiting -= fullest(tables).writeGroup()
      return null
    },
    drain: () => Promise.resolve(),
    finish: (label) => {
      for (const table of tables.values()) table.finish(label)
      return Promise.resolve()
    },
  }
}

type Table = {
  /** Takes a line; says how many more values wait now. */
  readonly take: (line: SoundLine) => number
  /** Writes all that waits; says how many values that were. */
  readonly writeGroup: () => number
  readonly waiting: () => number
  readonly finish: (label: Readonly<Record<string, string>>) => void
}

const fullest = (tables: ReadonlyMap<string, Table>): Table =>
  [...tables.values()].reduce((most, each) => (each.waiting() > most.waiting() ? each : most))

const newTable = (columns: ReadonlyArray<ParquetColumn>, writer: ParquetWriter): Table => {
  let data: Array<Array<unknown>> = columns.map(() => [])
  let waiting = 0
  const writeGroup = (): number => {
    const written = waiting
    const rowGroupSize = data[0]?.length ?? 0
    if (rowGroupSize === 0) return 0
    void writer.write({
      columnData: columns.map(({ name }, i) => ({ name, data: data[i] as Array<unknown> })),
      rowGroupSize,
    })
    data = columns.map(() => [])
    waiting = 0
    return written
  }
  return {
    take: (line) => {
      let added = 0
      for (let i = 0; i < columns.length; i++) {
        const value = (columns[i] as ParquetColumn).valueOf(line)
        data[i]?.push(value)
        added += weightOf(value)
      }
      waiting += added
      return added
    },
    writeGroup,
    waiting: () => waiting,
    finish: (label) => {
      writeGroup()
      writer.kvMetadata = Object.entries(label).map(([key, value]) => ({ key, value }))
      void writer.finish()
    },
  }
}

/** What a value takes of memory, in scalars. */
const weightOf = (value: unknown): number => {
  if (typeof value === 'string') return 1 + (value.length >> 4)
  return Array.isArray(value) ? 1 + value.length * 4 : 1
}

const writerOf = (
  library: Library,
  columns: ReadonlyArray<ParquetColumn>,
  append: (bytes: Uint8Array) => void,
): ParquetWriter => {
  const writer = new library.ByteWriter()
  const flush = (): void => {
    append(writer.getBytes())
    writer.index = 0
  }
  return new library.ParquetWriter({
    writer: Object.assign(writer, { flush, finish: flush }),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.flatMap(({ elements }) => elements),
    ],
    createdBy: `${engineName} version ${engineVersion}`,
  })
}
