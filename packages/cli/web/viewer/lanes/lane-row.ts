import type { Viewer } from '../viewer'
import type { TimeChart } from '../../charts/time-chart'
import { timeChart } from '../../charts/time-chart'
import type { ChartSpec } from '../../charts/chart-spec'
import type { Range } from '../../behavior/link'
import { el } from '../../dom/element'
import { written } from '../scrubber/written'
import type { Hit, Lane, LaneGiven, LaneView, Reading, Spot } from './lane'

/** A lane in the page: its name and values at the left, its chart at the right. */
export type LaneRow = {
  readonly lane: Lane
  readonly element: HTMLElement
  readonly draw: (given: LaneGiven, shown: Range) => void
  readonly show: (range: Range) => void
  readonly read: (at: number) => void
  readonly fit: (height: number) => void
  readonly repaint: () => void
  readonly hit: (spot: Spot) => Hit | null
  readonly isFolded: () => boolean
  readonly setFolded: (is: boolean) => void
}

/** A lane that is not drawn yet. */
export const laneRow = (viewer: Viewer, lane: Lane, onFold: () => void): LaneRow => {
  const box = el('div', { class: 'lane-chart', 'aria-hidden': 'true' })
  const values = el('dl', { class: 'lane-values' })
  const fold = el('button', { type: 'button', class: 'fold' }, lane.title)
  fold.addEventListener('click', onFold)
  const element = el(
    'section',
    { class: 'lane', 'data-lane': lane.name, 'aria-label': lane.title },
    el('div', { class: 'lane-name' }, el('h2', {}, fold), values),
    box,
  )
  let chart = null as TimeChart | null
  let view = null as LaneView | null
  let [height, isFolded] = [90, false]
  let cells: ReadonlyArray<HTMLElement> = []

  const specOf = (one: LaneView, { startAt }: LaneGiven, home: Range): ChartSpec => ({
    ...one.chart,
    ...{ title: lane.title, says: '', height, home, startAt, isBare: true },
  })
  const drawn = (spec: ChartSpec): void => {
    chart?.plot.destroy()
    chart = timeChart(box, spec, viewer.clock)
  }
  return {
    ...{ lane, element },
    draw: (given, shown) => {
      view = lane.view(given)
      const labels = view.readings.map(({ label }) => label).join()
      if (values.dataset['labels'] !== labels) cells = namesOf(values, view.readings, labels)
      if (isFolded) return
      const spec = specOf(view, given, shown)
      if (chart?.put(spec) === true) chart.show(shown)
      else drawn(spec)
    },
    show: (range) => chart?.show(range),
    read: (at) => {
      view?.readings.forEach(({ text }, i) => {
        const cell = cells[i]
        if (cell !== undefined) written(cell, text(at))
      })
    },
    fit: (wanted) => {
      height = wanted
      chart?.resize(box.clientWidth, height)
    },
    repaint: () => chart?.plot.redraw(false, true),
    hit: (spot) => (chart === null ? null : (view?.hit?.(chart.plot, spot) ?? null)),
    isFolded: () => isFolded,
    setFolded: (is) => {
      isFolded = is
      element.classList.toggle('folded', is)
      fold.setAttribute('aria-expanded', String(!is))
      if (!is) return
      chart?.plot.destroy()
      chart = null
    },
  }
}

const namesOf = (
  values: HTMLElement,
  readings: ReadonlyArray<Reading>,
  labels: string,
): ReadonlyArray<HTMLElement> => {
  const cells = readings.map(() => el('dd', {}, ''))
  values.dataset['labels'] = labels
  values.replaceChildren(
    ...readings.map(({ label, sign }, i) =>
      el('div', {}, el('dt', {}, sign(), label), cells[i] ?? null),
    ),
  )
  return cells
}
