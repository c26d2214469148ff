import { el } from '../../dom/element'
import type { OverviewWith } from './overview'
import { overview } from './overview'
import { rangeStrip } from './range-strip'
import { transport } from './transport'

/** The whole session to move in, with play, step and speed. */
export const scrubber = (given: OverviewWith): HTMLElement =>
  el(
    'section',
    { class: 'scrubber', 'aria-label': 'Time' },
    transport(given.viewer),
    el('div', { class: 'track' }, rangeStrip(given.viewer, given.data), overview(given)),
  )
