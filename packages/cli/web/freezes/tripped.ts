import { bpsScale, formatDecimal, shortDecimal } from '@shadowtape/core'

import { sinceText } from '../../src/reports/otherwise-report'
import { quantity } from '../../src/reports/quantity-text'
import type { Child } from '../dom/element'
import { el, svg } from '../dom/element'
import { whatAnEdgeIs } from '../text/edge-words'
import type { Looked } from './freeze-section'
import { facts, part } from './part'

type Pair = readonly [name: string, value: Child]

/** Which rule stopped trading, on what figure, by how much, and since when it was so. */
export const tripped = ({ view, stop, page }: Looked): HTMLElement => {
  const { line, beyond, first_breach: breach } = page
  const { rule, observed, threshold, unit, actor, note } = line
  const by = (text: unknown): string => amountText(shortDecimal(String(text)), String(unit))
  const pairs: Array<Pair> =
    typeof rule === 'string'
      ? [
          ['Rule', el('code', {}, rule)],
          ['Observed', by(observed)],
          ['Threshold', by(threshold)],
          ['Beyond by', by(beyond)],
        ]
      : [
          ['Asked by', String(actor)],
          ['Said', String(note)],
        ]
  if (breach !== null)
    pairs.push([
      'Beyond since',
      breach.at === stop.at
        ? `this very edge, line ${String(breach.seq)}`
        : [view.time(breach.at), `, ${sinceText(stop.at - breach.at)} before`],
    ])
  pairs.push(['Judged on', judgedOn({ view, stop, page })])
  return part(
    'What tripped',
    facts(pairs),
    edgesBefore({ view, stop, page }),
    line['reason'] === 'EDGE_DEGRADATION' ? el('p', { class: 'note' }, whatAnEdgeIs) : null,
  )
}

/** Units are named in the plural: `1 fill`, `6 fills`, `0.66 bps`. */
const amountText = (amount: string, unit: string): string =>
  `${amount} ${amount === '1' && unit !== 'bps' && unit !== 'ms' ? unit.replace(/s$/, '') : unit}`

const judgedOn = ({ stop, page }: Looked): string => {
  const lines = Number(page.line['windowLines'])
  if (!(lines > 0)) return 'nothing but the request'
  const { window_from_at: from } = page
  const span = from === null || lines <= 1 ? '' : ` over ${sinceText(stop.at - from)}`
  return `${quantity(lines, 'line')}${span}`
}

/** The last edges up to the stop as a small drawing, the threshold across it. */
const edgesBefore = ({ stop, page }: Looked): HTMLElement | null => {
  const { edges_before: edges, line } = page
  const limit = Number(line['threshold'])
  if (line['reason'] !== 'EDGE_DEGRADATION' || edges.length < 2 || !Number.isFinite(limit))
    return null
  const values = edges.map(({ edge_bps: bps }) => bps / 10 ** bpsScale)
  const first = edges[0]
  const [low, high] = [Math.min(limit, ...values), Math.max(limit, ...values)]
  const [from, to] = [first?.at ?? stop.at, stop.at]
  const x = (at: number): number => 4 + ((at - from) * 332) / Math.max(1, to - from)
  const y = (bps: number): number => 66 - ((bps - low) * 60) / Math.max(1e-9, high - low)
  const points = edges.map(
    ({ at }, i) => `${x(at).toFixed(1)},${y(values[i] as number).toFixed(1)}`,
  )
  const text = (bps: number | undefined): string =>
    bps === undefined ? '' : `${shortDecimal(formatDecimal(bps, bpsScale))} bps`
  const says =
    `The last ${String(edges.length)} edges, over ${sinceText(to - from)}: ` +
    `from ${text(first?.edge_bps)} to ${text(edges.at(-1)?.edge_bps)}, ` +
    `threshold ${String(limit)} bps.`
  return el(
    'figure',
    { class: 'spark' },
    svg(
      'svg',
      { viewBox: '0 0 340 72', role: 'img', 'aria-label': says },
      svg('path', {
        d: `M0 ${y(limit).toFixed(1)}H340`,
        class: 'stroke-limit',
        'stroke-dasharray': '8 4 2 4',
      }),
      svg('polyline', {
        points: points.join(' '),
        class: 'stroke-first hollow',
        'stroke-width': 2,
      }),
      edges.map(({ at }, i) => {
        const value = values[i] as number
        const kind = value < limit ? 'fill-solid-stop' : 'fill-solid-first'
        return svg('circle', { cx: x(at).toFixed(1), cy: y(value).toFixed(1), r: 2.5, class: kind })
      }),
    ),
    el('figcaption', { class: 'note' }, says),
  )
}
