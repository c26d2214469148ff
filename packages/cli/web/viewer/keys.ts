import { movedTo, zoomedAround } from '../behavior/link'
import type { KeyHelp } from './key-help'
import type { KeySetting } from './key-setting'
import type { LaneData } from './lanes/lane-data'
import { paces, placeOfPace } from './scrubber/transport'
import type { Viewer } from './viewer'

/** What keys do things to. */
export type KeysOf = {
  readonly viewer: Viewer
  readonly data: LaneData
  readonly help: KeyHelp
  readonly setting: KeySetting
}

/** Listens to keys all over the page, but never while something is typed or with a modifier. */
export const listenToKeys = (of: KeysOf): void => {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target)) return
    const act = actionOf(event, of)
    if (act === null) return
    event.preventDefault()
    act()
  })
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')

const actionOf = (event: KeyboardEvent, of: KeysOf): (() => void) | null => {
  const { key, target } = event
  if (of.help.dialog.open) return key === '?' ? of.help.toggle : null
  const always = plainKeys(of)[event.shiftKey ? `Shift+${key}` : key]
  if (always !== undefined) {
    // a button that has the focus is pressed by these
    const isPressed = target instanceof Element && target.closest('button, a, summary') !== null
    return (key === 'Enter' || key === ' ') && isPressed ? null : always
  }
  return of.setting.isOn() ? (letterKeys(of)[key] ?? null) : null
}

type Actions = Readonly<Record<string, () => void>>

const plainKeys = ({ viewer }: KeysOf): Actions => ({
  ArrowLeft: () => void viewer.go({ lines: -1 }),
  ArrowRight: () => void viewer.go({ lines: 1 }),
  'Shift+ArrowLeft': () => void viewer.go({ goal: 'input', way: 'previous' }),
  'Shift+ArrowRight': () => void viewer.go({ goal: 'input', way: 'next' }),
  Home: () => void viewer.go({ end: 'first' }),
  End: () => void viewer.go({ end: 'last' }),
  ' ': () => (viewer.player.isPlaying() ? viewer.player.pause() : viewer.player.play()),
  Enter: () => viewer.select(viewer.shown().seq),
  Escape: () => viewer.select(null),
})

const letterKeys = (of: KeysOf): Actions => {
  const { viewer, data, help } = of
  const { clock } = viewer
  const to = (goal: 'input' | 'fill' | 'denial' | 'freeze', way: 'next' | 'previous') => () =>
    void viewer.go({ goal, way })
  const zoom = (times: number) => () => zoomHere(viewer, data, times)
  return {
    ...{ h: () => void viewer.go({ lines: -1 }), l: () => void viewer.go({ lines: 1 }) },
    ...{ i: to('input', 'next'), I: to('input', 'previous') },
    ...{ f: to('fill', 'next'), F: to('fill', 'previous') },
    ...{ d: to('denial', 'next'), D: to('denial', 'previous') },
    ...{ z: to('freeze', 'next'), Z: to('freeze', 'previous') },
    g: () => void viewer.go({ end: 'first' }),
    G: () => void viewer.go({ end: 'last' }),
    ...{ '+': zoom(0.5), '=': zoom(0.5), '-': zoom(2), '0': () => viewer.zoom(null) },
    ...{ '<': () => faster(viewer, -1), '>': () => faster(viewer, 1) },
    '/': () => focusOn('.events input'),
    ':': () => focusOn('#go-to'),
    u: () => clock.set(clock.mode() === 'utc' ? 'session' : 'utc'),
    '?': help.toggle,
  }
}

const focusOn = (selector: string): void => {
  const found = document.querySelector<HTMLInputElement>(selector)
  found?.focus()
  found?.select()
}

const faster = ({ player }: Viewer, by: 1 | -1): void => {
  const place = Math.max(0, Math.min(paces.length - 1, placeOfPace(player.pace()) + by))
  const chosen = paces[place]
  if (chosen !== undefined) player.setPace(chosen[1])
}

const zoomHere = (viewer: Viewer, data: LaneData, times: number): void => {
  const home = data.home()
  const at = viewer.shown().at - viewer.facts.startAt
  viewer.zoom(zoomedAround(home, viewer.range() ?? home, at, times))
}

/** Keeps where one stands within what is zoomed to: a page further where it left it. */
export const keepInView = (viewer: Viewer, data: LaneData): void => {
  viewer.listen('place', () => {
    const range = viewer.range()
    if (range === null) return
    const at = Math.max(0, viewer.shown().at - viewer.facts.startAt)
    const moved = movedTo(data.home(), range, at)
    if (moved !== range) viewer.zoom(moved)
  })
}
