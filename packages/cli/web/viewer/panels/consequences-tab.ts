import type { Consequences } from '../../../src/viewer/view-data'
import { grouped, quantity } from '../../../src/reports/quantity-text'
import { el, retext } from '../../dom/element'
import type { FollowAsked } from '../api'
import { isLeftBehind } from '../api'
import type { Viewer } from '../viewer'
import { kindOf, kindSign } from './line-kinds'
import { lineLink } from './line-link'

/** What came of a line; it is asked for when it is looked at. */
export type ConsequencesTab = {
  readonly element: HTMLElement
  readonly show: (seq: number) => void
  readonly leave: () => void
}

/** So many are listed; and so many times as far is looked where one asks to look on. */
const [listedMax, timesFarther] = [500, 8]

/** Consequences of no line yet. */
export const newConsequencesTab = (viewer: Viewer): ConsequencesTab => {
  const element = el('div', { class: 'consequences', 'aria-live': 'polite' })
  let leaving = new AbortController()
  let shown = null as number | null
  const load = async (asked: FollowAsked): Promise<void> => {
    const { seq } = asked
    leaving.abort()
    leaving = new AbortController()
    shown = seq
    const { signal } = leaving
    element.setAttribute('aria-busy', 'true')
    try {
      const found = await viewer.api.consequences(asked, signal)
      const to = seq + (found.until - seq) * timesFarther
      element.replaceChildren(...parts(viewer, seq, found, () => void load({ ...asked, to })))
    } catch (error) {
      if (isLeftBehind(error)) return
      shown = null
      retext(element, (error as Error).message)
    }
    if (!signal.aborted) element.removeAttribute('aria-busy')
  }
  return {
    element,
    show: (seq) => {
      if (seq !== shown) void load({ seq, count: listedMax })
    },
    leave: () => {
      leaving.abort()
      if (element.hasAttribute('aria-busy')) shown = null
    },
  }
}

const parts = (
  viewer: Viewer,
  seq: number,
  { lines, counts, until, isEnd }: Consequences,
  onMore: () => void,
): ReadonlyArray<HTMLElement> => {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const more = el('button', { type: 'button' }, 'Look on')
  more.addEventListener('click', onMore)
  const looked = isEnd
    ? `Looked up to the journal's end, line ${grouped(until)}.`
    : `Looked up to line ${grouped(until)}.`
  return [
    el(
      'p',
      { class: 'note' },
      all === 0
        ? `Nothing came of line ${grouped(seq)}. ${looked}`
        : `${quantity(all, 'line')} came of it` +
            (all > lines.length ? `, the first ${grouped(lines.length)} below. ` : '. ') +
            looked,
    ),
    ...(isEnd ? [] : [more]),
    countsList(counts),
    el(
      'ul',
      { class: 'tree' },
      lines.map(({ depth, row }) => {
        const item = el('li', {}, lineLink(viewer, row))
        item.style.setProperty('--depth', String(Math.min(depth - 1, deepest)))
        return item
      }),
    ),
  ]
}

/** Deeper than this a tree is drawn no further to the right. */
const deepest = 12

const countsList = (counts: Consequences['counts']): HTMLElement =>
  el(
    'ul',
    { class: 'counts', 'aria-label': 'How many, by type' },
    Object.entries(counts).map(([type, count]) => {
      const item = el(
        'li',
        {},
        el('span', { class: 'kind', 'aria-hidden': 'true' }, kindSign[kindOf(type)]),
        ` ${type} `,
        el('b', {}, grouped(count)),
      )
      item.dataset['kind'] = kindOf(type)
      return item
    }),
  )
