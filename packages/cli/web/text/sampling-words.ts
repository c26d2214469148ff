import type { Sampling } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { countText } from './figures'

/** What charts of values over time leave out. */
export const samplesText = ({ intervals, intervalUs }: Sampling): string =>
  `${countText(intervals)} samples, one every ${sinceText(intervalUs)}: the last value of each.`

/** What charts with marks leave out, too. */
export const fillsText = ({ fillsShown, fillsCount }: Sampling): string =>
  fillsShown === fillsCount
    ? `All ${countText(fillsCount)} fills are drawn, at their own instants.`
    : `${countText(fillsShown)} of ${countText(fillsCount)} fills are drawn.`

/** What charts of edges leave out. */
export const edgesText = ({ edgesShown, edgesCount }: Sampling): string =>
  edgesShown === edgesCount
    ? `All ${countText(edgesCount)} edges are drawn.`
    : `${countText(edgesShown)} of ${countText(edgesCount)} edges are drawn.`
