import { shortDecimal } from '@shadowtape/core'

import { el } from '../../dom/element'
import type { EdgeView, InstantView, RestrictionView } from '../../../src/steps/instant-view'
import { grouped } from '../../../src/reports/quantity-text'
import { numberText } from '../../text/figures'
import type { Viewer } from '../viewer'
import type { Cell } from './cell'
import { cellOf } from './cell'

/** Whether trading is active, and what keeps it from being so; each leads to its line. */
export const newStanding = (viewer: Viewer) => {
  const list = el('ul', { class: 'standing' })
  const rows: Array<StandingRow> = []
  const rowAt = (i: number): StandingRow => {
    const row = rows[i] ?? newStandingRow(viewer)
    if (rows[i] === undefined) list.append(row.element)
    rows[i] = row
    return row
  }
  return {
    element: list,
    show: ({ restrictions, edges }: InstantView): void => {
      rowAt(0).show(restrictions[0] ?? null, edges)
      restrictions.slice(1).forEach((one, i) => rowAt(i + 1).show(one, edges))
      for (const row of rows.splice(Math.max(1, restrictions.length))) row.element.remove()
    },
  }
}

type StandingRow = {
  readonly element: HTMLElement
  readonly show: (restriction: RestrictionView | null, edges: ReadonlyArray<EdgeView>) => void
}

const newStandingRow = (viewer: Viewer): StandingRow => {
  const row = cellOf(el('li', {}))
  const [sign, state, why] = ['sign', 'state', 'why'].map((name) =>
    cellOf(el('span', { class: name })),
  ) as [Cell, Cell, Cell]
  const since = cellOf(el('button', { type: 'button', class: 'link', title: 'go there' }))
  sign.mark('aria-hidden', 'true')
  let line = 0
  since.element.addEventListener('click', () => {
    viewer.select(line)
    void viewer.go({ seq: line })
  })
  row.element.append(sign.element, state.element, since.element, why.element)
  return {
    element: row.element,
    show: (restriction, edges) => {
      row.mark('class', restriction?.state ?? 'active')
      since.element.hidden = restriction === null
      if (restriction === null) {
        sign.say('▶')
        state.say('Trading is active')
        why.say(edgeText(edges))
        return
      }
      line = restriction.line
      sign.say(restriction.state === 'frozen' ? '■' : '▼')
      state.say(`${subject(restriction)} ${restriction.state === 'frozen' ? 'frozen' : 'reducing'}`)
      since.say(`since line ${grouped(restriction.line)}`)
      why.say(restriction.why)
    },
  }
}

/** While nothing is restricted: how far the lowest edge is from its threshold. */
const edgeText = (edges: ReadonlyArray<EdgeView>): string => {
  const lowest = edges.toSorted((a, b) => Number(a.bps) - Number(b.bps))[0]
  if (lowest === undefined) return 'no edge was said or measured yet'
  const threshold = shortDecimal(lowest.threshold_bps)
  const where = lowest.is_below ? `below its threshold of ${threshold}` : `threshold ${threshold}`
  return `edge ${numberText(Number(lowest.bps), 2)} bps, ${where}`
}

const subject = ({ of }: RestrictionView): string => (of === 'all' ? 'All trading is' : `${of} is`)
