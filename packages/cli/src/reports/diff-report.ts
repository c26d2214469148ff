import type { State } from '@shadowtape/core'
import { formatDecimal, usdScale } from '@shadowtape/core'

import type { Difference } from '../diffs/compare-groups'
import type { Counts, JournalsDiff } from '../diffs/diff-journals'
import type { Said } from '../diffs/group-reader'
import { utcText } from './cat-table'
import { usdText } from './for-people'
import { holdings, netUsd } from './holdings'
import { messageText } from './message-text'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** Two journals and what is not the same in them; `states` are what each came to. */
export type DiffReport = {
  readonly a: string
  readonly b: string
  readonly diff: JournalsDiff
  readonly states: readonly [State, State] | null
}

/** A diff for people: the summary, what it came to, and the first differences in order. */
export const diffText = (report: DiffReport, columns: number): string => {
  const { a, b, diff } = report
  const { inputs, settings, count, differences } = diff
  const more = count - differences.length
  return `${[
    `a  ${a}`,
    `b  ${b}`,
    '',
    `inputs   ${grouped(inputs.same)} in both${onlyText(inputs)}`,
    `said     ${quantity(diff.same, 'line')} alike, ${quantity(count, 'difference')}`,
    ...settings.map(({ name, a: was, b: is }, i) =>
      clipped(
        `${i === 0 ? 'set' : ''.padEnd(3)}      ${name}: ${word(was)} -> ${word(is)}`,
        columns,
      ),
    ),
    ...effectTexts(report),
    ...(count === 0 ? [] : ['', ...typeTexts(diff.byType)]),
    ...(differences.length === 0 ? [] : ['', 'In order, - only in a, + only in b, ~ otherwise:']),
    ...differences.flatMap((each) => differenceTexts(each).map((text) => clipped(text, columns))),
    ...(more > 0 && differences.length > 0
      ? [`and ${grouped(more)} more; --lines N shows more`]
      : []),
  ].join('\n')}\n`
}

/** The same for programs. */
export const diffJson = ({ a, b, diff, states }: DiffReport) => ({
  ...{ a, b, inputs: diff.inputs, same: diff.same, differences: diff.count },
  settings: diff.settings,
  by_type: diff.byType,
  effect: states === null ? null : { a: effectJson(states[0]), b: effectJson(states[1]) },
  first: diff.differences.map((each) => ({
    kind: each.kind,
    a: each.a?.fields() ?? null,
    b: each.b?.fields() ?? null,
    fields: each.kind === 'changed' ? each.fields : [],
  })),
})

const onlyText = ({ removed, added }: JournalsDiff['inputs']): string =>
  removed + added === 0 ? '' : `, ${grouped(removed)} only in a, ${grouped(added)} only in b`

const word = (value: unknown): string => printable(JSON.stringify(value))

const typeTexts = (byType: JournalsDiff['byType']): ReadonlyArray<string> => {
  const all = ({ removed, added, changed }: Counts): number => removed + added + changed
  const rows = Object.entries(byType).sort(
    ([a, one], [b, other]) => all(other) - all(one) || (a < b ? -1 : 1),
  )
  const head = `${''.padEnd(22)}${['only in a', 'only in b', 'otherwise'].map(cell).join('')}`
  return [
    head,
    ...rows.map(
      ([type, { removed, added, changed }]) =>
        type.padEnd(22) +
        [removed, added, changed].map((n) => cell(n === 0 ? '' : grouped(n))).join(''),
    ),
  ]
}

const cell = (text: string): string => text.padStart(11)

/** What both came to, and what that is apart. */
const effectTexts = ({ states }: DiffReport): ReadonlyArray<string> => {
  if (states === null) return ['', 'What they came to is not known: a strategy is missing.']
  const [a, b] = states
  const row = (name: string, one: string, other: string, apart: string): string =>
    `${name.padEnd(22)}${cell(one)}${cell(other)}${cell(apart)}`
  const count = (name: string, of: (state: State) => number): string =>
    row(name, grouped(of(a)), grouped(of(b)), signed(of(b) - of(a), grouped))
  const usd = (value: number): string => usdText(value, usdScale)
  return [
    '',
    row('', 'a', 'b', 'b less a'),
    count('placed', ({ totals }) => totals.placed),
    count('filled', ({ totals }) => totals.fills),
    count('canceled', ({ totals }) => totals.canceled),
    count('denied', ({ totals }) => totals.denied),
    count('freezes', ({ totals }) => totals.freezes),
    row('net', usd(netUsd(a)), usd(netUsd(b)), signed(netUsd(b) - netUsd(a), usd)),
    ...heldTexts(a, b, row),
  ]
}

const signed = (n: number, text: (n: number) => string): string =>
  n === 0 ? '' : n > 0 ? `+${text(n)}` : `-${text(-n)}`

const heldTexts = (
  a: State,
  b: State,
  row: (name: string, one: string, other: string, apart: string) => string,
): ReadonlyArray<string> => {
  const others = holdings(b)
  return holdings(a).flatMap(({ account, symbol, qty, qtyScale }) => {
    const other = others.find((held) => held.account === account && held.symbol === symbol)
    const is = other?.qty ?? 0
    if (qty === 0 && is === 0) return []
    const text = (units: number): string => formatDecimal(units, qtyScale)
    return [row(`held ${symbol}`, text(qty), text(is), signed(is - qty, text))]
  })
}

const effectJson = (state: State): Readonly<Record<string, unknown>> => ({
  totals: state.totals,
  net_usd: formatDecimal(netUsd(state), usdScale),
  held: holdings(state).map(({ account, symbol, qty, qtyScale }) => ({
    ...{ account, symbol, qty: formatDecimal(qty, qtyScale) },
  })),
})

const differenceTexts = (difference: Difference): ReadonlyArray<string> => {
  switch (difference.kind) {
    case 'removed':
      return [saidText('-', difference.a, messageText(difference.a.fields()))]
    case 'added':
      return [saidText('+', difference.b, messageText(difference.b.fields()))]
    case 'changed': {
      const [was, is] = [difference.a.fields(), difference.b.fields()]
      const apart = difference.fields.map(
        (name) => `${name} ${word(was[name])} -> ${word(is[name])}`,
      )
      return [saidText('~', difference.a, `${messageText(was)}: ${apart.join(', ')}`)]
    }
  }
}

const saidText = (mark: string, { seq, at, type }: Said, text: string): string =>
  `${mark} ${utcText(at).slice(11)}  ${String(seq).padStart(7)}  ${type}  ${text}`
