import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import { cellsOf, freezeJournal, said, servedPages, textsOf } from './served-page'

type Line = Readonly<Record<string, unknown>>
type Why = {
  readonly causes: ReadonlyArray<Line>
  readonly evidence: ReadonlyArray<{ readonly line: Line; readonly markout: Line | null }>
  readonly consequences: ReadonlyArray<{ readonly depth: number; readonly line: Line }>
  readonly counts: Readonly<Record<string, number>>
}
type Change = { readonly path: string; readonly before?: unknown; readonly after?: unknown }

const whyOf = (journal: string, seq: number): Why =>
  said(['why', journal, '--seq', String(seq), '--json'])[0] as unknown as Why

const openTab = async (page: Page, name: string): Promise<void> => {
  await page.locator(`#tab-${name}`).click()
  await page.locator(`#body-${name}`).waitFor()
}

const linked = (page: Page, within: string): Promise<ReadonlyArray<number>> =>
  textsOf(page, `${within} .line-link .seq`).then((all) =>
    all.map((text) => Number(text.replaceAll(',', ''))),
  )

const seqsOf = (lines: ReadonlyArray<Line>): ReadonlyArray<number> =>
  lines.map(({ seq }) => Number(seq))

/** The changes that the page tells: path, what was there, what is. */
const changesOn = async (page: Page) =>
  page.evaluate<ReadonlyArray<ReadonlyArray<string | null>>>(
    `[...document.querySelectorAll('.change')].map((one) => ['.path', 'del', 'ins'].map((name) =>
      one.querySelector(name)?.textContent.replace(/^[−+] /, '') ?? null))`,
  )

/** Values as JSON says them, whatever the order of their fields. */
const valuesOf = (texts: ReadonlyArray<string | null>): ReadonlyArray<unknown> =>
  texts.map((text) => (text === null ? undefined : (JSON.parse(text) as unknown)))

/** A line that an order's life hangs on, one that a freeze was judged on, and the freeze. */
const lines = [1_000, 2_098, 2_099]

inChromium('what a viewer tells of a line', () => {
  const { open, complaints } = servedPages()
  const showing = async (seq: number): Promise<Page> => {
    const page = await open(freezeJournal, `#seq=${seq}&line=${seq}`)
    const title = `Line ${seq.toLocaleString('en-US')} · `
    await page.locator('.detail h2', { hasText: title }).waitFor()
    return page
  }

  it.each(lines)('has the fields of line %i as they are in the journal', async (seq) => {
    const page = await showing(seq)
    const [line = {}] = said(['cat', freezeJournal, '--seq', String(seq), '--json'])
    const rows = await cellsOf(page, '#body-line tbody tr')
    expect(rows.map(([name]) => name)).toStrictEqual(Object.keys(line))
    for (const [name = '', text, means] of rows) {
      const value = line[name]
      expect(means).not.toBe('')
      if (name !== 'at')
        expect(text).toBe(typeof value === 'string' ? value : JSON.stringify(value))
    }
    await page.locator('#body-line summary').click()
    const told = await page.locator('#body-line details code').textContent()
    expect(JSON.parse(told ?? '')).toStrictEqual(line)
    expect(await textsOf(page, '#body-line > * > .command code')).toStrictEqual([
      `shadowtape why ${freezeJournal} --seq ${seq}`,
    ])
    await page.close()
  })

  it.each(lines)('has the causes and the evidence that why has: line %i', async (seq) => {
    const page = await showing(seq)
    await openTab(page, 'causes')
    const { causes, evidence } = whyOf(freezeJournal, seq)
    expect(await linked(page, '.cause-chain')).toStrictEqual([...seqsOf(causes), seq])
    expect(await linked(page, '.evidence')).toStrictEqual(
      evidence.flatMap(({ line, markout }) =>
        seqsOf([line, ...(markout === null ? [] : [markout])]),
      ),
    )
    await page.close()
  })

  it.each([995, 2_098, 2_099])('has the consequences that why has: line %i', async (seq) => {
    const page = await showing(seq)
    await openTab(page, 'consequences')
    await page.locator('.consequences .note').waitFor()
    const { consequences, counts } = whyOf(freezeJournal, seq)
    expect(await linked(page, '.tree')).toStrictEqual(seqsOf(consequences.map(({ line }) => line)))
    const depths = await page.evaluate<ReadonlyArray<number>>(
      `[...document.querySelectorAll('.tree li')].map((one) =>
        +one.style.getPropertyValue('--depth') + 1)`,
    )
    expect(depths).toStrictEqual(consequences.map(({ depth }) => depth))
    const told = (await textsOf(page, '.counts li')).map((text) => text.split(' ').slice(-2))
    expect(Object.fromEntries(told)).toStrictEqual(
      Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, String(count)])),
    )
    await page.close()
  })

  it.each([1_000, 2_099, 2_101])('has the changes of both states: line %i', async (seq) => {
    const page = await showing(seq)
    await openTab(page, 'changes')
    await page.locator('.changes input[type="checkbox"]').check()
    const range = `${seq - 1}..${seq}`
    const [found] = said(['state', freezeJournal, '--diff', range, '--json'])
    const { changes } = found as unknown as { readonly changes: ReadonlyArray<Change> }
    // which line and when it is changes with every line, and stands above
    const wanted = changes.filter(({ path }) => path !== 'seq' && path !== 'at')
    const told = await changesOn(page)
    expect(told.map(([path, ...texts]) => [path, ...valuesOf(texts)])).toStrictEqual(
      wanted.map(({ path, before, after }) => [path, before, after]),
    )
    await page.locator('.changes input[type="checkbox"]').uncheck()
    const reports = [seq - 1, seq].map(
      (one) => said(['state', freezeJournal, '--seq', String(one), '--json'])[0]?.['report'],
    )
    for (const [path, ...texts] of await changesOn(page)) {
      const values = reports.map((report) =>
        (path ?? '')
          .split('.')
          .reduce<unknown>((at, name) => (at as Line | undefined)?.[name], report),
      )
      expect([path, ...valuesOf(texts)]).toStrictEqual([path, ...values])
    }
    expect(await page.locator('.change').count()).toBeGreaterThan(0)
    await page.close()
  })

  it('finds a change by its path', async () => {
    const page = await showing(2_099)
    await openTab(page, 'changes')
    await page.locator('.changes input[type="search"]').fill('freezes_total')
    expect(await changesOn(page)).toStrictEqual([['risk.freezes_total', '0', '1']])
    await page.close()
  })

  it('goes to a cause by a press on it, and is of that one then', async () => {
    const page = await showing(2_099)
    await openTab(page, 'causes')
    await page.locator('.cause-chain .line-link').first().click()
    await page.locator('main[data-seq="2098"]').waitFor()
    await page.locator('.detail h2', { hasText: 'Line 2,098 · EdgeUpdated' }).waitFor()
    await page.close()
  })

  it('follows where one stands until it is pinned', async () => {
    const page = await open(freezeJournal, '#seq=2098')
    const title = (text: string) => page.locator('.detail h2', { hasText: text }).waitFor()
    await title('Line 2,098')
    await page.locator('.line-list').focus()
    await page.keyboard.press('ArrowRight')
    await title('Line 2,099')
    await page.locator('.pin-line').click()
    await page.keyboard.press('ArrowRight')
    await page.locator('main[data-seq="2100"]').waitFor()
    await title('Line 2,099')
    expect(await page.locator('.pin-line').getAttribute('aria-pressed')).toBe('true')
    await page.locator('.pin-line').click()
    await title('Line 2,100')
    await page.close()
  })

  it('opens its tabs by arrow keys', async () => {
    const page = await showing(2_099)
    await page.locator('#tab-line').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#tab-causes').getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('#body-causes').isVisible()).toBe(true)
    await page.keyboard.press('End')
    expect(await page.locator('#tab-whatif').getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('main').getAttribute('data-seq')).toBe('2099')
    expect(complaints()).toStrictEqual([])
    await page.close()
  })
})
