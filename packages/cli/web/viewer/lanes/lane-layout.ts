import { bareAxisWidth, barePadding } from '../../charts/time-chart'
import type { Glass } from './glass'
import type { LaneRow } from './lane-row'

/** Where the plots of all lanes begin, in pixels of the window. */
export const plotsLeft = (stage: HTMLElement): number =>
  (chartIn(stage)?.getBoundingClientRect().left ?? 0) + bareAxisWidth

const plotsWidth = (stage: HTMLElement): number =>
  Math.max(1, (chartIn(stage)?.clientWidth ?? 0) - bareAxisWidth - barePadding)

const chartIn = (stage: HTMLElement): HTMLElement | null =>
  stage.querySelector<HTMLElement>('.lane:not(.folded) .lane-chart')

/** Below this the page is one column. */
export const isNarrowPage = (): boolean => matchMedia('(max-width: 860px)').matches

const [lowest, highest, foldedHeight] = [50, 240, 26]

/** Gives the open lanes the room there is, and lays the glass over their plots. */
export const layLanes = (
  stage: HTMLElement,
  rows: ReadonlyArray<LaneRow>,
  room: number,
  glass: Glass,
): void => {
  const open = rows.filter(({ isFolded }) => !isFolded())
  const weights = open.reduce((sum, { lane }) => sum + lane.weight, 0)
  const free = room - (rows.length - open.length) * foldedHeight - open.length
  for (const { lane, fit } of open) {
    const share = Math.floor((free * lane.weight) / weights)
    fit(isNarrowPage() ? Math.round(88 * lane.weight) : Math.max(lowest, Math.min(highest, share)))
  }
  glass.place(plotsLeft(stage) - stage.getBoundingClientRect().left, plotsWidth(stage))
}
