import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** Market, quotes, orders, fills, edge and risk, one above the other. */
export const lanesPanel = (viewer: Viewer): HTMLElement =>
  el('section', { class: 'lanes', 'aria-label': 'Lanes' }, viewer.facts.header.session)
