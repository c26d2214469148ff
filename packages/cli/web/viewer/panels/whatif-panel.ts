import { grouped } from '../../../src/reports/quantity-text'
import { copyable } from '../../dom/copyable'
import { el, retext } from '../../dom/element'
import { table } from '../../dom/table'
import { instantText } from '../../text/time-text'
import type { WhatifAsked } from '../api'
import type { Viewer } from '../viewer'
import { whatifForm } from './whatif-form'
import { comparedOf, reportOf, settingsText, stopReasons } from './whatif-report-shape'
import type { Ran, WhatifRuns } from './whatif-runs'
import { runWhatif, whatifRunsOf } from './whatif-runs'

/** Settings to be run otherwise, what came of that, and the last runs. */
export const whatifPanel = (viewer: Viewer): HTMLElement => {
  const { notRunAgain } = viewer.facts
  if (notRunAgain !== null) return el('div', { class: 'whatif' }, el('p', {}, notRunAgain))
  const runs = whatifRunsOf(viewer)
  const form = whatifForm(viewer, (asked) => runWhatif(viewer, asked))
  const progress = progressBar(runs.cancel)
  const result = el('div', { class: 'result', 'aria-live': 'polite' })
  const recent = el('ul', { class: 'recent', 'aria-label': 'The last runs' })
  let [drawn, filled] = [null as Ran | null, null as WhatifAsked | null]
  const draw = (): void => {
    const running = runs.running()
    if (running !== null && running.asked !== filled) {
      filled = running.asked
      form.fill(filled)
    }
    progress.show(running?.told ?? null, running !== null)
    form.show({ isRunning: running !== null, refusal: runs.refusal() })
    const chosen = runs.chosen()
    if (chosen !== drawn && chosen !== null) {
      result.replaceChildren(...resultParts(viewer, chosen))
      form.fill(chosen.asked)
    }
    drawn = chosen
    drawRecent(viewer, recent, runs)
  }
  runs.listen(draw)
  viewer.listen('overlay', () => drawRecent(viewer, recent, runs))
  viewer.clock.onChange(() => {
    if (drawn !== null) result.replaceChildren(...resultParts(viewer, drawn))
  })
  draw()
  return el('div', { class: 'whatif' }, progress.element, result, recent, form.element)
}

const progressBar = (onCancel: () => void) => {
  const bar = el('progress', { 'aria-label': 'Running the session again' })
  const says = el('span', { role: 'status' })
  const cancel = el('button', { type: 'button' }, 'Cancel')
  cancel.addEventListener('click', onCancel)
  const element = el('div', { class: 'running', hidden: true }, bar, says, cancel)
  return {
    element,
    show: (
      told: { readonly done: number; readonly total: number } | null,
      isRunning: boolean,
    ): void => {
      element.hidden = !isRunning
      if (told === null) bar.removeAttribute('value')
      else [bar.max, bar.value] = [Math.max(1, told.total), told.done]
      const share = told === null ? 0 : Math.floor((told.done * 100) / Math.max(1, told.total))
      retext(says, isRunning ? `${String(share)} %` : '')
    },
  }
}

/** Recorded beside otherwise, where they parted, and the command that says the same. */
const resultParts = (viewer: Viewer, { asked, result }: Ran): ReadonlyArray<HTMLElement> => {
  const report = reportOf(result)
  const { startAt } = viewer.facts
  const when = (at: number): string => instantText(at, startAt, viewer.clock.mode())
  return [
    el('h3', {}, settingsText(asked.set)),
    el('p', { class: 'note' }, fromText(asked.from)),
    table(
      'Recorded beside otherwise',
      [
        { title: 'Figure' },
        { title: 'Recorded', isFigure: true },
        { title: 'Otherwise', isFigure: true },
        { title: 'Difference', isFigure: true },
      ],
      comparedOf(report, when).map(({ name, recorded, otherwise, difference }) => ({
        cells: [name, recorded, otherwise, difference],
      })),
    ),
    ...stopReasons(report).map((text) => el('p', {}, text)),
    partingText(viewer, report.cells[0]?.parts ?? null, when),
    copyable('the same in a terminal', result.command),
  ]
}

const fromText = (from: number | null): string =>
  from === null ? 'All along.' : `From line ${grouped(from)} on.`

const partingText = (
  viewer: Viewer,
  parts: { readonly line: number; readonly at: number } | null,
  when: (at: number) => string,
): HTMLElement => {
  if (parts === null) return el('p', {}, 'It never parted from what was recorded.')
  const button = el('button', { type: 'button', class: 'link' }, `line ${grouped(parts.line)}`)
  button.addEventListener('click', () => {
    viewer.select(parts.line)
    void viewer.go({ seq: parts.line })
  })
  return el('p', {}, 'It parted from what was recorded at ', button, `, ${when(parts.at)}.`)
}

/** The last runs: each can be laid over the lanes, and taken away. */
const drawRecent = (viewer: Viewer, list: HTMLElement, runs: WhatifRuns): void => {
  const laid = viewer.overlay()
  list.replaceChildren(
    ...runs.ran().map((ran) => {
      const isLaid = ran.result === laid
      const show = el(
        'button',
        { type: 'button', class: 'chip', 'aria-pressed': String(ran === runs.chosen()) },
        settingsText(ran.asked.set),
      )
      show.addEventListener('click', () => runs.choose(ran))
      const lay = el(
        'button',
        { type: 'button', 'aria-pressed': String(isLaid) },
        isLaid ? 'Laid over the lanes: take away' : 'Lay over the lanes',
      )
      lay.addEventListener('click', () => viewer.setOverlay(isLaid ? null : ran.result))
      return el('li', {}, show, lay)
    }),
  )
}
