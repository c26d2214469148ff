import type { Page } from './page'
import type { Moves } from './moves'

/** Keys and what they do, as the help shows them. */
export const keyHelp: ReadonlyArray<readonly [keys: string, does: string]> = [
  ['Tab', 'to the next chart'],
  ['← →', 'move the cursor by a sample; with Shift by ten; Home and End to either end'],
  ['+ −', 'zoom in and out around the cursor; 0 shows all again'],
  ['n p', 'to the next freeze, to the one before'],
  ['u', 'session time or UTC'],
  ['?', 'this help'],
]

/** What keys do beside moving. */
export type KeyActions = {
  readonly moves: Moves
  readonly toStop: (way: 1 | -1) => void
  readonly otherTime: () => void
  readonly help: () => void
}

/** Listens to keys, but never while something is typed or with a modifier. */
export const listenToKeys = ({ focus }: Page, actions: KeyActions): void => {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const isDone =
      anywhere(event.key, actions) || (focus.current() !== null && inChart(event, actions))
    if (isDone) event.preventDefault()
  })
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select')

const anywhere = (key: string, { moves, toStop, otherTime, help }: KeyActions): boolean => {
  switch (key) {
    case 'n':
      toStop(1)
      return true
    case 'p':
      toStop(-1)
      return true
    case '0':
      moves.reset()
      return true
    case '+':
    case '=':
      moves.zoom(0.5)
      return true
    case '-':
      moves.zoom(2)
      return true
    case 'u':
      otherTime()
      return true
    case '?':
      help()
      return true
    default:
      return false
  }
}

const inChart = ({ key, shiftKey }: KeyboardEvent, { moves }: KeyActions): boolean => {
  switch (key) {
    case 'ArrowLeft':
      moves.step(shiftKey ? -10 : -1)
      return true
    case 'ArrowRight':
      moves.step(shiftKey ? 10 : 1)
      return true
    case 'Home':
      moves.toEnd(-1)
      return true
    case 'End':
      moves.toEnd(1)
      return true
    default:
      return false
  }
}
