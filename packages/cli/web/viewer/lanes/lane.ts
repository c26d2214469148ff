import type uPlot from 'uplot'

import type { Lanes, StopSpan } from '../../../src/viewer/view-data'
import type { Range } from '../../behavior/link'
import { lastAt } from '../../behavior/link'
import type { ChartSpec, LineSpec, StopLine } from '../../charts/chart-spec'
import type { Track } from '../../charts/joined'
import { joined } from '../../charts/joined'
import { stroke } from '../../charts/legend'
import { numberText } from '../../text/figures'

/** The lanes, by the names that links have them by, from above to below. */
export const laneNames = ['market', 'quotes', 'orders', 'fills', 'money', 'edge', 'risk'] as const

/** A lane's name. */
export type LaneName = (typeof laneNames)[number]

/** What lanes are drawn of: samples, those of another run beside them, and whose market. */
export type LaneGiven = {
  readonly lanes: Lanes
  readonly beside: Lanes | null
  readonly symbol: string | null
  readonly home: Range
  readonly startAt: number
}

/** A value at the cursor, and the sign of its line. */
export type Reading = {
  readonly label: string
  readonly sign: () => SVGElement
  readonly text: (at: number) => string
}

/**
 * What can be pointed at: a line of the journal (`null` where it is far off), and what is said of
 * it. A place is gone to; what lasted only has its line opened.
 */
export type Hit = { readonly seq: number | null; readonly says: string; readonly isPlace: boolean }

/** A place in a plot, in pixels of the page. */
export type Spot = { readonly x: number; readonly y: number }

/** A lane as it is drawn; its height is given to it. */
export type LaneView = {
  readonly chart: Omit<ChartSpec, 'height' | 'says' | 'title' | 'isBare' | 'home' | 'startAt'>
  readonly readings: ReadonlyArray<Reading>
  readonly hit?: (plot: uPlot, spot: Spot) => Hit | null
}

/** A lane: what it is called, how high it is beside the others, and what is drawn in it. */
export type Lane = {
  readonly name: LaneName
  readonly title: string
  readonly weight: number
  readonly view: (given: LaneGiven) => LaneView
}

/** Instants since the session's start. */
export const sinceStart = ({ times }: Lanes, startAt: number): ReadonlyArray<number> =>
  times.map((time) => time - startAt)

/** Where what is told ends, since the session's start: there may be more that is not gathered. */
export const endOf = ({ endAt }: Lanes, startAt: number): number => endAt - startAt

/** A line with instants of its own. */
export type TrackLine = Omit<LineSpec, 'values'> & Track

/** Lines with instants of their own, as the lines of one chart. */
export const linesOf = (tracks: ReadonlyArray<TrackLine>): Pick<ChartSpec, 'at' | 'lines'> => {
  const [first] = tracks
  if (first !== undefined && tracks.every(({ at }) => at === first.at))
    return { at: first.at, lines: tracks.map(({ at: _, ...line }) => line) }
  const { at, values } = joined(tracks)
  return {
    at,
    lines: tracks.map(({ at: _, ...line }, i) => ({ ...line, values: values[i] ?? [] })),
  }
}

/** How the same of another run is drawn: never in a color of the recorded one. */
export const besideLook = { label: '', paint: 'fourth', dash: [4, 3], width: 1.5 } as const

/** The value that holds at an instant, as a text. */
export const readingAt =
  ({ at, values }: Track, text: (value: number) => string) =>
  (instant: number): string => {
    const value = values[lastAt(at, instant)] ?? null
    return value === null ? '–' : text(value)
  }

/** The value of another run at the cursor. */
export const besideReading = (
  at: ReadonlyArray<number>,
  values: ReadonlyArray<number | null>,
  text: (value: number) => string,
): Reading => ({
  label: 'otherwise',
  sign: () => stroke(besideLook),
  text: readingAt({ at, values }, text),
})

/** Stops of a session, and of another run beside it, that concern a symbol. */
export const stopLines = (
  { lanes, beside, symbol, startAt }: LaneGiven,
  labels: 'labeled' | 'bare',
): ReadonlyArray<StopLine> => {
  const symbols = lanes.symbols.map((one) => one.symbol)
  const concerns = ({ of }: StopSpan): boolean =>
    of === null || of === symbol || !symbols.includes(of)
  const line = ({ at, thawAt, kind, of }: StopSpan): StopLine => ({
    ...{ at: at - startAt, until: thawAt === null ? null : thawAt - startAt, kind, symbol: of },
    label: labels === 'bare' ? '' : kind === 'freeze' ? 'frozen' : 'reducing',
  })
  return [
    ...lanes.stops.filter(concerns).map(line),
    ...(beside?.stops ?? []).filter(concerns).map((stop): StopLine => {
      const made = line(stop)
      return { ...made, paint: 'fourth', label: made.label === '' ? '' : 'otherwise' }
    }),
  ]
}

/** A number on a scale: without decimals where it is whole, so that it fits. */
export const scaleText =
  (decimals: number) =>
  (value: number): string =>
    numberText(value, Math.abs(value % 1) < 1e-9 ? 0 : decimals)

/** Dollars on a scale, the same way. */
export const scaleUsd = (value: number): string =>
  `${value < 0 ? '-' : ''}$${scaleText(2)(Math.abs(value))}`
