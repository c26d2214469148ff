import type { SessionReport, StopMark } from '../../src/pages/report-data'
import type { Range } from '../behavior/link'
import type { Page } from '../behavior/page'
import type { StopLine } from '../charts/chart-spec'
import { freezePageOf } from '../data/freeze-page'

/** A session as its sections show it. */
export type View = {
  readonly page: Page
  readonly report: SessionReport
  /** Which of the sessions, from 0. */
  readonly nth: number
  /** All of it, in microseconds since its start. */
  readonly home: Range
  readonly at: ReadonlyArray<number>
  readonly stops: ReadonlyArray<StopLine>
  /** When each fill that is shown was, in engine time. */
  readonly fillAt: ReadonlyArray<number>
  /** The id of a part of the page that is about this session. */
  readonly id: (name: string) => string
  readonly time: (at: number) => HTMLElement
}

/** What a session's sections need. */
export const viewOf = (page: Page, report: SessionReport, nth: number): View => {
  const { startAt, endAt, times } = report
  return {
    ...{ page, report, nth },
    home: { from: 0, to: Math.max(1, endAt - startAt) },
    at: times.map((time) => time - startAt),
    fillAt: report.fills.map(({ at }) => at),
    stops: report.stops.map((stop) => stopLine(stop, startAt)),
    id: (name) => (nth === 0 ? name : `second-${name}`),
    time: (at) => page.clock.time(at, startAt),
  }
}

const stopLine = (stop: StopMark, startAt: number): StopLine => {
  const { n, at, thawAt, kind } = stop
  const { scope, symbol } = freezePageOf(stop)?.line ?? {}
  return {
    ...{ at: at - startAt, until: thawAt === null ? null : thawAt - startAt, kind },
    label: String(n),
    symbol: scope === 'symbol' && typeof symbol === 'string' ? symbol : null,
  }
}
