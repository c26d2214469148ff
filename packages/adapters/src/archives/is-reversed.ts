import type { ArchiveForm } from './archive-form'
import type { CsvRow } from './csv-row'
import { newCsvRow, splitRow } from './csv-row'
import { timeOfBytes } from './exact-decimal'
import { columnOf } from './row-values'

/**
 * Whether the rows behind the first lines run backwards: more of them are earlier than the one
 * before than are later. Rows without a time are passed over.
 */
export const isReversed = (form: ArchiveForm, bytes: Buffer, linesBefore: number): boolean => {
  const row = newCsvRow()
  const column = columnOf(form, 'timestamp')
  let last = -1
  let earlier = 0
  let later = 0
  let start = 0
  for (let n = 0; ; n++) {
    const end = bytes.indexOf(10, start)
    if (end < 0 && (start >= bytes.length || n < linesBefore)) return earlier > later
    const stop = end < 0 ? bytes.length : end
    if (n >= linesBefore) {
      splitRow(row, bytes, start, bytes[stop - 1] === 13 ? stop - 1 : stop)
      const time = timeIn(row, form, column)
      if (time >= 0 && last >= 0) {
        if (time > last) later++
        else if (time < last) earlier++
      }
      if (time >= 0) last = time
    }
    if (end < 0) return earlier > later
    start = end + 1
  }
}

const timeIn = (row: CsvRow, form: ArchiveForm, column: number): number =>
  row.count === form.names.length
    ? timeOfBytes(
        row.bytes,
        row.starts[column] as number,
        row.ends[column] as number,
        form.timeScale,
      )
    : -1
