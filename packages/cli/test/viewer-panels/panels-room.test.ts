import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import { freezeJournal, servedPages, standAt } from './served-page'

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`${selector} is not there`)
  return box
}

inChromium("the room of a viewer's panels", () => {
  const { open, complaints } = servedPages()

  it('is given by their edges, dragged', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    const before = await boxOf(page, '.instant')
    await page.mouse.move(before.x + 3, before.y + 200)
    await page.mouse.down()
    await page.mouse.move(before.x - 147, before.y + 200, { steps: 4 })
    await page.mouse.up()
    expect(Math.abs((await boxOf(page, '.instant')).width - before.width - 150)).toBeLessThan(6)
    await page.locator('.splitter.left').dblclick()
    expect((await boxOf(page, '.instant')).width).toBe(before.width)
    await page.close()
  })

  it('is given by their edges, moved by keys that do nothing else then', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    const before = await boxOf(page, '.events')
    await page.locator('.splitter.above').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect((await boxOf(page, '.events')).height).toBeGreaterThan(before.height + 20)
    expect(await page.locator('.splitter.above').getAttribute('aria-valuenow')).toBe('40')
    await page.locator('.splitter.left').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator('main').getAttribute('data-seq')).toBe('2099')
    await page.close()
  })

  it('has more prices of the book where there is more of it', async () => {
    const small = await open(freezeJournal, '#seq=2099', { width: 1440, height: 800 })
    const large = await open(freezeJournal, '#seq=2099', { width: 1440, height: 1_500 })
    expect(await small.locator('.ladder .asks tr').count()).toBe(7)
    expect(await large.locator('.ladder .asks tr').count()).toBe(20)
    await Promise.all([small.close(), large.close()])
  })

  it('stays as it is from line to line: rows keep their places', async () => {
    const page = await open(freezeJournal, '#seq=1290')
    await standAt(page, 1_290)
    const places = async () => [
      await boxOf(page, '.ladder .middle'),
      await boxOf(page, '.kept:has(caption:text("Held"))'),
      await boxOf(page, '.totals'),
    ]
    const before = await places()
    await page.evaluate(`window.rung = document.querySelector('.ladder .asks tr')`)
    for (const seq of [1_300, 2_099, 2_104, 2_541]) {
      await standAt(page, seq)
      expect(await places()).toStrictEqual(before)
    }
    expect(await page.evaluate('window.rung.isConnected')).toBe(true)
    await page.close()
  })

  it('on a phone has details as a sheet, which comes with a line and is put away', async () => {
    const page = await open(freezeJournal, '#seq=2099', { width: 390, height: 844 })
    const sheet = page.locator('.detail')
    expect(await page.locator('#body-line').isVisible()).toBe(false)
    await page.locator('#line-2101').click()
    await page.locator('#body-line').waitFor()
    expect((await sheet.boundingBox())?.height).toBeGreaterThan(400)
    await page.locator('.sheet-toggle').click()
    expect(await page.locator('#body-line').isVisible()).toBe(false)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(complaints()).toStrictEqual([])
    await page.close()
  })
})
