import type { LineFacts } from '../../../src/viewer/view-data'
import { grouped } from '../../../src/reports/quantity-text'
import { el, retext } from '../../dom/element'
import type { Viewer } from '../viewer'
import { causesTab } from './causes-tab'
import { newChangesTab } from './changes-tab'
import { newConsequencesTab } from './consequences-tab'
import { newLineCache } from './line-cache'
import { lineTab } from './line-tab'
import { newTabs } from './tabs'
import { whatifPanel } from './whatif-panel'

/** A line with its causes, consequences and changes, and what-if. */
export const detailPanel = (viewer: Viewer): HTMLElement => {
  const [line, causes] = [el('div', { class: 'fields-of' }), el('div', { class: 'causes' })]
  const [changes, consequences] = [newChangesTab(), newConsequencesTab(viewer)]
  const head = detailHead(viewer)
  let [facts, open] = [null as LineFacts | null, 'line']
  const draw = (): void => {
    if (open === 'consequences' && facts !== null) consequences.show(facts.row.seq)
    else consequences.leave()
  }
  const tabs = newTabs(
    'Details',
    [
      { id: 'line', name: 'Line', element: line },
      { id: 'causes', name: 'Causes', element: causes },
      { id: 'consequences', name: 'Consequences', element: consequences.element },
      { id: 'changes', name: 'Changes', element: changes.element },
      { id: 'whatif', name: 'What if', element: whatifPanel(viewer) },
    ],
    (id) => {
      open = id
      draw()
    },
    () => sheet.set('open'),
  )
  const show = (wanted: LineFacts): void => {
    if (facts === wanted) return
    facts = wanted
    const focused = tabs.bodies.find((body) => body.contains(document.activeElement))
    head.show(wanted)
    line.replaceChildren(...lineTab(viewer, wanted))
    causes.replaceChildren(...causesTab(viewer, wanted))
    changes.show(wanted)
    draw()
    // a link that was followed is gone: whoever came by keys stays in the tab
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true })
  }
  const panel = el(
    'section',
    { class: 'detail panel', 'aria-label': 'Details' },
    el('header', {}, head.element, tabs.list),
    ...tabs.bodies,
  )
  const sheet = asSheet(viewer, panel, head.element)
  const openAsked = (): void => {
    if (viewer.asked() !== null) tabs.open('whatif')
  }
  viewer.listen('asked', openAsked)
  tabs.open('line')
  openAsked()
  followLine(viewer, panel, { show, fail: head.fail })
  return panel
}

const detailHead = (viewer: Viewer) => {
  const title = el('h2', { 'aria-live': 'polite' }, 'No line yet')
  const pin = el('button', { type: 'button', class: 'pin-line' }, 'Pin')
  const mark = (): void => {
    const isHeld = viewer.selected() !== null
    pin.setAttribute('aria-pressed', String(isHeld))
    pin.title = isHeld ? 'follow the line one stands at again' : 'hold this line'
    retext(pin, isHeld ? 'Pinned' : 'Pin')
  }
  pin.addEventListener('click', () =>
    viewer.select(viewer.selected() === null ? viewer.shown().seq : null),
  )
  viewer.listen('selected', mark)
  mark()
  return {
    element: el('div', { class: 'title' }, title, pin),
    show: ({ row }: LineFacts): void => retext(title, `Line ${grouped(row.seq)} · ${row.type}`),
    fail: (says: string): void => retext(title, says),
  }
}

/** On a phone the details are a sheet: what is selected opens it, and it is put away again. */
const asSheet = (viewer: Viewer, panel: HTMLElement, head: HTMLElement) => {
  const toggle = el('button', { type: 'button', class: 'sheet-toggle' })
  const set = (to: 'open' | 'away'): void => {
    panel.classList.toggle('is-open', to === 'open')
    toggle.setAttribute('aria-expanded', String(to === 'open'))
    retext(toggle, to === 'open' ? 'Put away' : 'Details')
  }
  const isOpen = (): boolean => panel.classList.contains('is-open')
  toggle.addEventListener('click', () => set(isOpen() ? 'away' : 'open'))
  viewer.listen('selected', () => set(viewer.selected() === null ? 'away' : 'open'))
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') set('away')
  })
  head.append(toggle)
  set('away')
  return { set }
}

/** The line that is to be shown: the one that is held, else the one that one stands at. */
const followLine = (
  viewer: Viewer,
  panel: HTMLElement,
  { show, fail }: { show: (facts: LineFacts) => void; fail: (says: string) => void },
): void => {
  const cache = newLineCache(viewer.api)
  let [waiting, skeleton, asked] = [0, 0, null as number | null]
  const arrived = (): void => {
    clearTimeout(skeleton)
    panel.removeAttribute('aria-busy')
  }
  const load = async (seq: number): Promise<void> => {
    clearTimeout(skeleton)
    skeleton = window.setTimeout(() => panel.setAttribute('aria-busy', 'true'), skeletonMs)
    try {
      const facts = await cache.ask(seq)
      if (facts === null || seq !== asked) return
      show(facts)
    } catch (error) {
      asked = null
      fail((error as Error).message)
    }
    arrived()
  }
  const look = (): void => {
    const seq = viewer.selected() ?? viewer.shown().seq
    if (seq === asked || seq === 0) return
    clearTimeout(waiting)
    const kept = cache.kept(seq)
    const isPassing = viewer.selected() === null && viewer.player.isPlaying()
    asked = seq
    if (kept !== null) {
      void load(seq)
      return
    }
    // what only passes by is not asked for
    waiting = window.setTimeout(() => void load(seq), isPassing ? restMs : 0)
  }
  for (const change of ['place', 'selected', 'playing'] as const) viewer.listen(change, look)
}

/** A line is asked for once one has stayed there so long while playing. */
const restMs = 250

/** Only what takes longer than this is seen to be under way. */
const skeletonMs = 200
