import type { View } from '../sections/view'
import type { Page } from './page'
import { movedTo, shownOf, stepped, zoomedAround } from './link'

/** What can be done about the instant and the zoom, by keys and by buttons alike. */
export type Moves = {
  readonly step: (steps: number) => void
  readonly zoom: (times: number) => void
  readonly reset: () => void
  /** To the next stop, or the one before; whether there is one. */
  readonly toStop: (way: 1 | -1) => number | null
  readonly toEnd: (way: 1 | -1) => void
  readonly hold: (at: number) => void
}

/** The moves over a page's sessions; those of the chart that has the keyboard go first. */
export const newMoves = ({ link, focus }: Page, views: readonly [View, ...Array<View>]): Moves => {
  const [first] = views
  const bounds = () => {
    const to = Math.max(...views.map(({ home }) => home.to))
    return { from: 0, to }
  }
  const shown = () => shownOf(focus.current()?.home ?? bounds(), link.zoomed())
  const instants = () => focus.current()?.at ?? first.at
  const here = (): number => {
    const { from, to } = shown()
    return link.held() ?? Math.round((from + to) / 2)
  }
  const hold = (at: number): void => {
    const zoomed = link.zoomed()
    if (zoomed !== null) {
      const moved = movedTo(bounds(), zoomed, at)
      if (moved !== zoomed) link.zoom(moved)
    }
    link.hold(at)
  }
  const stops = views.flatMap((view) => view.stops.map(({ at }) => at)).sort((a, b) => a - b)
  return {
    hold,
    step: (steps) => hold(stepped(instants(), here(), steps)),
    zoom: (times) => link.zoom(zoomedAround(bounds(), shown(), here(), times)),
    reset: () => link.zoom(null),
    toStop: (way) => {
      const at = link.held() ?? (way > 0 ? -1 : Infinity)
      const next = way > 0 ? stops.find((one) => one > at) : stops.findLast((one) => one < at)
      if (next === undefined) return null
      hold(next)
      return next
    },
    toEnd: (way) => hold((way > 0 ? instants().at(-1) : instants()[0]) ?? 0),
  }
}
