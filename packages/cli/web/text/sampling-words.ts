import type { Sampling, SessionReport } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { quantity } from '../../src/reports/quantity-text'
import { countText } from './figures'

/** What charts of values over time leave out. */
export const samplesText = ({
  sampling,
  times,
}: Pick<SessionReport, 'sampling' | 'times'>): string =>
  `${quantity(times.length, 'sample')}: the last value of each ${sinceText(sampling.intervalUs)} ` +
  'in which something was said.'

/** What charts with marks leave out, too. */
export const fillsText = ({ fillsShown, fillsCount }: Sampling): string =>
  fillsShown === fillsCount
    ? `All ${countText(fillsCount)} fills are drawn, at their own instants.`
    : `${countText(fillsShown)} of ${countText(fillsCount)} fills are drawn: the first of each ` +
      'interval, symbol and side.'

/** What charts of edges leave out. */
export const edgesText = ({ edgesShown, edgesCount }: Sampling): string =>
  edgesShown === edgesCount
    ? `All ${countText(edgesCount)} edges are drawn.`
    : `${countText(edgesShown)} of ${countText(edgesCount)} edges are drawn: the lowest of each ` +
      'interval, which is the one that stops trading.'
