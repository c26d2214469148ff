import { printable } from '../../src/reports/printable'
import { newTheme } from '../behavior/theme'
import { el } from '../dom/element'
import { followAddress } from './address'
import { newKeyHelp } from './key-help'
import { newKeySetting } from './key-setting'
import { keepInView, listenToKeys } from './keys'
import { newFolds } from './lanes/folds'
import { newLaneData } from './lanes/lane-data'
import { lanesPanel } from './lanes/lanes-panel'
import { detailPanel } from './panels/detail-panel'
import { eventsPanel } from './panels/events-panel'
import { instantPanel } from './panels/instant-panel'
import { scrubber } from './scrubber/scrubber'
import { topBar } from './scrubber/top-bar'
import type { Viewer } from './viewer'

/** Builds a viewer's page into an element, and goes to where a person began. */
export const viewerPage = async (root: HTMLElement, viewer: Viewer): Promise<void> => {
  const [theme, folds, setting] = [newTheme(), newFolds(), newKeySetting()]
  const [data, help] = [newLaneData(viewer), newKeyHelp(setting)]
  keepInView(viewer, data)
  root.className = 'viewer'
  root.replaceChildren(
    topBar({ viewer, theme, help }),
    el(
      'div',
      { class: 'desk' },
      lanesPanel({ viewer, data, folds, theme }),
      instantPanel(viewer),
      eventsPanel(viewer),
      detailPanel(viewer),
    ),
    scrubber({ viewer, data, theme }),
    help.dialog,
  )
  document.title = `${printable(viewer.facts.header.session)} · Shadowtape view`
  tellState(root, viewer)
  listenToKeys({ viewer, data, help, setting })
  const { read } = followAddress(viewer, folds)
  if (!read()) await viewer.go(viewer.facts.begin ?? { end: 'first' })
}

/** What the page shows, for styles and for whoever drives it. */
const tellState = (root: HTMLElement, viewer: Viewer): void => {
  viewer.listen('place', () => {
    root.dataset['seq'] = String(viewer.shown().seq)
    root.dataset['entry'] = viewer.shown().entry?.message.type ?? ''
  })
  viewer.listen('playing', () => {
    root.dataset['playing'] = viewer.player.isPlaying() ? 'yes' : 'no'
  })
  viewer.listen('going', () => {
    root.dataset['going'] = viewer.isGoing() ? 'yes' : 'no'
  })
}
