import type { LineReader } from '../captures/line-reader'
import type { ArchiveForm } from './archive-form'
import { levelRows } from './level-rows'
import { held } from './row-reader'
import type { ArchiveContext } from './row-topics'
import { bookRows, tradeRows } from './whole-rows'

/** Where the line that names an archive's columns stands, and what it is. */
export type ArchiveHeader = { readonly line: number; readonly bytes: Buffer }

/** Reads the rows of an archive; the line that names the columns may come again. */
export const archiveLines = (
  context: ArchiveContext,
  header: ArchiveHeader,
  numberOf: (cut: number) => number,
): LineReader => {
  const { form } = context
  const levels = form.kind === 'levels' ? levelRows(context) : null
  const readRow = levels?.read ?? (form.kind === 'trades' ? tradeRows : bookRows)(context)
  const lines: LineReader = {
    line: 0,
    timeUs: -1,
    timeField: timeFieldOf(form),
    numberOf,
    left: () => {
      const reading = levels?.left() ?? null
      if (levels !== null && reading !== null) lines.line = levels.line
      return reading
    },
    finish: () => levels?.finish(),
    read: (cutter) => {
      const { bytes, start, end, line } = cutter
      lines.line = line
      const isHeader =
        end - start === header.bytes.length &&
        bytes[start] === header.bytes[0] &&
        header.bytes.equals(bytes.subarray(start, end))
      return isHeader || line === header.line ? held : readRow(cutter)
    },
  }
  return lines
}

const timeFieldOf = ({ columns }: ArchiveForm): string =>
  columns.has('local_timestamp') ? 'local_timestamp' : 'timestamp'
