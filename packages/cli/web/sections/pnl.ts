import type { PnlParts } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { el } from '../dom/element'
import { less, signedUsd, signOf, total } from '../text/figures'
import type { BarRow } from './bars'
import { barTable } from './bars'
import { section } from './section'
import type { View } from './view'

/** What made up the net: parts that add up to it, each bar beginning where the last one ended. */
export const pnl = (view: View): HTMLElement =>
  section(
    view.id('pnl'),
    'What made up the net',
    el(
      'p',
      { class: 'explain' },
      'Spread is what our fills were better than the mid when they came. Adverse selection is ' +
        'how far the mid then moved against them. Inventory is what was held gaining or ' +
        'losing later.',
    ),
    view.report.pnl.length === 0 ? el('p', {}, 'There was no fill.') : null,
    view.report.pnl.map(decomposition),
  )

const decomposition = (parts: PnlParts): HTMLElement => {
  const { horizonUs } = parts
  const within = horizonUs === null ? 'not measured' : `within ${sinceText(horizonUs)}`
  const known: ReadonlyArray<readonly [name: string, text: string]> = [
    ['Spread captured', parts.spreadUsd],
    [`Adverse selection, ${within}`, paid(parts.adverseUsd)],
    ['Inventory', parts.inventoryUsd],
    ['Fees', paid(parts.feesUsd)],
    ['Funding', paid(parts.fundingUsd)],
  ]
  const sum = total(known.map(([, text]) => text))
  const rest = sum === null ? null : less(parts.netUsd, sum)
  const all =
    rest === null || signOf(rest) === 0 ? known : [...known, ['Not accounted for', rest] as const]
  return barTable(
    parts.symbol ?? 'All symbols together',
    ['Part', 'Dollars'],
    waterfall(all, parts.netUsd),
    zeroOf(all),
  )
}

/** What was paid or lost, as what it is of the net. */
const paid = (text: string): string => less('0', text) ?? text

type Parts = ReadonlyArray<readonly [name: string, text: string]>

/** For drawing only; what is no number has no size. */
const sizeOf = (text: string): number => {
  const size = Number(text)
  return Number.isFinite(size) ? size : 0
}

const bounds = (parts: Parts): { readonly low: number; readonly span: number } => {
  let [sum, low, high] = [0, 0, 0]
  for (const [, text] of parts) {
    sum += sizeOf(text)
    low = Math.min(low, sum)
    high = Math.max(high, sum)
  }
  return { low, span: Math.max(high - low, 1e-9) }
}

const zeroOf = (parts: Parts): number => {
  const { low, span } = bounds(parts)
  return -low / span
}

const waterfall = (parts: Parts, net: string): ReadonlyArray<BarRow> => {
  const { low, span } = bounds(parts)
  const place = (value: number): number => (value - low) / span
  let sum = 0
  const rows = parts.map(([name, text]): BarRow => {
    const from = sum
    sum += sizeOf(text)
    const kind = text.startsWith('-') ? 'loss' : 'gain'
    return { name, value: signedUsd(text), from: place(from), to: place(sum), kind }
  })
  const whole = { from: place(0), to: place(sizeOf(net)), kind: 'sum' } as const
  return [...rows, { name: 'Net', value: signedUsd(net), ...whole }]
}
