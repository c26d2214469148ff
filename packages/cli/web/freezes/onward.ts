import type { TradingFrozen } from '@shadowtape/core'

import { freezeText } from '../../src/reports/freeze-text'
import { shellWord } from '../../src/shell/shell-word'
import type { FreezePage } from '../data/freeze-page'
import { copyable } from '../dom/copyable'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import type { Looked } from './freeze-section'
import { part } from './part'

/** Other stops by the same rule. */
export const similar = ({ view, page }: Looked): HTMLElement => {
  if (page.similar.length === 0)
    return part('Similar freezes', el('p', {}, 'No other stop of this journal is by this rule.'))
  const links = page.similar.slice(0, 12).map(({ n, line }) => {
    const hasPage = view.report.stops.some((stop) => stop.n === n && stop.page !== null)
    const name = `Stop ${String(n)}`
    const link: Child = hasPage
      ? el('a', { href: `#${view.id(`freeze-${String(n)}`)}` }, name)
      : name
    return el('li', {}, link, ' at ', view.time(Number(line['at'])), `: ${textOf(line)}`)
  })
  const more = page.similar.length - links.length
  return part(
    'Similar freezes',
    el('ul', { class: 'plain' }, links, more > 0 ? el('li', {}, `and ${String(more)} more`) : null),
  )
}

const textOf = (line: Readonly<Record<string, unknown>>): string =>
  freezeText(line as unknown as TradingFrozen)

/** What to type to go on with a stop. */
export const commands = ({ page }: Looked): HTMLElement => {
  const [journal, n] = [shellWord(page.file), String(page.n)]
  const cut = `shadowtape golden add freeze-${n} --from ${journal} --around freeze:${n}`
  return part(
    'Go on from here',
    copyable('Keep it as a golden, so that a test holds it', cut),
    copyable('Look closer at why', `shadowtape why ${journal} --freeze ${n}`),
    copyable(
      'Go through the session around it, in a browser',
      `shadowtape view ${journal} --seq ${String(page.line['seq'])}`,
    ),
    copyable('The same page in the terminal', `shadowtape freeze ${journal} --n ${n}`),
    wholeSession(page),
  )
}

/** The threshold with which it does not stop within the while. */
const wholeSession = ({ file, otherwise }: FreezePage): HTMLElement | null => {
  if ('unsaid' in otherwise || otherwise.thresholds === null) return null
  const { setting, ranges } = otherwise.thresholds
  const through = ranges.find(({ means }) => means === 'not')
  const value = through?.to ?? through?.from ?? null
  if (value === null) return null
  return copyable(
    'The whole session with a threshold that lets this one through',
    `shadowtape whatif ${shellWord(file)} --set ${shellWord(`${setting}=${value}`)}`,
  )
}
