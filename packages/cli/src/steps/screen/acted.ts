import { grouped } from '../../reports/quantity-text'
import { causeRows } from '../../reports/why-report'
import { helpRows } from '../help-rows'
import { finished } from '../ongoing'
import type { Action } from '../parse-step'
import { reproducing } from '../reproducing'
import type { Done } from '../stepping'
import { whyLine } from '../why-line'
import type { Shown } from './shown'
import { draw } from './shown'

/** Does an action on the screen. */
export const acted = async (shown: Shown, action: Action): Promise<void> => {
  const { stepper } = shown
  switch (action.do) {
    case 'quit':
      shown.isLeaving = true
      return
    case 'show':
      shown.screen?.leave()
      shown.screen?.enter()
      return
    case 'help':
      shown.pane = {
        of: 'help',
        title: 'commands and keys',
        rows: [...helpRows(), ...more],
        top: 0,
      }
      return
    case 'why':
      shown.pane = whyPane(shown)
      return
    case 'reproduce':
      shown.farewell = reproducing(stepper.cursor.path, stepper.cursor.seq())
      shown.pane = { of: 'reproduce', title: reproduceTitle, rows: shown.farewell, top: 0 }
      return
    default:
      shown.said = await performed(shown, action)
      if (shown.pane?.of === 'why') shown.pane = whyPane(shown)
      else if (shown.pane !== null) shown.pane = null
  }
}

const more: ReadonlyArray<string> = [
  '',
  'Digits before a key say how often: 10l, 3f. PgUp and PgDn go by a screen, Esc closes a pane,',
  'Ctrl-Z stops for a while. Behind : also stands any command by its word, such as :follow o-17.',
  'In the prompts of w and b, Tab completes a path into the state.',
]

const reproduceTitle = 'the same from a shell; printed once more when you leave'

const whyPane = ({ stepper, screen }: Shown): Shown['pane'] => {
  const line = stepper.line()
  const columns = (screen?.size().columns ?? 80) - 2
  const rows =
    line === null
      ? ['this line cannot be read']
      : causeRows(whyLine(stepper.cursor.path, line), columns)
  return { of: 'why', title: 'why', rows, top: 0 }
}

const headwayMs = 100

/** Does an action, shows its headway if it takes long, and goes back where a person stops it. */
const performed = async (shown: Shown, action: Action): Promise<Done> => {
  const { cursor } = shown.stepper
  const origin = cursor.seq()
  const ongoing = shown.stepper.perform(action)
  let drawnAt = performance.now()
  for (;;) {
    const step = ongoing.next()
    if (step.done === true) {
      shown.headway = null
      return step.value
    }
    if (performance.now() - drawnAt < headwayMs) continue
    shown.headway = step.value
    draw(shown)
    await new Promise((resolve) => setImmediate(resolve))
    drawnAt = performance.now()
    if (!wasStopAsked(shown)) continue
    ongoing.return({ isDone: false, says: null })
    shown.headway = null
    finished(cursor.seek(origin))
    return { isDone: false, says: `stopped; still at line ${grouped(origin)}` }
  }
}

const wasStopAsked = (shown: Shown): boolean => {
  const wasAsked = shown.isStopAsked
  shown.isStopAsked = false
  return wasAsked
}
