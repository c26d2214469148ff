import type { LineFacts } from '../../../src/viewer/view-data'
import { grouped, quantity } from '../../../src/reports/quantity-text'
import { el } from '../../dom/element'
import type { Viewer } from '../viewer'
import { lineLink } from './line-link'

/** What led to a line, from what came in down to it, and what it was judged on. */
export const causesTab = (viewer: Viewer, facts: LineFacts): ReadonlyArray<HTMLElement> => {
  const { row, causes, evidence, evidenceCount } = facts
  return [
    el(
      'p',
      { class: 'note' },
      causes.length === 0
        ? 'It came in from outside: nothing before it caused it.'
        : `${quantity(causes.length, 'line')} led to it, what came in first.`,
    ),
    el(
      'ol',
      { class: 'cause-chain' },
      [...causes, row].map((cause) =>
        el(
          'li',
          { class: cause === row ? 'self' : null, 'aria-current': cause === row ? 'true' : null },
          lineLink(viewer, cause),
        ),
      ),
    ),
    ...(evidence.length === 0
      ? []
      : [
          el('h3', {}, judgedText(evidence.length, evidenceCount)),
          el(
            'ul',
            { class: 'evidence' },
            evidence.map(({ line, markout }) =>
              el(
                'li',
                {},
                lineLink(viewer, line),
                markout === null
                  ? null
                  : el('div', { class: 'markout' }, lineLink(viewer, markout)),
              ),
            ),
          ),
        ]),
  ]
}

const judgedText = (told: number, count: number): string =>
  `Judged on ${quantity(count, 'line')}${told < count ? `, the first ${grouped(told)} below` : ''}`
