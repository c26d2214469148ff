import { formatDecimal, parseDecimal, usdScale } from '@shadowtape/core'

import type { Difference } from '../diffs/compare-groups'
import type { GoldenComparison } from '../goldens/compare-goldens'
import type { GoldenHead } from '../goldens/golden'
import { relativeTime } from '../goldens/relative-time'
import { messageText } from './message-text'
import { clipped, printable } from './printable'
import { grouped } from './quantity-text'

const columns = 118

/** What a session came to beside its golden: the sums, then what is otherwise, in order. */
export const goldenDifferenceText = (found: GoldenComparison, lines: number): string => {
  const { verdict, expected, made, otherwise, byType, differences, count } = found
  if (verdict === 'same') return ''
  const others = otherwise.length === 0 ? [] : [`otherwise: ${otherwise.map(word).join(', ')}`]
  if (verdict === 'same decisions')
    return `  every line is the same; ${others.join('')}, so digests cannot be compared\n`
  if (verdict === 'hidden') return hiddenText(expected, made)
  const shown = differences.slice(0, lines)
  return `${[
    ...others,
    ...planTexts(expected, made),
    ...effectTexts(expected, made),
    ...stopTexts(found.stops),
    ...typeTexts(byType),
    ...cameInTexts(found.cameIn),
    'in order, - expected, + now, ~ otherwise:',
    ...shown.flatMap(differenceTexts).map((text) => clipped(text, columns)),
    ...(count > shown.length ? [`and ${grouped(count - shown.length)} more`] : []),
  ]
    .map((line) => `  ${line}`.trimEnd())
    .join('\n')}\n`
}

const word = (name: GoldenComparison['otherwise'][number]): string =>
  name === 'strategy' ? "the strategy's source" : `the ${name}`

const hiddenText = (expected: GoldenHead, made: GoldenHead): string =>
  [
    '  every line is the same, but the journal is not: what differs shows in no decision,',
    '  such as a state that a seal or the close is the digest of',
    `  expected  ${String(expected.journal)}`,
    `  now       ${String(made.journal)}`,
    '',
  ].join('\n')

const planTexts = (expected: GoldenHead, made: GoldenHead): ReadonlyArray<string> =>
  (['market', 'redacted'] as const).flatMap((name) =>
    expected[name] === made[name]
      ? []
      : [`${name}: ${expected[name] || 'nothing'} -> ${made[name] || 'nothing'}`],
  )

const sums = ['inputs', 'placed', 'denied', 'rejected', 'fills', 'canceled', 'freezes'] as const

/** What both came to, where that is not the same. */
const effectTexts = (expected: GoldenHead, made: GoldenHead): ReadonlyArray<string> => {
  const rows = sums
    .filter((name) => expected[name] !== made[name])
    .map((name) => {
      const apart = made[name] - expected[name]
      const by = `${apart > 0 ? '+' : '-'}${grouped(Math.abs(apart))}`
      return row(name, grouped(expected[name]), grouped(made[name]), by)
    })
  const [was, is] = [expected.netUsd, made.netUsd]
  if (was !== is) rows.push(row('net USD', was ?? 'unknown', is ?? 'unknown', apartUsd(was, is)))
  if (expected.held !== made.held)
    rows.push(`held: ${expected.held || 'nothing'} -> ${made.held || 'nothing'}`)
  return rows.length === 0 ? [] : [row('', 'expected', 'now', 'apart'), ...rows]
}

const stopTexts = ({ expected, made }: GoldenComparison['stops']): ReadonlyArray<string> =>
  expected === made
    ? []
    : [`stopped: ${printable(expected || 'never')} -> ${printable(made || 'never')}`]

const cameInTexts = (cameIn: GoldenComparison['cameIn']): ReadonlyArray<string> => {
  if (cameIn === null || cameIn.type === 'SessionOpened') return []
  const { cause } = cameIn.fields()
  const said =
    typeof cause === 'string'
      ? `after ${printable(cause)}`
      : `when this came in: ${printable(cameIn.type)} ${messageText(cameIn.fields())}`
  return [clipped(`first at ${relativeTime(cameIn.at)}, ${said}`, columns)]
}

const apartUsd = (was: string | null, is: string | null): string => {
  const [one, other] = [was, is].map((text) => parseDecimal(text ?? '', usdScale))
  if (typeof one !== 'number' || typeof other !== 'number') return ''
  return `${other > one ? '+' : ''}${formatDecimal(other - one, usdScale)}`
}

const row = (name: string, ...cells: ReadonlyArray<string>): string =>
  name.padEnd(22) + cells.map((text) => text.padStart(16)).join('')

const typeTexts = (byType: GoldenComparison['byType']): ReadonlyArray<string> => {
  const rows = Object.entries(byType).map(([type, { removed, added, changed }]) =>
    row(type, ...[removed, added, changed].map((n) => (n === 0 ? '' : grouped(n)))),
  )
  return rows.length === 0 ? [] : [row('', 'only expected', 'only now', 'otherwise'), ...rows]
}

const differenceTexts = (difference: Difference): ReadonlyArray<string> => {
  const { kind } = difference
  const said = kind === 'added' ? difference.b : difference.a
  const mark = kind === 'removed' ? '-' : kind === 'added' ? '+' : '~'
  const head = `${mark} ${relativeTime(said.at)}  ${printable(said.type)}`
  if (kind !== 'changed') return [`${head}  ${messageText(said.fields())}`]
  const [was, is] = [difference.a.fields(), difference.b.fields()]
  const about = ['orderId', 'fillId', 'symbol', 'side']
    .filter((name) => was[name] !== undefined && !difference.fields.includes(name))
    .map((name) => printable(String(was[name])))
  const text = (value: unknown): string => printable(JSON.stringify(value ?? null))
  const fields = difference.fields.map((name) => `${name} ${text(was[name])} -> ${text(is[name])}`)
  return [`${[head, about.join(' ')].join('  ').trimEnd()}: ${fields.join(', ')}`]
}

/** The same for programs. */
export const goldenDifferenceJson = (found: GoldenComparison, lines: number) => ({
  ...{ expected: found.expected, now: found.made, otherwise: found.otherwise },
  ...{ by_type: found.byType, differences: found.count, stops: found.stops },
  came_in: found.cameIn?.fields() ?? null,
  first: found.differences.slice(0, lines).map((each) => ({
    kind: each.kind,
    expected: each.a?.fields() ?? null,
    now: each.b?.fields() ?? null,
    expected_line: each.a?.seq ?? null,
    now_line: each.b?.seq ?? null,
    fields: each.kind === 'changed' ? each.fields : [],
  })),
})
