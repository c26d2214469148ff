import type { Alike, Parting } from '../bisections/parting'
import type { Change } from '../explanations/state-paths'
import { typeOf } from '../journals/line-text'
import { utcText } from './cat-table'
import { messageText } from './message-text'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** More places than this are only counted. */
const changesMax = 20

/** Where two sides part, a line each, for people. */
export const partingLines = (found: Parting, columns: number): ReadonlyArray<string> => {
  const { sides, came, changes, stopped, line } = found
  const what = `${printable(typeOf(came))}  ${messageText(came)}`
  return [
    clipped(`  ${grouped(line).padStart(9)}  ${utcText(Number(came['at']))}  ${what}`, columns),
    `  ${placeText(found)}`,
    '',
    ...(stopped === null ? [] : [`  ${printable(stopped.side)} stops: ${printable(stopped.says)}`]),
    ...(changes.length > 0 ? [...changeRows(changes, sides, columns), ''] : []),
    ...shownLines(found),
    ...everyLines(found),
  ]
}

const placeText = ({ by, input, alikeLine }: Parting): string => {
  const nth = by === 'input' ? `input ${grouped(input)}` : `in answer to input ${grouped(input)}`
  if (alikeLine === null) return `${nth}; the states are never alike`
  const before =
    by === 'input' ? `the input before it, line ${grouped(alikeLine)},` : 'the line before it'
  return `${nth}; after ${before} the states are alike`
}

const shownLines = ({ by, isUnsteady, saidLine }: Parting): ReadonlyArray<string> => {
  if (isUnsteady) return ['  Each time they part elsewhere; this is only where they did once.']
  if (by === 'line')
    return ['  Found by halving: a difference that came and went before it is not seen.']
  return saidLine === null
    ? ['  Nothing that is decided shows it, up to the end.']
    : [`  It first shows in what is decided at the input of line ${grouped(saidLine)}.`]
}

/** What is not the same in two states, in two columns under the names of their sides. */
export const changeRows = (
  changes: ReadonlyArray<Change>,
  sides: readonly [string, string],
  columns: number,
): ReadonlyArray<string> => {
  const shown = changes.slice(0, changesMax)
  if (shown.length === 0) return []
  const rows = shown.map(({ path, before, after }) => [path, wordOf(before), wordOf(after)])
  const all = [['', ...sides], ...rows].map((row) => row.map(printable))
  const widths = [0, 1].map((i) => Math.min(48, Math.max(...all.map((row) => row[i]?.length ?? 0))))
  const text = (row: ReadonlyArray<string>): string =>
    row.map((cell, i) => clipped(cell, 60).padEnd(widths[i] ?? 0)).join('  ')
  const more = changes.length - shown.length
  return [
    ...all.map((row) => clipped(`  ${text(row)}`, columns).trimEnd()),
    ...(more > 0 ? [`  and ${quantity(more, 'place')} more; --json names all`] : []),
  ]
}

/** A value in a row; what is not there is `absent`. */
const wordOf = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

/** What was not looked at is said. */
export const everyLines = ({
  every,
  by,
}: Alike & Partial<Pick<Parting, 'by'>>): ReadonlyArray<string> =>
  every === 1 || by === 'line'
    ? []
    : [
        `  States were first compared after every ${grouped(every)} inputs: a difference that came`,
        '  and went between two of them is not seen.',
      ]

/** The same for programs; what is absent in one of the states is left out. */
export const partingJson = (found: Parting) => {
  const { by, sides, input, line, came, alikeLine, changes, saidLine, stopped } = found
  return {
    ...{ by, sides, input, line, type: typeOf(came), at: came['at'], alike_line: alikeLine },
    said_line: saidLine,
    stopped,
    changes: changes.map(changeJson),
    is_unsteady: found.isUnsteady,
    compared_every: found.every,
  }
}

/** A place where two states are not the same, for programs. */
export const changeJson = ({ path, before, after }: Change) => ({
  path,
  ...(before === undefined ? {} : { one: before }),
  ...(after === undefined ? {} : { other: after }),
})
