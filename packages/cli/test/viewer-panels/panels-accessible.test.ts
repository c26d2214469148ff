import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { inChromium } from '../pages/in-chromium'
import { everySize, objectionsTo } from './objections'
import { freezeJournal, servedPages } from './served-page'

inChromium("a viewer's panels, for everybody", () => {
  const { open } = servedPages()
  const pictures = join(__dirname, '..', 'pages', 'artifacts')

  beforeAll(() => {
    mkdirSync(pictures, { recursive: true })
  })

  describe.each(everySize)('at $width px, $colorScheme', (size) => {
    it('have nothing that axe objects to, whichever tab is open', async () => {
      const page = await open(freezeJournal, '#seq=2099&line=2099', size)
      await page.locator('.detail h2', { hasText: 'Line 2,099' }).waitFor()
      await page.locator('#filter').fill('type=Nothing')
      await page.locator('#filter').press('Tab')
      await page.locator('#filter-says', { hasText: 'Nothing' }).waitFor()
      for (const tab of ['line', 'causes', 'consequences', 'changes', 'whatif']) {
        await page.locator(`#tab-${tab}`).click()
        await page.locator(`#body-${tab}`).waitFor()
        expect([tab, await objectionsTo(page, ['.instant', '.events', '.detail'])]).toStrictEqual([
          tab,
          [],
        ])
        const picture = `panels-${tab}-${size.width}-${size.colorScheme}.png`
        await page.screenshot({ path: join(pictures, picture) })
      }
      await page.close()
    })

    it('are no wider than the window', async () => {
      const page = await open(freezeJournal, '#seq=2099&line=2099', size)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width)
      await page.close()
    })
  })
})
