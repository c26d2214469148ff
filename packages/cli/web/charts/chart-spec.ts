import type uPlot from 'uplot'

import type { Range } from '../behavior/link'
import type { Paint } from './palette'

/** A line of a chart. Values hold until the next one, so they are drawn as steps. */
export type LineSpec = {
  readonly label: string
  readonly values: ReadonlyArray<number | null | undefined>
  readonly paint: Paint
  readonly width?: number
  readonly dash?: ReadonlyArray<number>
  /** Drawn for its band only: what is of the whole interval that ends with a sample. */
  readonly isHidden?: true
}

/** A mark at an instant and a value. */
export type PointMark = {
  readonly at: number
  readonly value: number
  readonly shape: 'up' | 'down'
  readonly isFull: boolean
  readonly paint: Paint
}

/** A stop of trading: a line where it began, and shade until it was let go. */
export type StopLine = {
  readonly at: number
  readonly until: number | null
  readonly label: string
  readonly kind: 'freeze' | 'reduction'
  /** The symbol that alone is stopped; `null` where more is. */
  readonly symbol: string | null
  /** Another color than that of stops. */
  readonly paint?: Paint
}

/** A time chart. Instants are microseconds since the session's start. */
export type ChartSpec = {
  readonly title: string
  /** What it shows, said in a sentence, and what is left out. */
  readonly says: string
  readonly height: number
  readonly home: Range
  readonly startAt: number
  readonly at: ReadonlyArray<number>
  readonly lines: ReadonlyArray<LineSpec>
  /** Places in `lines` of a band's upper and lower edge. */
  readonly band?: readonly [upper: number, lower: number]
  readonly marks?: ReadonlyArray<PointMark>
  readonly stops: ReadonlyArray<StopLine>
  /** Level lines, such as limits. */
  readonly levels?: ReadonlyArray<{ readonly value: number; readonly label: string }>
  readonly valueText: (value: number) => string
  /** What the scale must reach to. */
  readonly reaches?: ReadonlyArray<number>
  /** One of a row of charts that have one time: it has no time axis of its own. */
  readonly isBare?: true
  /** What is drawn beside the lines, below them and above. */
  readonly under?: Painter
  readonly over?: Painter
}

/** Draws into a chart, within its plot. */
export type Painter = (plot: uPlot, ctx: CanvasRenderingContext2D) => void
