/**
 * The fields of one row, as places in its bytes; good until the next row is split. Archives are
 * written by machines: a field may stand in quotation marks, but has no comma and none inside.
 */
export type CsvRow = {
  bytes: Buffer
  count: number
  readonly starts: Array<number>
  readonly ends: Array<number>
}

/** A row before the first one is split. */
export const newCsvRow = (): CsvRow => ({
  bytes: Buffer.alloc(0),
  count: 0,
  starts: [],
  ends: [],
})

/** Splits the bytes from `start` to `end` at their commas. */
export const splitRow = (row: CsvRow, bytes: Buffer, start: number, end: number): void => {
  row.bytes = bytes
  let count = 0
  let from = start
  for (let i = start; i <= end; i++) {
    if (i < end && bytes[i] !== 44) continue
    const isQuoted = i - from >= 2 && bytes[from] === 34 && bytes[i - 1] === 34
    row.starts[count] = isQuoted ? from + 1 : from
    row.ends[count] = isQuoted ? i - 1 : i
    count++
    from = i + 1
  }
  row.count = count
}

/** The text of a field. */
export const fieldText = (row: CsvRow, index: number): string =>
  row.bytes.toString('utf8', row.starts[index], row.ends[index])

/** Whether nothing stands in a field. */
export const isFieldEmpty = (row: CsvRow, index: number): boolean =>
  row.starts[index] === row.ends[index]

/** Whether a field has just these bytes. */
export const isFieldOf = (row: CsvRow, index: number, expected: Uint8Array): boolean => {
  const start = row.starts[index] as number
  if ((row.ends[index] as number) - start !== expected.length) return false
  for (let i = 0; i < expected.length; i++) if (row.bytes[start + i] !== expected[i]) return false
  return true
}
