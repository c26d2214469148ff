import { chartBox } from '../charts/chart-box'
import { usdOfNumber } from '../text/figures'
import { samplesText } from '../text/sampling-words'
import { section } from './section'
import type { View } from './view'

/** What the session made over time. */
export const money = (view: View): HTMLElement => {
  const { page, report, home, at, stops } = view
  const { net, realized, fees } = report.money
  return section(
    view.id('money'),
    'Profit and loss over time',
    chartBox(page, {
      title: 'Net, realized, and fees paid',
      says: `${samplesText(report)} Net is realized and unrealized less fees and funding.`,
      height: 220,
      ...{ home, at, stops, startAt: report.startAt },
      lines: [
        { label: 'net', values: net, paint: 'first', width: 2.25 },
        { label: 'realized', values: realized, paint: 'third', dash: [7, 3] },
        { label: 'fees paid', values: fees, paint: 'second', dash: [2, 3] },
      ],
      reaches: [0],
      valueText: usdOfNumber,
    }),
  )
}
