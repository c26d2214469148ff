import type { Page } from 'playwright-core'

import { runCli } from '../run-cli'
import { freezeJournal, root } from '../viewer-panels/served-page'

/** What a page shows of where it stands. */
export type Seen = { readonly seq: number; readonly type: string; readonly isPlaying: boolean }

/** Where a page stands. */
export const seenIn = (page: Page): Promise<Seen> =>
  page.evaluate(`(() => {
    const { seq, entry, playing } = document.getElementById('viewer').dataset
    return { seq: Number(seq), type: entry, isPlaying: playing === 'yes' }
  })()`)

/** Waits until an expression of the page's is true. */
export const until = async (page: Page, expression: string): Promise<void> => {
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) await page.waitForTimeout(25)
}

/** Waits until a page stands after a line, and says which. */
export const standsAt = async (page: Page, seq: number): Promise<void> => {
  await page.locator(`main[data-seq="${String(seq)}"]:not([data-entry=""])`).waitFor()
}

/**
 * From when to when the lanes show, in microseconds since the session's start, once they have drawn
 * what was asked of them: they draw once a frame.
 */
export const lanesShown = async (page: Page): Promise<readonly [from: number, to: number]> => {
  await page.evaluate(`new Promise((drawn) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))
  })`)
  const shown = await page.locator('.lanes').getAttribute('data-shown')
  const [from = NaN, to = NaN] = (shown ?? '').split(' ').map(Number)
  return [from, to]
}

/** A point of an element, as shares of its width and height. */
export const pointIn = async (
  page: Page,
  selector: string,
  [x, y]: readonly [number, number],
): Promise<readonly [number, number]> => {
  const box = await page.locator(selector).boundingBox()
  if (box === null) throw new Error(`${selector} is not seen`)
  return [box.x + box.width * x, box.y + box.height * y]
}

/** Presses, moves over some points, and lets go at the last. */
export const drag = async (
  page: Page,
  points: ReadonlyArray<readonly [number, number]>,
): Promise<void> => {
  const [first = [0, 0] as const, ...rest] = points
  await page.mouse.move(...first)
  await page.mouse.down()
  for (const point of rest) await page.mouse.move(...point, { steps: 4 })
  await page.mouse.up()
}

/** A line of a journal as `shadowtape cat --json` has it. */
export type Line = {
  readonly seq: number
  readonly at: number
  readonly type: string
  readonly cause: number | null
}

/** The lines of the journal with a freeze. */
export const freezeLines = (): ReadonlyArray<Line> =>
  runCli(['cat', freezeJournal, '--json'], { cwd: root })
    .stdout.trim()
    .split('\n')
    .map((line) => {
      const { seq, at, type, cause } = JSON.parse(line) as Line
      return { seq, at, cause, type: type.replace(/@\d+$/, '') }
    })

/** The report of `shadowtape state --json` after a line. */
export const stateAfter = (seq: number): StateReport =>
  (
    JSON.parse(
      runCli(['state', freezeJournal, '--seq', String(seq), '--json'], { cwd: root }).stdout,
    ) as { readonly report: StateReport }
  ).report

type StateReport = {
  readonly open_orders: number
  readonly positions: Readonly<
    Record<
      string,
      Readonly<
        Record<'qty' | 'realized_usd' | 'unrealized_usd' | 'fees_usd' | 'funding_usd', string>
      >
    >
  >
}
