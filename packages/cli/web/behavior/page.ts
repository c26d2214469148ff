import type { Clock } from './clock'
import type { ChartFocus } from './chart-focus'
import type { Link } from './link'
import type { Shelf } from './shelf'

/** What every part of the page is given. */
export type Page = {
  readonly clock: Clock
  readonly link: Link
  readonly shelf: Shelf
  readonly focus: ChartFocus
}
