import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import type { InstantView } from './instant-view'
import { instantView } from './instant-view'
import type { Stepper } from './stepper'
import type { WatchView } from './watches'

/** All that is shown of the place where one stands. */
export type StepView = InstantView & {
  readonly file: string
  readonly seq: number
  readonly last: number
  /** Whether the session ended; else its journal was cut short, or it is still recorded. */
  readonly isClosed: boolean
  readonly at: number
  readonly startAt: number
  readonly line: LineFields | null
  /** The line that caused it. */
  readonly cause: LineFields | null
  readonly symbol: string | null
  readonly order: string | null
  readonly watches: ReadonlyArray<WatchView>
  readonly breaks: ReadonlyArray<string>
  /** Why it goes no further than to some line, once that was met. */
  readonly stop: string | null
}

/** What a stepper has to show. */
export const stepView = (stepper: Stepper): StepView => {
  const { cursor, pages, watches, startAt } = stepper
  const line = stepper.line()
  const state = cursor.state()
  const last = pages.last()
  return {
    ...instantView(state, stepper.symbol()),
    ...{ file: cursor.path, seq: cursor.seq(), last, line, at: state.at, startAt },
    isClosed: typeOf(pages.line(last)) === 'SessionClosed',
    cause: pages.line(Number(line?.['cause'] ?? 0)),
    symbol: stepper.symbol(),
    order: stepper.order(),
    watches: watches.views(),
    breaks: stepper.breaks().map(({ text }) => text),
    stop: cursor.stop()?.failure.says ?? null,
  }
}
