import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** The whole session to move in, with play, step and speed. */
export const scrubber = (viewer: Viewer): HTMLElement =>
  el('section', { class: 'scrubber', 'aria-label': 'Time' }, viewer.facts.header.session)
