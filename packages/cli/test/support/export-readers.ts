import { readFileSync } from 'node:fs'

/** A value of a journal's line, as JSON has it. */
export type Values = Readonly<Record<string, unknown>>

/** A journal's lines as JSON values, read by nothing of ours; types are without their versions. */
export const journalValues = (bytes: Buffer): ReadonlyArray<Values> =>
  bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Values)
    .map(({ type, ...rest }) => ({ ...rest, type: String(type).replace(/@\d+$/, '') }))

/** CSV by RFC 4180: rows of fields, `null` for one that is empty and not quoted. */
export const csvRows = (text: string): ReadonlyArray<ReadonlyArray<string | null>> => {
  const rows: Array<Array<string | null>> = []
  let row: Array<string | null> = []
  for (let p = 0; p < text.length;) {
    const isQuoted = text[p] === '"'
    let value = ''
    if (isQuoted) {
      for (p += 1; text[p] !== '"' || text[p + 1] === '"'; p += 1) {
        if (text[p] === '"') p += 1
        value += text[p] ?? ''
      }
      p += 1
    } else for (; text[p] !== ',' && text[p] !== '\n'; p += 1) value += text[p] ?? ''
    row.push(value === '' && !isQuoted ? null : value)
    if (text[p] === '\n') {
      rows.push(row)
      row = []
    }
    p += 1
  }
  return rows
}

/** A CSV file as records by the names in its first row. */
export const csvRecords = (path: string): ReadonlyArray<Record<string, string | null>> => {
  const [head = [], ...rows] = csvRows(readFileSync(path, 'utf8'))
  return rows.map((row) => {
    if (row.length !== head.length) throw new Error(`${path}: a row of ${String(row.length)}`)
    return Object.fromEntries(head.map((name, i) => [name ?? '', row[i] ?? null]))
  })
}

/** A Parquet file by hyparquet: its rows with timestamps and decimals as they are stored. */
export const parquetFile = async (path: string) => {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const bytes = readFileSync(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  const metadata = await parquetMetadataAsync(file)
  const schema = metadata.schema.map(({ converted_type, logical_type, scale, ...element }) => ({
    ...element,
    ...(converted_type === 'UTF8' ? { converted_type, logical_type } : {}),
    ...(converted_type === 'LIST' ? { converted_type, logical_type } : {}),
  }))
  const stored = { ...metadata, schema }
  const rows = (await parquetReadObjects({ file, metadata: stored })) as ReadonlyArray<Values>
  const columns = new Map(metadata.schema.slice(1).map((element) => [element.name, element]))
  const label = metadata.key_value_metadata?.map(({ key, value }) => [key, value] as const)
  return { rows, columns, label: Object.fromEntries(label ?? []) }
}

/** A message of an MCAP file. */
export type McapMessage = {
  readonly topic: string
  readonly schema: string
  readonly sequence: number
  readonly logTime: bigint
  readonly text: string
  readonly json: Values
}

/** An MCAP file by its index: its messages in the order of time, its metadata and its schemas. */
export const mcapFile = async (path: string) => {
  const { McapIndexedReader } = await import('@mcap/core')
  const bytes = readFileSync(path)
  const readable = {
    size: () => Promise.resolve(BigInt(bytes.length)),
    read: (offset: bigint, length: bigint) =>
      Promise.resolve(new Uint8Array(bytes.subarray(Number(offset), Number(offset + length)))),
  }
  const reader = await McapIndexedReader.Initialize({ readable })
  const messages: Array<McapMessage> = []
  for await (const { channelId, sequence, logTime, data } of reader.readMessages()) {
    const channel = reader.channelsById.get(channelId)
    const text = Buffer.from(data).toString()
    const json = JSON.parse(text) as Values
    const schema = reader.schemasById.get(channel?.schemaId ?? 0)?.name ?? ''
    messages.push({ topic: channel?.topic ?? '', schema, sequence, logTime, text, json })
  }
  const schemas = [...reader.schemasById.values()].map(
    ({ name, data }) => [name, JSON.parse(Buffer.from(data).toString()) as Values] as const,
  )
  const labels: Array<Values> = []
  for await (const { metadata } of reader.readMetadata()) labels.push(Object.fromEntries(metadata))
  return { messages, schemas: new Map(schemas), labels, chunks: reader.chunkIndexes.length }
}
