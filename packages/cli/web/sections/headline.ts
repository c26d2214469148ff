import type { SessionReport, StopMark } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { quantity } from '../../src/reports/quantity-text'
import { freezePageOf } from '../data/freeze-page'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import { costText } from '../text/cost-words'
import { signedUsd } from '../text/figures'
import { whyText } from '../text/stop-words'
import { utcText } from '../text/time-text'
import { badge } from './section'
import type { View } from './view'

/** What the session came to, in a minute. */
export const headline = (view: View): HTMLElement => {
  const { report } = view
  const { header, startAt, endAt } = report
  return el(
    'header',
    { class: 'headline' },
    el(
      'p',
      { class: 'eyebrow' },
      `Session ${header.session} · ${header.strategy} on ${header.venue} · ` +
        `${utcText(startAt).slice(0, 19)} UTC, ${sinceText(endAt - startAt)}`,
    ),
    el('h2', {}, titleOf(view)),
    ...reasonOf(view),
    el('p', { class: 'badges' }, badgesOf(report)),
  )
}

const titleOf = ({ report, time }: View): Child => {
  const [first] = report.stops
  const { stopsCount } = report.sampling
  if (first === undefined) return 'Trading never stopped'
  const what = first.kind === 'freeze' ? 'froze' : 'was cut down to reducing'
  if (stopsCount === 1) return [`Trading ${what} at `, time(first.at)]
  return [`Trading stopped ${quantity(stopsCount, 'time')}, first at `, time(first.at)]
}

const reasonOf = ({ report, id, time }: View): ReadonlyArray<HTMLElement> => {
  const [first] = report.stops
  if (first === undefined)
    return [el('p', { class: 'lead' }, 'No rule and no edge asked for it, and nobody else did.')]
  const page = freezePageOf(first)
  const cost = page === null ? null : costText(page)
  return [
    el(
      'p',
      { class: 'lead' },
      whyText(page?.line ?? null, first.says),
      ' ',
      thawOf(first, report, time),
    ),
    el(
      'p',
      { class: 'lead second' },
      cost === null ? null : `${cost} `,
      el('a', { href: `#${id(`freeze-${String(first.n)}`)}` }, 'How it came about'),
    ),
  ]
}

const thawOf = ({ thawAt, at }: StopMark, { endAt }: SessionReport, time: View['time']): Child =>
  thawAt === null
    ? `It stayed so to the end, ${sinceText(endAt - at)}.`
    : [`It went on at `, time(thawAt), `, after ${sinceText(thawAt - at)}.`]

const badgesOf = ({ integrity, summary }: SessionReport): ReadonlyArray<HTMLElement> => {
  const { netUsd, tradingState } = summary
  return [
    verdictBadge(integrity.verdict),
    tradingState === 'active'
      ? badge('▶', 'trading at the end', 'good')
      : badge('■', `${tradingState} at the end`, 'stop'),
    badge(netUsd.startsWith('-') ? '▼' : '▲', `net ${signedUsd(netUsd)}`, 'plain'),
  ]
}

/** Whether the journal can be relied on, as a badge. */
export const verdictBadge = (verdict: SessionReport['integrity']['verdict']): HTMLElement => {
  switch (verdict) {
    case 'whole':
      return badge('✓', 'journal verified whole', 'good')
    case 'cut short':
      return badge('◐', 'journal cut short, verified to its end', 'warn')
    case 'damaged':
      return badge('✕', 'journal damaged', 'stop')
  }
}
