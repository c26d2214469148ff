import type { Written } from '@shadowtape/adapters'

import type { JournalFailure } from '../journals/journal-failure'
import { bytesText, quantity } from '../reports/quantity-text'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import type { ExportSink } from './export-sink'
import type { ExportTarget } from './export-place'

/** How an export ended whose files are in their places. */
export type Exported = {
  /** How many sound lines were read. */
  readonly lines: number
  readonly written: ReadonlyArray<Written>
  readonly sink: ExportSink
  /** What ended it before the journal's end, or `null`. */
  readonly stopped: JournalFailure | null
}

/** An export in words and as JSON; one of a journal that is not whole is a failure. */
export const exportOutcome = (target: ExportTarget, exported: Exported): Outcome => {
  const { journal: file, to, out } = target
  const { lines, written, stopped } = exported
  const figures = {
    file,
    to,
    out,
    lines,
    files: written.map((each) => fileFigures(each, exported)),
  }
  const json = { ...figures, line: stopped?.line ?? null, field: stopped?.field ?? null }
  const text = textOf(target, exported)
  if (stopped === null) return { text, json: { ...json, verdict: 'exported' }, failure: null }
  const held = `${out} holds what is sound: ${quantity(lines, 'line')}.`
  return {
    text,
    json: { ...json, verdict: stopped.verdict },
    failure: failure(stopped.failure.type, `${stopped.failure.says}\n${held}`),
  }
}

const fileFigures = ({ name, path, bytes }: Written, { sink }: Exported) => ({
  ...(sink.rows.has(name) ? { type: name, rows: sink.rows.get(name) } : {}),
  ...(sink.rows.has(name) ? {} : { topics: Object.fromEntries(sink.rows) }),
  ...{ path, bytes },
})

const textOf = ({ out }: ExportTarget, { lines, written, sink }: Exported): string => {
  const bytes = written.reduce((sum, each) => sum + each.bytes, 0)
  const rows = [...sink.rows].sort(([a], [b]) => (a < b ? -1 : 1))
  const width = Math.max(...rows.map(([name]) => name.length))
  const files = written.length === 1 ? '' : `${quantity(written.length, 'file')}, `
  const head = `${out}: ${files}${bytesText(bytes)}, from ${quantity(lines, 'line')}\n`
  const each = rows.map(([name, count]) => `  ${name.padEnd(width)}  ${quantity(count, 'row')}\n`)
  return head + each.join('')
}
