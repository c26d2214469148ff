import type { SessionReport, StopMark } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { quantity } from '../../src/reports/quantity-text'
import type { FreezePage } from '../data/freeze-page'
import { freezePageOf } from '../data/freeze-page'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import { costText } from '../text/cost-words'
import { signedUsd } from '../text/figures'
import { stopTitle, whyText } from '../text/stop-words'
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
      `Session ${header.session} · ${header.strategy} on ${header.venue}, ${header.source} · ` +
        `${utcText(startAt).slice(0, 19)} UTC, ${sinceText(endAt - startAt)}`,
    ),
    el('h2', {}, titleOf(view)),
    reasonOf(view),
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

const reasonOf = (view: View): ReadonlyArray<HTMLElement> => {
  const [first, ...others] = view.report.stops
  if (first === undefined)
    return [el('p', { class: 'lead' }, 'No rule and no edge asked for it, and nobody else did.')]
  if (others.length > 0) return [stopsList(view)]
  const page = freezePageOf(first)
  const cost = page === null ? null : costText(page)
  const why = whyText(page?.line ?? null, first.says)
  return [
    el('p', { class: 'lead' }, why, ' ', thawOf(first, view.report, view.time)),
    el(
      'p',
      { class: 'lead' },
      page === null || page.before === null
        ? null
        : `The net was ${signedUsd(page.before.net_usd)} by then. `,
      cost === null ? null : `${cost} `,
      linkTo(view, first, page),
    ),
  ]
}

/** Each of the first stops in a line: why, until when, and what that cost. */
const stopsList = (view: View): HTMLElement => {
  const { report, time, id } = view
  const shown = report.stops.slice(0, 5)
  const more = report.sampling.stopsCount - shown.length
  return el(
    'ol',
    { class: 'lead' },
    shown.map((stop) => {
      const page = freezePageOf(stop)
      const cost = page === null ? null : costText(page)
      return el(
        'li',
        {},
        [el('b', {}, time(stop.at)), ' ', whyText(page?.line ?? null, stop.says), ' '],
        [thawOf(stop, report, time), cost === null ? null : ` ${cost}`, ' '],
        linkTo(view, stop, page),
      )
    }),
    more > 0
      ? el('li', {}, el('a', { href: `#${id('freezes')}` }, `And ${quantity(more, 'other')}`))
      : null,
  )
}

const linkTo = ({ id }: View, stop: StopMark, page: FreezePage | null): Child =>
  page === null
    ? null
    : el(
        'a',
        { href: `#${id(`freeze-${String(stop.n)}`)}` },
        `How ${stopTitle(stop).toLowerCase()} came about`,
      )

const thawOf = ({ thawAt, at }: StopMark, { endAt }: SessionReport, time: View['time']): Child =>
  thawAt === null
    ? `It stayed so to the end, for ${sinceText(endAt - at)}.`
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
