import { el, retext } from '../dom/element'
import type { TimeMode } from '../text/time-text'
import { instantText } from '../text/time-text'

/** How instants are written all over the page, and who wants to know when that changes. */
export type Clock = {
  readonly mode: () => TimeMode
  readonly set: (mode: TimeMode) => void
  readonly onChange: (listener: () => void) => void
  /** An instant of a session that began at another, as an element that follows the mode. */
  readonly time: (at: number, startAt: number) => HTMLElement
}

/** A clock that begins with session time. */
export const newClock = (): Clock => {
  let mode: TimeMode = 'session'
  const listeners: Array<() => void> = []
  const set = (wanted: TimeMode): void => {
    mode = wanted
    for (const listener of listeners) listener()
  }
  const time = (at: number, startAt: number): HTMLElement => {
    const element = el('time', {})
    const write = (): void => {
      retext(element, instantText(at, startAt, mode))
      element.title = instantText(at, startAt, mode === 'utc' ? 'session' : 'utc')
    }
    write()
    listeners.push(write)
    return element
  }
  return { mode: () => mode, set, onChange: (listener) => void listeners.push(listener), time }
}
