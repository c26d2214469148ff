import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import { cellsOf, freezeJournal, said, servedPages, textsOf } from './served-page'

type Cell = {
  readonly stops: number
  readonly net_usd: string
  readonly parts: { readonly line: number } | null
  readonly report: { readonly totals: Readonly<Record<'placed' | 'fills' | 'denied', number>> }
}
type Report = { readonly recorded: Cell; readonly cells: readonly [Cell] }

const reportOf = (...args: ReadonlyArray<string>): Report =>
  said(['whatif', freezeJournal, ...args, '--json'])[0] as unknown as Report

const inPage = async (page: Page): Promise<void> => {
  await page.locator('#tab-whatif').click()
  await page.locator('.whatif-form').waitFor()
}

const run = async (page: Page, set: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(set))
    await page.locator(`[id="set-${name}"]`).fill(value)
  await page.locator('.whatif-form button[type="submit"]').click()
}

/** What the page shows of a run: recorded and otherwise, by name. */
const shownOf = async (page: Page) =>
  Object.fromEntries(
    (await cellsOf(page, '.result tbody tr')).map(([name = '', ...rest]) => [name, rest]),
  )

const figuresOf = ({ recorded, cells: [cell] }: Report) => {
  const both = (of: (one: Cell) => number) => {
    const more = of(cell) - of(recorded)
    return [String(of(recorded)), String(of(cell)), `${more > 0 ? '+' : ''}${more}`]
  }
  return {
    Stops: both(({ stops }) => stops),
    'Orders placed': both(({ report }) => report.totals.placed),
    Fills: both(({ report }) => report.totals.fills),
    Denied: both(({ report }) => report.totals.denied),
  }
}

const micros = (usd: string): number => Math.round(Number(usd) * 1e6)

inChromium('what a session would have been, in a viewer', () => {
  const { open, complaints } = servedPages()

  it.each([
    [{ 'risk.edgeThresholdBps': '0.5' }, null],
    [{ 'risk.edgeThresholdBps': '2.2', 'strategy.quoteUsd': '700' }, null],
    [{ 'risk.edgeThresholdBps': '0.5' }, 1_500],
  ] as const)('has the figures that whatif has: %p from %p', async (set, from) => {
    const page = await open(freezeJournal, `#seq=${from ?? 1}`)
    await inPage(page)
    if (from !== null) await page.locator('.whatif .from button').click()
    await run(page, set as Readonly<Record<string, string>>)
    await page.locator('.result tbody tr').first().waitFor()
    const typed = Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`])
    const report = reportOf(...typed, ...(from === null ? [] : ['--from', String(from)]))
    const shown = await shownOf(page)
    expect(shown).toMatchObject(figuresOf(report))
    const [recorded = '', otherwise = '', more = ''] = shown['Net, USD'] ?? []
    const [cell] = report.cells
    expect([recorded, otherwise]).toStrictEqual([report.recorded.net_usd, cell.net_usd])
    expect(micros(more)).toBe(micros(cell.net_usd) - micros(report.recorded.net_usd))
    const parts = cell.parts?.line.toLocaleString('en-US')
    const result = (await page.locator('.result').textContent()) ?? ''
    if (parts !== undefined)
      expect(result).toContain(`parted from what was recorded at line ${parts}`)
    const command = await page.locator('.result .command code').textContent()
    expect(command).toContain(`shadowtape whatif ${freezeJournal}`)
    for (const [name, value] of Object.entries(set)) expect(command).toContain(`${name}=${value}`)
    await page.close()
  })

  it('lays a run over the lanes, takes it away, and goes from one to another', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await inPage(page)
    await run(page, { 'risk.edgeThresholdBps': '0.5' })
    await page.locator('.recent li').first().waitFor()
    await run(page, { 'risk.edgeThresholdBps': '0.25' })
    await page.locator('.recent li').nth(1).waitFor()
    const pressed = () => textsOf(page, '.recent button[aria-pressed="true"]')
    expect(await pressed()).toStrictEqual([
      'risk.edgeThresholdBps=0.25',
      'Laid over the lanes: take away',
    ])
    await page.locator('.recent li').first().locator('button').nth(1).click()
    expect(await pressed()).toStrictEqual(['risk.edgeThresholdBps=0.25'])
    await page.locator('.recent li').nth(1).locator('button').first().click()
    expect(await pressed()).toStrictEqual([
      'risk.edgeThresholdBps=0.5',
      'Laid over the lanes: take away',
    ])
    expect(await textsOf(page, '.result h3')).toStrictEqual(['risk.edgeThresholdBps=0.5'])
    await page.close()
  })

  it('runs what a link asks for', async () => {
    const page = await open(freezeJournal, '#seq=2099&set=risk.edgeThresholdBps%3D0.5')
    await page.locator('#tab-whatif[aria-selected="true"]').waitFor()
    await page.locator('.result h3', { hasText: 'risk.edgeThresholdBps=0.5' }).waitFor()
    expect(await page.locator('[id="set-risk.edgeThresholdBps"]').inputValue()).toBe('0.5')
    expect(await page.locator('.result tbody tr').count()).toBeGreaterThan(4)
    await page.close()
  })

  it('says what is wrong with a setting, in words', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await inPage(page)
    const says = page.locator('#whatif-says')
    await page.locator('.whatif-form button[type="submit"]').click()
    await says.filter({ hasText: 'Change a value first' }).waitFor()
    await run(page, { 'risk.edgeThresholdBps': 'low' })
    await says.filter({ hasText: 'edgeThresholdBps' }).waitFor()
    expect(
      await page.locator('[id="set-risk.edgeThresholdBps"]').getAttribute('aria-invalid'),
    ).toBe('true')
    await page.locator('#whatif-from').fill('never')
    await run(page, { 'risk.edgeThresholdBps': '0.5' })
    await says.filter({ hasText: 'never is no line' }).waitFor()
    expect(await page.locator('.result tbody tr').count()).toBe(0)
    expect(complaints().filter((one) => !one.includes('400 (Bad Request)'))).toStrictEqual([])
    await page.close()
  })
})
