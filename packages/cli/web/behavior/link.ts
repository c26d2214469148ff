/** From when to when, in microseconds since the session's start. */
export type Range = { readonly from: number; readonly to: number }

/** A time chart that is linked with the others. */
export type Linked = {
  /** All that it has to show. */
  readonly home: Range
  readonly show: (range: Range) => void
  /** Puts its cursor at an instant; `null` takes it away. */
  readonly point: (at: number | null) => void
}

/** What all time charts have in common: an instant that is looked at, and what is zoomed to. */
export type Link = {
  readonly join: (chart: Linked) => void
  readonly held: () => number | null
  readonly zoomed: () => Range | null
  /** Looks at an instant until another is chosen. */
  readonly hold: (at: number | null) => void
  /** Looks at an instant in passing; `null` goes back to the one that is held. */
  readonly preview: (at: number | null) => void
  readonly zoom: (range: Range | null) => void
  readonly onPoint: (listener: (at: number | null, isHeld: boolean) => void) => void
}

/** A link that no chart has joined yet. */
export const newLink = (): Link => {
  const charts: Array<Linked> = []
  const listeners: Array<(at: number | null, isHeld: boolean) => void> = []
  let held: number | null = null
  let zoomed: Range | null = null
  const point = (at: number | null, isHeld: boolean): void => {
    for (const chart of charts) chart.point(at)
    for (const listener of listeners) listener(at, isHeld)
  }
  return {
    join: (chart) => {
      charts.push(chart)
      chart.show(shownOf(chart.home, zoomed))
      chart.point(held)
    },
    held: () => held,
    zoomed: () => zoomed,
    hold: (at) => {
      held = at
      point(at, true)
    },
    preview: (at) => point(at ?? held, at === null),
    zoom: (range) => {
      zoomed = range
      for (const chart of charts) {
        chart.show(shownOf(chart.home, zoomed))
        chart.point(held)
      }
    },
    onPoint: (listener) => void listeners.push(listener),
  }
}

/** What a chart shows of what all are zoomed to; all it has where that is hardly anything. */
export const shownOf = (home: Range, zoomed: Range | null): Range => {
  if (zoomed === null) return home
  const shown = { from: Math.max(home.from, zoomed.from), to: Math.min(home.to, zoomed.to) }
  return shown.to - shown.from < Math.min(span(home), span(zoomed)) / 50 ? home : shown
}

const span = ({ from, to }: Range): number => to - from

/** A range so many times as wide around an instant, within the bounds; `null` for all of them. */
export const zoomedAround = (
  bounds: Range,
  shown: Range,
  around: number,
  times: number,
): Range | null => {
  const width = Math.max(span(shown) * times, Math.min(1_000, span(bounds)))
  if (width >= span(bounds)) return null
  const share = (around - shown.from) / Math.max(1, span(shown))
  const isInside = share >= 0 && share <= 1
  return within(bounds, around - width * (isInside ? share : 0.5), width)
}

/** The same width, moved only so far that an instant is in it. */
export const movedTo = (bounds: Range, shown: Range, at: number): Range =>
  at >= shown.from && at <= shown.to ? shown : within(bounds, at - span(shown) / 2, span(shown))

const within = (bounds: Range, from: number, width: number): Range => {
  const start = Math.min(Math.max(bounds.from, Math.round(from)), bounds.to - Math.round(width))
  return { from: start, to: start + Math.round(width) }
}

/** The place of the last of rising instants that is not after another; -1 before the first. */
export const lastAt = (times: ReadonlyArray<number>, at: number): number => {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The instant that so many steps from another one lie at, among rising instants. */
export const stepped = (times: ReadonlyArray<number>, at: number, steps: number): number => {
  const here = lastAt(times, at)
  const isOn = times[here] === at
  const next = here + steps + (steps < 0 && !isOn ? 1 : 0)
  return times[Math.max(0, Math.min(times.length - 1, next))] ?? at
}
