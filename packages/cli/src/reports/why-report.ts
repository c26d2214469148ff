import type { Consequence, Consequences } from '../explanations/consequences'
import type { Evidence } from '../explanations/evidence'
import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import { utcText } from './cat-table'
import { messageText } from './message-text'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'
import { wrapped } from './wrapped'

/** What there is to say about why a line was written, and what came of it. */
export type Why = {
  readonly file: string
  /** What came in first, the line itself last. */
  readonly causes: ReadonlyArray<LineFields>
  readonly evidence: ReadonlyArray<Evidence>
  readonly consequences: Consequences
  /** What was known just before, as `state` says it; empty where that cannot be had. */
  readonly known: ReadonlyArray<string>
}

/** Why a line was written, for people: back to what came in, and forward to what came of it. */
export const whyText = (why: Why, columns: number): string => {
  const { file, causes, consequences, known } = why
  const line = causes.at(-1) ?? {}
  const [at, seq] = [Number(line['at']), Number(line['seq'])]
  const row = rowOf(at, columns)
  return `${[
    `${printable(typeOf(line))}, line ${grouped(seq)} of ${file}, ${utcText(at)} UTC`,
    ...wrapped(messageText(line), columns - 2).map((text) => `  ${text}`),
    '',
    ...becauseRows(why, row),
    ...section(
      'Known just before',
      known.map((text) => `  ${clipped(text, columns - 2)}`),
    ),
    ...section(`What came of it: ${countsText(consequences)}`, consequenceRows(consequences, row)),
    '',
    `Look closer: shadowtape state ${file} --seq ${String(Math.max(1, seq - 1))}`,
    `             shadowtape cat ${file} --seq ${String(Math.max(1, seq - 8))}..${String(seq + 8)}`,
  ].join('\n')}\n`
}

/** Only what led to a line, and on what evidence, for people; each row so many columns wide. */
export const causeRows = (why: Pick<Why, 'causes' | 'evidence'>, columns: number) =>
  becauseRows(why, rowOf(Number(why.causes.at(-1)?.['at']), columns))

const becauseRows = (
  { causes, evidence }: Pick<Why, 'causes' | 'evidence'>,
  row: Row,
): ReadonlyArray<string> => [
  causes.length === 1 ? 'Nothing caused it: it came in.' : 'Because',
  ...(causes.length === 1 ? [] : causes.map((fields, depth) => row(fields, depth))),
  ...section(
    'On this evidence',
    evidence.flatMap(({ fields, markout }) => [
      row(fields, 0),
      ...(markout === null ? [] : [row(markout, 1)]),
    ]),
  ),
]

/** The same for programs. */
export const whyJson = ({ file, causes, evidence, consequences }: Omit<Why, 'known'>) => ({
  file,
  line: causes.at(-1) ?? null,
  causes: causes.slice(0, -1),
  evidence: evidence.map(({ fields: named, markout }) => ({ line: named, markout })),
  consequences: consequences.lines.map(({ depth, fields }) => ({ depth, line: fields })),
  counts: consequences.counts,
  damaged_lines: consequences.damaged,
})

const section = (title: string, rows: ReadonlyArray<string>): ReadonlyArray<string> =>
  rows.length === 0 ? [] : ['', title, ...rows]

type Row = (fields: LineFields, depth: number) => string

/** A line with its time from the one asked for, indented by how far it is from the first. */
const rowOf =
  (startAt: number, columns: number): Row =>
  (fields, depth) => {
    const us = Number(fields['at']) - startAt
    const time = `${us < 0 ? '-' : '+'}${(Math.abs(us) / 1_000_000).toFixed(6)}`.padStart(13)
    const origin = fields['cause'] === null ? '  (came in)' : ''
    const indent = '  '.repeat(Math.min(depth, indentMax))
    const type = printable(typeOf(fields))
    const text = `${time}  ${String(fields['seq']).padStart(7)}  ${indent}${type}  `
    return clipped(`${text}${messageText(fields)}${origin}`, columns)
  }

/** Deeper ones stand as far in as this. */
const indentMax = 12

const countsText = ({ counts }: Consequences): string => {
  const entries = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return entries.length === 0
    ? 'nothing'
    : entries.map(([type, n]) => `${grouped(n)} ${type}`).join(', ')
}

const consequenceRows = ({ lines, counts }: Consequences, row: Row): ReadonlyArray<string> => {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0)
  const rows = lines.map(({ depth, fields }: Consequence) => row(fields, depth - 1))
  const more = all - lines.length
  if (all === 0) return ['  no line names it, or what it led to, as its cause']
  return more > 0 ? [...rows, `  and ${quantity(more, 'line')} more; --lines N shows more`] : rows
}
