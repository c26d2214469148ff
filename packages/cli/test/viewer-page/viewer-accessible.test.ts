import { inChromium } from '../pages/in-chromium'
import { freezeJournal, servedPages } from '../viewer-panels/served-page'
import { everySize, objectionsTo } from '../viewer-panels/objections'
import { standsAt } from './seen-page'

inChromium("a session's page, for everybody", () => {
  const { open, complaints } = servedPages()

  it.each(everySize)(
    'has nothing that axe objects to at $width px, $colorScheme, and is no wider',
    async (size) => {
      const page = await open(freezeJournal, '#seq=2200&from=21000000&to=23000000', size)
      await standsAt(page, 2_200)
      await page.locator('.lanes:not(.waiting)').waitFor()
      expect(await objectionsTo(page)).toStrictEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width)
      await page.keyboard.press('?')
      await page.locator('dialog.help[open]').waitFor()
      expect(await objectionsTo(page)).toStrictEqual([])
      await page.close()
      expect(complaints()).toStrictEqual([])
    },
  )

  it('reads out where one rests, and nothing while it plays', async () => {
    const page = await open(freezeJournal, '#seq=2200')
    await standsAt(page, 2_200)
    const spoken = page.locator('.bar [role=status]')
    await page.keyboard.press('ArrowRight')
    await spoken.filter({ hasText: /^Line 2201, \+23\.\d{3} s, \w+$/ }).waitFor({
      state: 'attached',
    })
    await page.getByRole('button', { name: 'Play' }).click()
    await page.locator('main[data-playing=yes]').waitFor()
    await page.waitForTimeout(1_200)
    expect(await spoken.textContent()).toMatch(/^Line 2201,/)
    await page.close()
  })

  it('has its buttons reached by Tab, and pressed by the keys that press buttons', async () => {
    const page = await open(freezeJournal, '#seq=2200')
    await standsAt(page, 2_200)
    await page.getByRole('button', { name: 'One line on' }).focus()
    await page.keyboard.press('Enter')
    await standsAt(page, 2_201)
    await page.keyboard.press('Space')
    await standsAt(page, 2_202)
    await page.close()
  })
})
