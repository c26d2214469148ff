import type { Child } from '../dom/element'
import { el } from '../dom/element'

/** A part of the page with a heading that links find. */
export const section = (
  id: string,
  title: string,
  ...children: ReadonlyArray<Child>
): HTMLElement => el('section', { id, class: 'card' }, el('h3', {}, title), children)

/** A figure with what it is, and more about it. */
export const tile = (name: string, value: Child, more: Child, mood = ''): HTMLElement =>
  el(
    'div',
    { class: `tile ${mood}`.trim() },
    el('dt', {}, name),
    el('dd', {}, el('span', { class: 'value' }, value), el('span', { class: 'more' }, more)),
  )

/** A short claim with a sign before it, so that it is read without its color too. */
export const badge = (sign: string, says: Child, mood: string): HTMLElement =>
  el('span', { class: `badge ${mood}` }, el('span', { 'aria-hidden': 'true' }, sign), ' ', says)
