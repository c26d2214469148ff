import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import axe from 'axe-core'

import type { Browser } from './chromium'
import { openBrowser } from './chromium'
import { inChromium } from './in-chromium'
import { pageFolder, realFreezePage } from './made-pages'
import { sampleComparison, sampleReport } from './sample-report'

const sizes = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

type Found = { readonly id: string; readonly nodes: ReadonlyArray<{ readonly html: string }> }

inChromium("a report's page, for everybody", () => {
  const write = pageFolder()
  const pictures = join(__dirname, 'artifacts')
  const files: Record<string, string> = {}
  let browser: Browser

  beforeAll(async () => {
    const freeze = realFreezePage()
    files['one'] = write('one.html', sampleReport(freeze))
    files['two'] = write('two.html', sampleComparison(freeze))
    mkdirSync(pictures, { recursive: true })
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
  })

  describe.each(sizes)('at $width px, $colorScheme', (size) => {
    it.each(['one', 'two'])('is no wider than its window, with %s session', async (name) => {
      const page = await browser.open(files[name]!, size)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width)
      const picture = `report-${name}-${size.width}-${size.colorScheme}.png`
      await page.screenshot({ path: join(pictures, picture), fullPage: true })
      await page.close()
    })

    it('has nothing that axe objects to', async () => {
      // two sessions have all that one has
      const page = await browser.open(files['two']!, size)
      await page.keyboard.press('n')
      await page.keyboard.press('?')
      await page.locator('#threshold-1').fill('0.5')
      await page.evaluate(axe.source)
      const found = await page.evaluate<ReadonlyArray<Found>>(
        'axe.run().then(({ violations }) => violations)',
      )
      const told = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
      expect(told).toStrictEqual([])
      await page.close()
    })
  })

  it('prints without its bars and buttons, on light ground, no wider than the paper', async () => {
    const page = await browser.open(files['one']!, { width: 794, colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.locator('.dock').isVisible()).toBe(false)
    expect(await page.locator('.top').isVisible()).toBe(false)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(794)
    await page.screenshot({ path: join(pictures, 'report-print.png'), fullPage: true })
    await page.pdf({ path: join(pictures, 'report.pdf'), format: 'A4' })
    await page.close()
    expect(browser.complaints).toStrictEqual([])
  })
})
