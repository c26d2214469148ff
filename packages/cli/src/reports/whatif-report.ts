import { formatDecimal, usdScale } from '@shadowtape/core'

import type { Stop } from '../whatifs/cell'
import type { CellResult } from '../whatifs/cell-result'
import type { RanBeside } from '../whatifs/beside-recorded'
import type { CellsRun } from '../whatifs/run-cells'
import type { Outcome } from '../shell/outcome'
import { utcText } from './cat-table'
import { usdText } from './for-people'
import { freezeText } from './freeze-text'
import { printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** What `shadowtape whatif` says of sessions that were run. */
export const whatifOutcome = (file: string, ran: RanBeside): Outcome => ({
  text: whatifText(file, ran),
  json: { verdict: 'ran', ...whatifJson(file, ran) },
  failure: null,
})

/** The recorded session and what it would have been, for people: the recorded first, a row each. */
export const whatifText = (file: string, { run, turn }: RanBeside): string => {
  const all = [run.recorded, ...run.cells]
  const rows = all.map((each) => [
    each === run.recorded ? 'recorded' : nameOf(each),
    ...figuresOf(each, run.startAt),
  ])
  const table = [
    ['', 'stopped', 'placed', 'filled', 'net', 'of recorded', 'parts at'],
    ...rows,
  ].map((row, i) =>
    i === 0 ? row : [...row.slice(0, 5), againstText(run, all[i - 1]), ...row.slice(5)],
  )
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  )
  const seconds = ((run.endAt - run.startAt) / 1_000_000).toFixed(3)
  return `${[
    `${file}: ${quantity(run.inputs, 'input')} over ${seconds} s, run again as recorded and` +
      ` with ${quantity(run.cells.length, 'other setting')}` +
      (turn === null
        ? ''
        : `\nfrom line ${grouped(turn.line)}, ${sinceText(turn.at, run.startAt)}, on`),
    '',
    ...table.map((row) => tableRow(row, widths)),
    ...(run.cells.length > 1 ? plot(run) : stopTexts(run)),
  ].join('\n')}\n`
}

/** The same for programs. */
export const whatifJson = (
  file: string,
  { run, turn }: RanBeside,
): Readonly<Record<string, unknown>> => ({
  file,
  from: turn === null ? null : { line: turn.line, at: turn.at },
  inputs: run.inputs,
  start_at: run.startAt,
  end_at: run.endAt,
  recorded: cellJson(run.recorded),
  cells: run.cells.map(cellJson),
})

const cellJson = (run: CellResult): Readonly<Record<string, unknown>> => ({
  settings: Object.fromEntries(run.settings.map(({ name, text }) => [name, text])),
  stops: run.stopCount,
  first_stop: run.stops[0] === undefined ? null : { ...run.stops[0].message, at: run.stops[0].at },
  net_usd: formatDecimal(run.netUsd, usdScale),
  parts: run.parting,
  journal: run.journal,
  head: run.head,
  report: run.report,
})

const nameOf = ({ settings }: CellResult): string =>
  settings.length === 0
    ? 'as recorded'
    : printable(settings.map(({ name, text }) => `${name}=${text}`).join(' '))

const figuresOf = (run: CellResult, startAt: number): ReadonlyArray<string> => {
  const { parting } = run
  return [
    stopText(run, startAt),
    grouped(run.placed),
    grouped(run.fills),
    usdText(run.netUsd, usdScale),
    parting === null ? '' : `line ${grouped(parting.line)}, ${sinceText(parting.at, startAt)}`,
  ]
}

const stopText = ({ stops, stopCount }: CellResult, startAt: number): string => {
  const [first] = stops
  if (first === undefined) return 'never'
  const more = stopCount > 1 ? `, ${String(stopCount)} times` : ''
  return `${sinceText(first.at, startAt)}${more}`
}

const sinceText = (at: number, startAt: number): string =>
  `+${((at - startAt) / 1_000_000).toFixed(3)} s`

/** What a cell made more, or less, than the recorded session. */
const againstText = ({ recorded }: CellsRun, run: CellResult | undefined): string => {
  if (run === undefined || run === recorded) return ''
  const more = run.netUsd - recorded.netUsd
  return `${more > 0 ? '+' : ''}${usdText(more, usdScale)}`
}

const tableRow = (row: ReadonlyArray<string>, widths: ReadonlyArray<number>): string =>
  row
    .map((text, i) =>
      i === 0 || i === 6 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0),
    )
    .join('  ')
    .trimEnd()

/** What each stop was for, where there is room to say it. */
const stopTexts = (run: CellsRun): ReadonlyArray<string> => {
  const [cell] = run.cells
  const all = [
    ...run.recorded.stops.map((stop) => `recorded  ${stopLine(stop)}`),
    ...(cell?.stops ?? []).map((stop) => `instead   ${stopLine(stop)}`),
  ]
  return all.length === 0 ? [] : ['', ...all]
}

const stopLine = ({ at, message }: Stop): string => `${utcText(at)} UTC  ${freezeText(message)}`

/** What each cell made, as a bar from the worst to the best. */
const plot = (run: CellsRun): ReadonlyArray<string> => {
  const nets = [run.recorded, ...run.cells].map(({ netUsd }) => netUsd)
  const [low, high] = [Math.min(0, ...nets), Math.max(0, ...nets)]
  const width = 40
  const place = (net: number): number =>
    high === low ? 0 : Math.round(((net - low) / (high - low)) * width)
  const zero = place(0)
  const names = ['recorded', ...run.cells.map(nameOf)]
  const wide = Math.max(...names.map((name) => name.length))
  return [
    '',
    `net, from ${usdText(low, usdScale)} to ${usdText(high, usdScale)}`,
    ...nets.map((net, i) => {
      const [from, to] = [Math.min(zero, place(net)), Math.max(zero, place(net))]
      const bar = ' '.repeat(from) + (from === to ? '|' : '█'.repeat(to - from))
      return `${(names[i] ?? '').padEnd(wide)}  ${bar}`
    }),
  ]
}
