import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** The list of lines, in step with the instant. */
export const eventsPanel = (viewer: Viewer): HTMLElement =>
  el('section', { class: 'events', 'aria-label': 'Lines' }, viewer.facts.header.session)
