import type { EdgeSeries } from '../../../src/pages/report-data'
import type { Lanes } from '../../../src/viewer/view-data'
import { sinceText } from '../../../src/reports/otherwise-report'
import type { Track } from '../../charts/joined'
import { filledForward, heldTo } from '../../charts/joined'
import { stroke } from '../../charts/legend'
import { lineStyle } from '../../sections/inventory'
import { numberText } from '../../text/figures'
import type { Lane, LaneGiven, TrackLine } from './lane'
import { besideLook, endOf, linesOf, readingAt, scaleText, stopLines } from './lane'

/** Each edge that was said against the threshold below which trading stops. */
export const edgeLane: Lane = {
  name: 'edge',
  title: 'Edge, bps',
  weight: 1.1,
  view: (given) => {
    const threshold = thresholdOf(given)
    const edges = edgesOf(given.lanes, given).slice(0, 4)
    const tracks = edges.map((edge): TrackLine => ({
      ...trackOf(edge, given, given.lanes),
      label: nameOf(edge),
      ...lineStyle(edge.isJudged ? 0 : 1 + edges.indexOf(edge)),
      width: edge.isJudged ? 2 : 1,
    }))
    const limit = { paint: 'limit', dash: [8, 4, 2, 4] } as const
    const { beside } = given
    const other = beside === null ? [] : edgesOf(beside, given)
    const { at, lines } = linesOf([
      { ...threshold, label: 'threshold', ...limit },
      ...other
        .filter(({ isJudged }) => isJudged)
        .map((edge): TrackLine => ({ ...trackOf(edge, given, beside), ...besideLook })),
      ...tracks,
    ])
    return {
      chart: {
        at,
        lines: lines.map((line) => ({ ...line, values: filledForward(line.values) })),
        stops: stopLines(given, 'bare'),
        valueText: scaleText(1),
      },
      readings: [
        ...tracks.map((track) => ({
          label: track.label,
          sign: () => stroke(track),
          text: readingAt(track, (bps) => numberText(bps, 2)),
        })),
        {
          label: 'threshold',
          sign: () => stroke(limit),
          text: readingAt(threshold, (bps) => numberText(bps, 2)),
        },
      ],
    }
  },
}

const edgesOf = ({ edges }: Lanes, { symbol }: LaneGiven): ReadonlyArray<EdgeSeries> =>
  edges.filter((edge) => edge.symbol === null || edge.symbol === symbol)

/** It holds up to where lanes tell, which more of them may follow. */
const trackOf = ({ at, bps }: EdgeSeries, { startAt, home }: LaneGiven, of: Lanes | null): Track =>
  heldTo(
    { at: at.map((one) => one - startAt), values: bps },
    of === null ? home.to : endOf(of, startAt),
  )

const thresholdOf = ({ lanes, startAt }: LaneGiven): Track =>
  heldTo(
    {
      at: lanes.thresholds.map(({ at }) => at - startAt),
      values: lanes.thresholds.map(({ bps }) => bps),
    },
    endOf(lanes, startAt),
  )

/** An edge in few words: how long after a fill it is measured, or that a source said it. */
const nameOf = ({ account, horizonUs }: EdgeSeries): string => {
  const whose = account === null || account === 'main' ? '' : ` ${account}`
  return `${horizonUs === null ? 'edge' : `after ${sinceText(horizonUs)}`}${whose}`
}
