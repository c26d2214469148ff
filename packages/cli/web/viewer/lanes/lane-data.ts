import type { Lanes, Now } from '../../../src/viewer/view-data'
import type { Range } from '../../behavior/link'
import { NotServed, isLeftBehind } from '../api'
import type { Viewer } from '../viewer'
import { newWholeLanes } from './whole-lanes'

/** What lanes are drawn of: the whole session, and the stretch that is zoomed to. */
export type LaneData = {
  readonly whole: () => Lanes | null
  /** The finest that covers what is shown; the whole where nothing finer is here. */
  readonly shown: () => Lanes | null
  /** The symbol that is chosen; before any is listed the first that ever will be. */
  readonly symbol: () => string | null
  /** All there is of the session, in microseconds since its start. */
  readonly home: () => Range
  readonly onChange: (listener: () => void) => void
}

/** How long nothing may change before a stretch is asked for, in milliseconds. */
const restMs = 150

/** A session of no more lines is had in full detail as soon as all of it is shown. */
const fewLines = 20_000

/** Asks for lanes as a viewer zooms and its journal grows. */
export const newLaneData = (viewer: Viewer): LaneData => {
  const { facts, api } = viewer
  const listeners: Array<() => void> = []
  let fine = null as Lanes | null
  let fineAsked = null as AbortController | null
  let waiting = 0

  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const failed = (error: unknown): void => {
    if (error instanceof NotServed) viewer.setTrouble(error.message)
  }
  const whole = newWholeLanes({ viewer, onLanes: changed, onFault: failed })
  const askFine = async (): Promise<void> => {
    fineAsked?.abort()
    const range = wanted()
    if (range === null || covers(fine, range, facts.startAt, viewer.now())) return
    const own = new AbortController()
    fineAsked = own
    try {
      fine = await api.lanes(stretchOf(range, facts.startAt), own.signal)
      changed()
    } catch (error) {
      if (!isLeftBehind(error)) failed(error)
    }
  }
  const home = (): Range => ({ from: 0, to: Math.max(1, viewer.now().lastAt - facts.startAt) })
  /** The stretch that is to be had finer than the whole is. */
  const wanted = (): Range | null =>
    viewer.range() ?? (viewer.now().last <= fewLines ? home() : null)
  const rested = (): void => {
    clearTimeout(waiting)
    waiting = window.setTimeout(() => void askFine(), restMs)
  }
  viewer.listen('range', rested)
  viewer.listen('now', () => {
    const { seq } = viewer.now().gathered
    if (fine !== null && fine.seq < seq) rested()
  })
  whole.begin()
  void askFine()
  return {
    whole: whole.lanes,
    shown: () => {
      const range = wanted()
      if (range === null || fine === null) return whole.lanes()
      return isWithin(fine, range, facts.startAt, viewer.now().lastAt)
        ? fine
        : (whole.lanes() ?? fine)
    },
    symbol: () => viewer.symbol() ?? whole.lanes()?.symbols[0]?.symbol ?? null,
    home,
    onChange: (listener) => void listeners.push(listener),
  }
}

/** A zoomed range with half of itself on either side, so that it can be moved at once. */
const stretchOf = ({ from, to }: Range, startAt: number): Range => {
  const aside = Math.round((to - from) / 2)
  return { from: Math.max(0, from - aside) + startAt, to: to + aside + startAt }
}

const isWithin = (lanes: Lanes, { from, to }: Range, startAt: number, lastAt: number): boolean =>
  lanes.startAt <= Math.max(startAt, from + startAt) &&
  lanes.endAt >= Math.min(lastAt, to + startAt)

/** Whether lanes are of a range as far as it is told, and not of one so long that finer are had. */
const covers = (lanes: Lanes | null, range: Range, startAt: number, now: Now): boolean =>
  lanes !== null &&
  isWithin(lanes, range, startAt, now.lastAt) &&
  (lanes.seq >= now.last || range.to + startAt < lanes.endAt) &&
  lanes.endAt - lanes.startAt <= 2.6 * (range.to - range.from)
