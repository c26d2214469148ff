import type { ArchiveForm } from './archive-form'
import type { CsvRow } from './csv-row'
import { newCsvRow, splitRow } from './csv-row'
import { timeOfBytes } from './exact-decimal'
import { columnOf } from './row-values'

/**
 * Whether the rows behind the first lines run backwards: none is later than the one before it,
 * and at least one is earlier. Rows without a time are passed over.
 */
export const isReversed = (form: ArchiveForm, bytes: Buffer, linesBefore: number): boolean => {
  const row = newCsvRow()
  const column = columnOf(form, 'timestamp')
  let last = -1
  let isEarlier = false
  let start = 0
  for (let n = 0; ; n++) {
    const end = bytes.indexOf(10, start)
    if (end < 0 && (start >= bytes.length || n < linesBefore)) return isEarlier
    const stop = end < 0 ? bytes.length : end
    if (n >= linesBefore) {
      splitRow(row, bytes, start, bytes[stop - 1] === 13 ? stop - 1 : stop)
      const time = timeIn(row, form, column)
      if (time >= 0 && last >= 0) {
        if (time > last) return false
        isEarlier ||= time < last
      }
      if (time >= 0) last = time
    }
    if (end < 0) return isEarlier
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
