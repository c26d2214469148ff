import { el } from '../../dom/element'
import type { Viewer } from '../viewer'
import { filterBar } from './filter-bar'
import { newLineList } from './line-list'
import { seqOfElement } from './line-option'
import { newLineWindow } from './line-window'
import { atMostEvery, onceAFrame } from './once-a-frame'
import { splitter } from './splitter'

/** The list of lines, in step with the instant. */
export const eventsPanel = (viewer: Viewer): HTMLElement => {
  const { facts, clock, api } = viewer
  const list = newLineList({ startAt: facts.startAt, mode: clock.mode })
  const bar = filterBar(viewer)
  const lines = newLineWindow({
    api,
    onRefusal: bar.refuse,
    onChange: (change) => {
      list.follow(change)
      if (change.type === 'anew') {
        list.standAt(viewer.shown().seq)
        list.bring('to the middle')
      }
      bar.count(lines.rows().length, lines.isEnd('previous') && lines.isEnd('next'))
      onScroll()
    },
  })
  const catchUp = atMostEvery(catchUpMs, () => {
    const { seq } = viewer.shown()
    if (!lines.covers(seq)) void lines.around(seq, lines.filter())
  })
  const place = (): void => {
    const { seq } = viewer.shown()
    if (!lines.covers(seq)) {
      catchUp()
      return
    }
    list.standAt(seq)
    list.bring(viewer.player.isPlaying() ? 'to the middle' : 'if hidden')
  }
  const onScroll = onceAFrame(() => {
    const { scrollTop, scrollHeight, clientHeight } = list.element
    if (scrollTop < nearEnd) void lines.more('previous')
    if (scrollHeight - scrollTop - clientHeight < nearEnd) void lines.more('next')
  })
  list.element.addEventListener('scroll', onScroll, { passive: true })
  viewer.listen('place', onceAFrame(place))
  viewer.listen('filter', () => void lines.around(viewer.shown().seq, viewer.filter()))
  viewer.listen('selected', () => list.select(viewer.selected()))
  viewer.listen('now', () => {
    lines.grew(viewer.now().last)
    onScroll()
  })
  clock.onChange(list.rewriteTimes)
  listenToPresses(viewer, list.element, (seq) => list.reveal(seq))
  return el(
    'section',
    { class: 'events panel', 'aria-label': 'Lines' },
    el('header', {}, el('h2', {}, 'Lines'), bar.element),
    ...[listHead(), list.element],
    splitter({ edge: 'above', variable: '--below', name: 'Height of the lines', begin: 36 }),
  )
}

/** While a session goes by faster than lines can be had, they are asked for so often. */
const catchUpMs = 200

/** Pages are asked for before one comes to an end: pixels. */
const nearEnd = 900

const listHead = (): HTMLElement =>
  el(
    'div',
    { class: 'line-head', 'aria-hidden': 'true' },
    ['Line', 'Time', '', '', 'Type', 'Says'].map((title) => el('span', {}, title)),
  )

/** A press selects a line and goes there; keys select, and Enter goes there and opens it. */
const listenToPresses = (
  viewer: Viewer,
  list: HTMLElement,
  reveal: (seq: number) => void,
): void => {
  const goTo = (seq: number): void => {
    viewer.select(seq)
    void viewer.go({ seq })
  }
  list.addEventListener('click', (event) => {
    const seq = seqOfElement(event.target)
    if (seq !== null) goTo(seq)
  })
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const from = viewer.selected() ?? viewer.shown().seq
    if (event.key === 'Enter') goTo(from)
    else {
      const seq = steppedTo(list, from, event.key)
      if (seq === undefined) return
      if (seq !== null) {
        viewer.select(seq)
        reveal(seq)
      }
    }
    event.preventDefault()
    event.stopPropagation()
  })
}

/** The line that a key leads to from one; `null` for none, `undefined` for another key. */
const steppedTo = (list: HTMLElement, from: number, key: string): number | null | undefined => {
  const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[key]
  if (steps === undefined) return undefined
  const all = [...list.querySelectorAll<HTMLElement>('[data-seq]')].map(({ dataset }) =>
    Number(dataset['seq']),
  )
  const here = all.findLastIndex((seq) => seq <= from)
  const isOn = all[here] === from
  const next = here + steps + (steps < 0 && !isOn ? 1 : 0)
  return all[Math.max(0, Math.min(all.length - 1, next))] ?? null
}
