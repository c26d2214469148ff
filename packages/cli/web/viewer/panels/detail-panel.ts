import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** A line with its causes, consequences and changes, and what-if. */
export const detailPanel = (viewer: Viewer): HTMLElement =>
  el('section', { class: 'detail', 'aria-label': 'Details' }, viewer.facts.header.session)
