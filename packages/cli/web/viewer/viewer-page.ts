import { el } from '../dom/element'
import { lanesPanel } from './lanes/lanes-panel'
import { detailPanel } from './panels/detail-panel'
import { eventsPanel } from './panels/events-panel'
import { instantPanel } from './panels/instant-panel'
import { scrubber } from './scrubber/scrubber'
import { topBar } from './scrubber/top-bar'
import type { Viewer } from './viewer'

/** Builds a viewer's page into an element, and goes to where a person began. */
export const viewerPage = async (root: HTMLElement, viewer: Viewer): Promise<void> => {
  root.className = 'viewer'
  root.replaceChildren(
    topBar(viewer),
    el(
      'div',
      { class: 'desk' },
      lanesPanel(viewer),
      instantPanel(viewer),
      eventsPanel(viewer),
      detailPanel(viewer),
    ),
    scrubber(viewer),
  )
  await viewer.go(viewer.facts.begin ?? { end: 'first' })
}
