import type { Child } from '../dom/element'
import { el } from '../dom/element'

/** A part of a stop's section, with a small heading. */
export const part = (title: string, ...children: ReadonlyArray<Child>): HTMLElement =>
  el('div', { class: 'part' }, el('h4', {}, title), children)

/** Facts as names and values, in pairs. */
export const facts = (pairs: ReadonlyArray<readonly [name: string, value: Child]>): HTMLElement =>
  el(
    'dl',
    { class: 'facts' },
    pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  )
