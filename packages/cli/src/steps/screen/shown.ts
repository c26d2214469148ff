import type { Headway } from '../ongoing'
import type { Prompt } from './prompt'
import type { Stepper } from '../stepper'
import type { Done } from '../stepping'
import { stepView } from '../step-view'
import type { Pane, Size } from './frame'
import { frameRows } from './frame'
import { statusRow } from './status-row'
import type { Screen } from './term-screen'

/** What the terminal shows beside the stepper's view, and what is under way. */
export type Shown = {
  readonly stepper: Stepper
  screen: Screen | null
  prompt: Prompt | null
  pane: (Pane & { readonly of: 'why' | 'help' | 'reproduce' }) | null
  said: Done | null
  /** Digits that were typed before a key. */
  count: string
  headway: Headway | null
  isLeaving: boolean
  isStopAsked: boolean
  /** What is printed once the terminal is given back. */
  farewell: ReadonlyArray<string>
}

/** Draws all of it. */
export const draw = (shown: Shown): void => {
  const { screen, stepper, pane } = shown
  if (screen === null) return
  const size = screen.size()
  const view = stepView(stepper)
  const around = (before: number, behind: number) =>
    Array.from({ length: before + behind + 1 }, (_, i) => view.seq - before + i)
      .filter((seq) => seq >= 1 && seq <= view.last)
      .map((seq) => ({ seq, line: stepper.pages.line(seq) }))
  const status = statusRow(shown, size.columns)
  screen.draw(frameRows({ view, around, pane: pane && clippedPane(pane, size), status }, size))
}

/** A pane that is scrolled no further than to its last rows. */
const clippedPane = (pane: Pane, { rows }: Size): Pane => ({
  ...pane,
  top: Math.max(Math.min(pane.top, pane.rows.length - rows + paneChrome), 0),
})

/** Rows of the screen that no pane has: title, message and status. */
export const paneChrome = 8
