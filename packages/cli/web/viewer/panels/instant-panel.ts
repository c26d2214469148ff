import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** The book with our orders, and what was held, at the instant. */
export const instantPanel = (viewer: Viewer): HTMLElement =>
  el('section', { class: 'instant', 'aria-label': 'This instant' }, viewer.facts.header.session)
