import type { Change } from '../explanations/state-paths'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'
import { sortedJson } from '../shell/sorted-json'

/** A value of a state, for people. */
export const valueText = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? printableLines(sortedJson(value, 'indented'))
    : `${wordOf(value)}\n`

/** What changed in a state between two lines, for people: a row a place. */
export const changesText = (
  file: string,
  [from, to]: readonly [number, number],
  changes: ReadonlyArray<Change>,
  columns: number,
): string => {
  const width = Math.min(48, Math.max(0, ...changes.map(({ path }) => path.length)))
  const many = changes.length === 0 ? 'nothing changed' : quantity(changes.length, 'change')
  const rows = changes.map(({ path, before, after }) =>
    clipped(`  ${printable(path).padEnd(width)}  ${wordOf(before)} -> ${wordOf(after)}`, columns),
  )
  const title = `${file} from line ${grouped(from)} to line ${grouped(to)}: ${many}`
  return `${[title, ...rows].join('\n')}\n`
}

/** A value in a row; what is not there is `absent`. */
const wordOf = (value: unknown): string =>
  value === undefined ? 'absent' : printable(JSON.stringify(value))

const printableLines = (text: string): string => `${text.split('\n').map(printable).join('\n')}\n`
