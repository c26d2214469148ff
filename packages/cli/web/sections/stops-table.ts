import { sinceText } from '../../src/reports/otherwise-report'
import { freezePageOf } from '../data/freeze-page'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import { table } from '../dom/table'
import { shellWord } from '../../src/shell/shell-word'
import { shortCostText } from '../text/cost-words'
import { countText } from '../text/figures'
import { stopTitle } from '../text/stop-words'
import { section } from './section'
import type { View } from './view'

/** All stops of a session, each with a link to its own part. */
export const stopsTable = (view: View): HTMLElement => {
  const { report, id, time } = view
  const { stopsShown, stopsCount } = report.sampling
  if (report.stops.length === 0)
    return section(id('freezes'), 'Freezes', el('p', {}, 'Trading never stopped.'))
  return section(
    id('freezes'),
    'Freezes',
    table(
      stopsShown === stopsCount
        ? `All ${countText(stopsCount)} freezes and reductions`
        : `The first ${countText(stopsShown)} of ${countText(stopsCount)} freezes and reductions`,
      [
        { title: 'Which' },
        { title: 'When' },
        { title: 'Why' },
        { title: 'Held for', isFigure: true },
        { title: 'Against going on', isFigure: true },
      ],
      report.stops.map((stop) => {
        const page = freezePageOf(stop)
        const title: Child =
          page === null
            ? stopTitle(stop)
            : el('a', { href: `#${id(`freeze-${String(stop.n)}`)}` }, stopTitle(stop))
        const held = stop.thawAt === null ? 'to the end' : sinceText(stop.thawAt - stop.at)
        const cost = page === null ? moreBy(view, stop.n) : (shortCostText(page) ?? 'not known')
        return { cells: [title, time(stop.at), stop.says, held, cost] }
      }),
    ),
  )
}

const moreBy = ({ report }: View, n: number): HTMLElement =>
  el('code', {}, `shadowtape freeze ${shellWord(report.file)} --n ${String(n)}`)
