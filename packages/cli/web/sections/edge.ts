import type { EdgeSeries } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { chartBox } from '../charts/chart-box'
import type { LineSpec } from '../charts/chart-spec'
import { filledForward, heldTo, joined } from '../charts/joined'
import { el } from '../dom/element'
import { numberText } from '../text/figures'
import { whatAnEdgeIs } from '../text/edge-words'
import { edgesText } from '../text/sampling-words'
import { lineStyle } from './inventory'
import { section } from './section'
import type { View } from './view'

/** What edges were said, against the threshold below which trading stops. */
export const edge = (view: View): HTMLElement => {
  const { page, report, home, stops } = view
  const { startAt, edges, thresholds } = report
  const explained = el('p', { class: 'explain' }, whatAnEdgeIs)
  if (edges.length === 0)
    return section(view.id('edge'), 'Edge', explained, el('p', {}, 'No edge was said.'))
  const threshold = heldTo(
    {
      at: thresholds.map(({ at }) => at - startAt),
      values: thresholds.map(({ bps }) => bps),
    },
    home.to,
  )
  const tracks = edges.map(({ at, bps }) => ({ at: at.map((one) => one - startAt), values: bps }))
  const { at, values } = joined([threshold, ...tracks])
  const [limit = [], ...rest] = values
  const areAllJudged = edges.every(({ isJudged }) => isJudged)
  const isFar = isFarOff(limit, rest)
  const beyond = `The threshold, ${numberText(limit.at(-1) ?? 0, 2)} bps, is far beyond the chart.`
  return section(
    view.id('edge'),
    'Edge',
    explained,
    chartBox(page, {
      title: 'Edge against its threshold, in basis points',
      says: isFar ? `${edgesText(report.sampling)} ${beyond}` : edgesText(report.sampling),
      height: 220,
      ...{ home, at, stops, startAt },
      lines: [
        ...(isFar ? [] : [thresholdLine(limit)]),
        ...edges.map((one, i) => ({
          label: `${edgeName(one)}${one.isJudged && !areAllJudged ? ' (stops trading)' : ''}`,
          values: rest[i] ?? [],
          ...lineStyle(i),
          width: one.isJudged ? 2 : 1,
        })),
      ],
      valueText: (value) => numberText(value, 2),
    }),
  )
}

const thresholdLine = (limit: Values): LineSpec => ({
  label: 'threshold',
  values: filledForward(limit),
  paint: 'limit',
  dash: [8, 4, 2, 4],
})

type Values = LineSpec['values']

/** A threshold that no edge comes near would leave nothing to see of the edges. */
const isFarOff = (limit: Values, edges: ReadonlyArray<Values>): boolean => {
  const said = edges.flat().filter((value) => typeof value === 'number')
  const limits = limit.filter((value) => typeof value === 'number')
  if (said.length === 0 || limits.length === 0) return false
  const low = said.reduce((least, value) => Math.min(least, value))
  const high = said.reduce((most, value) => Math.max(most, value))
  const room = 4 * Math.max(high - low, 1)
  return limits.every((value) => value < low - room || value > high + room)
}

/** Whose edge it is: of a symbol or account, and how long after a fill it is measured. */
export const edgeName = ({ account, symbol, source, horizonUs }: EdgeSeries): string => {
  const whose = [account === 'main' ? null : account, symbol].filter((one) => one !== null)
  const said = source === 'external' ? 'said from outside' : `said by ${source}`
  const when = horizonUs === null ? said : `after ${sinceText(horizonUs)}`
  return `${whose.join(' ') || 'all'}, ${when}`
}
