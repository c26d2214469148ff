import type { Range } from './link'

/** What a chart has for whoever moves through it by keys. */
export type Focusable = { readonly at: ReadonlyArray<number>; readonly home: Range }

/** Which chart has the keyboard. */
export type ChartFocus = {
  readonly join: (box: HTMLElement, chart: Focusable) => void
  readonly current: () => Focusable | null
}

/** Knows the charts by their boxes. */
export const newChartFocus = (): ChartFocus => {
  const charts = new Map<Element, Focusable>()
  return {
    join: (box, chart) => void charts.set(box, chart),
    current: () => {
      const { activeElement } = document
      return (activeElement === null ? null : charts.get(activeElement)) ?? null
    },
  }
}
