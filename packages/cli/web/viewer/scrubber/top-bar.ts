import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** What is viewed, its time and state. */
export const topBar = (viewer: Viewer): HTMLElement =>
  el('section', { class: 'bar', 'aria-label': 'Session' }, viewer.facts.header.session)
