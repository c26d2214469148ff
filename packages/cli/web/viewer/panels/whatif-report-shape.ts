import type { RanOtherwise } from '../../../src/viewer/view-data'
import { freezeText } from '../../../src/reports/freeze-text'
import { grouped } from '../../../src/reports/quantity-text'
import { less, signOf } from '../../text/figures'

/** What `shadowtape whatif --json` says of a run, as far as the page shows it. */
export type CellOfReport = {
  readonly settings: Readonly<Record<string, string>>
  readonly stops: number
  readonly first_stop: (Parameters<typeof freezeText>[0] & { readonly at: number }) | null
  readonly net_usd: string
  readonly parts: { readonly line: number; readonly at: number } | null
  readonly report: {
    readonly totals: { readonly placed: number; readonly fills: number; readonly denied: number }
  }
}

/** The recorded run, and the other. */
export type WhatifReport = {
  readonly from: { readonly line: number; readonly at: number } | null
  readonly recorded: CellOfReport
  readonly cells: ReadonlyArray<CellOfReport>
}

/** A figure of both runs: its name, what was recorded, what it was otherwise. */
export type Compared = {
  readonly name: string
  readonly recorded: string
  readonly otherwise: string
  readonly difference: string
}

/** The report of a run, as the server hands it on. */
export const reportOf = ({ report }: RanOtherwise): WhatifReport =>
  report as unknown as WhatifReport

/** What a report compares, row by row; `when` writes an instant. */
export const comparedOf = (
  { recorded, cells }: WhatifReport,
  when: (at: number) => string,
): ReadonlyArray<Compared> => {
  const [cell] = cells
  if (cell === undefined) return []
  const count = (name: string, of: (cell: CellOfReport) => number): Compared => ({
    name,
    recorded: grouped(of(recorded)),
    otherwise: grouped(of(cell)),
    difference: signedCount(of(cell) - of(recorded)),
  })
  const more = less(cell.net_usd, recorded.net_usd) ?? ''
  return [
    {
      name: 'Net, USD',
      recorded: recorded.net_usd,
      otherwise: cell.net_usd,
      difference: signOf(more) > 0 ? `+${more}` : more,
    },
    count('Stops', ({ stops }) => stops),
    {
      name: 'First stop',
      recorded: stopText(recorded, when),
      otherwise: stopText(cell, when),
      difference: '',
    },
    count('Orders placed', ({ report }) => report.totals.placed),
    count('Fills', ({ report }) => report.totals.fills),
    count('Denied', ({ report }) => report.totals.denied),
  ]
}

/** The settings that a run had otherwise, as they are typed. */
export const settingsText = (set: ReadonlyArray<readonly [string, string]>): string =>
  set.map(([name, value]) => `${name}=${value}`).join(' ')

const stopText = ({ first_stop: stop }: CellOfReport, when: (at: number) => string): string =>
  stop === null ? 'never' : when(stop.at)

/** What the first stop of each run was for; nothing of a run that never stopped. */
export const stopReasons = ({ recorded, cells }: WhatifReport): ReadonlyArray<string> =>
  [['Recorded', recorded] as const, ...cells.map((cell) => ['Otherwise', cell] as const)].flatMap(
    ([name, { first_stop: stop }]) =>
      stop === null ? [] : [`${name}, first stop: ${freezeText(stop)}.`],
  )

const signedCount = (more: number): string =>
  more === 0 ? '0' : `${more > 0 ? '+' : '-'}${grouped(Math.abs(more))}`
