import type { Page } from 'playwright-core'

import type { Browser } from './chromium'
import { openBrowser } from './chromium'
import { inChromium } from './in-chromium'
import { pageFolder, realFreezePage } from './made-pages'
import { sampleComparison } from './sample-report'

inChromium('the page of two sessions in Chromium', () => {
  const write = pageFolder()
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const file = write('two.html', sampleComparison(realFreezePage()))
    browser = await openBrowser()
    page = await browser.open(file)
  })

  afterAll(async () => {
    await browser.close()
  })

  const textOf = async (selector: string): Promise<string> =>
    (await page.locator(selector).first().innerText()).replace(/\s+/g, ' ')

  it('says which made more, and by how much', async () => {
    expect(await textOf('.headline')).toContain('The second made $3.60 more than the first')
    expect(await textOf('.headline')).toContain('journal cut short, verified to its end')
  })

  it('puts the figures side by side with their differences', async () => {
    const figures = await textOf('#side-by-side')
    expect(figures).toContain('Net -$2.51 $1.08 +$3.60')
    expect(figures).toContain('Freezes 3 1 -2')
    expect(figures).toContain('Orders placed 962 962 0')
  })

  it('names the settings that differ, and the rows of the difference', async () => {
    expect(await textOf('#settings')).toContain('edgeThresholdBps 1.000000 0.500000')
    expect(await textOf('#differences')).toContain('+ line 2,099 OrderPlaced')
    expect(await textOf('#differences')).toContain('And 17 more.')
  })

  it('has the parts of each session below each other, under names of their own', async () => {
    expect(await page.locator('#freeze-1').count()).toBe(1)
    expect(await page.locator('#second-freeze-1').count()).toBe(1)
    const ids = await page.evaluate<ReadonlyArray<string>>(
      `[...document.querySelectorAll('[id]')].map(({ id }) => id)`,
    )
    expect(new Set(ids).size).toBe(ids.length)
    const [first, second] = await Promise.all(
      ['#integrity', '#second-headline, #second-summary'].map((one) =>
        page.locator(one).first().boundingBox(),
      ),
    )
    expect(second!.y).toBeGreaterThan(first!.y)
  })

  it('reads out both sessions at the same session time', async () => {
    await page.locator('#both-nets .chart').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    const said = await textOf('.readout')
    expect(said).toMatch(/First \+[\d.]+ s .* Second \+[\d.]+ s /)
    expect(browser.complaints).toStrictEqual([])
  })
})
