import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import { freezeJournal, servedPages } from '../viewer-panels/served-page'
import { drag, freezeLines, lanesShown, pointIn, seenIn, standsAt, until } from './seen-page'

inChromium("the lanes of a session's page", () => {
  const { open, complaints } = servedPages()
  const lines = freezeLines()
  const startAt = lines[0]?.at ?? 0
  const lengthUs = (lines.at(-1)?.at ?? 0) - startAt
  const market = '[data-lane=market] .u-over'
  let page: Page

  beforeEach(async () => {
    page = await open(freezeJournal, '#seq=1000')
    await page.locator('.lanes:not(.waiting)').waitFor()
  })
  afterEach(async () => {
    await page.close()
    expect(complaints()).toStrictEqual([])
  })
  const interval = async (): Promise<number> =>
    Number(await page.locator('.lanes').getAttribute('data-interval'))
  const shownIs = (range: string): Promise<void> =>
    until(page, `document.querySelector('.lanes').dataset.shown === '${range}'`)

  it('show the whole session at first, with the playhead where one stands', async () => {
    expect(await lanesShown(page)).toStrictEqual([0, lengthUs])
    const at = (lines[999]?.at ?? 0) - startAt
    const x = await page.evaluate<number>(
      `new DOMMatrix(getComputedStyle(document.querySelector('.playhead')).transform).m41`,
    )
    const { width = 0 } = (await page.locator(market).boundingBox()) ?? {}
    expect(Math.abs(x - (at / lengthUs) * width)).toBeLessThan(1.5)
  })

  it('are gone to by a click, and say their values where one points', async () => {
    await page.mouse.click(...(await pointIn(page, market, [0.5, 0.5])))
    await until(page, `document.getElementById('viewer').dataset.seq !== '1000'`)
    const { seq } = await seenIn(page)
    const wanted = lines.findLastIndex(({ at }) => at <= startAt + lengthUs / 2) + 1
    expect(Math.abs(seq - wanted)).toBeLessThan(20)
    const values = page.locator('[data-lane=quotes] .lane-values')
    await page.mouse.move(...(await pointIn(page, market, [0.95, 0.5])))
    // nothing is quoted while trading is frozen
    await until(
      page,
      `document.querySelector('[data-lane=quotes] .lane-values dd').textContent === '–'`,
    )
    await page.mouse.move(...(await pointIn(page, market, [0.3, 0.5])))
    await until(
      page,
      `document.querySelector('[data-lane=quotes] .lane-values dd').textContent !== '–'`,
    )
    expect(await values.innerText()).toMatch(/our ask\s+6\d,\d{3}\.\d\d/)
  })

  it('are zoomed by a drag, finer lanes come, and a double click shows all', async () => {
    const whole = await interval()
    await drag(page, [
      await pointIn(page, market, [0.4, 0.5]),
      await pointIn(page, market, [0.5, 0.5]),
    ])
    await until(page, `document.querySelector('.lanes').dataset.shown.split(' ')[0] > 0`)
    const [from, to] = await lanesShown(page)
    expect(Math.abs(from - lengthUs * 0.4)).toBeLessThan(lengthUs / 200)
    expect(Math.abs(to - lengthUs * 0.5)).toBeLessThan(lengthUs / 200)
    await until(page, `Number(document.querySelector('.lanes').dataset.interval) < ${whole}`)
    await page.mouse.dblclick(...(await pointIn(page, market, [0.7, 0.5])))
    await shownIs(`0 ${lengthUs}`)
    await until(page, `Number(document.querySelector('.lanes').dataset.interval) === ${whole}`)
  })

  it('are zoomed around the pointer by a wheel, and moved aside', async () => {
    await page.mouse.move(...(await pointIn(page, market, [0.25, 0.5])))
    await page.mouse.wheel(0, -120)
    await until(page, `document.querySelector('.lanes').dataset.shown.split(' ')[0] > 0`)
    const [from, to] = await lanesShown(page)
    expect((lengthUs * 0.25 - from) / (to - from)).toBeCloseTo(0.25, 1)
    await page.mouse.wheel(200, 0)
    await until(page, `document.querySelector('.lanes').dataset.shown.split(' ')[0] > ${from}`)
    const [moved, end] = await lanesShown(page)
    expect(Math.abs(end - moved - (to - from))).toBeLessThanOrEqual(1)
  })

  it('are zoomed by keys around where one stands, and follow who steps out of it', async () => {
    for (let n = 0; n < 6; n++) await page.keyboard.press('+')
    await until(
      page,
      `(([from, to]) => to - from === ${Math.round(lengthUs / 64)})(
        document.querySelector('.lanes').dataset.shown.split(' '))`,
    )
    const here = (lines[999]?.at ?? 0) - startAt
    const [from, to] = await lanesShown(page)
    expect([from <= here, to >= here]).toStrictEqual([true, true])
    await page.keyboard.press('G')
    await standsAt(page, lines.length)
    await until(
      page,
      `Number(document.querySelector('.lanes').dataset.shown.split(' ')[1]) === ${lengthUs}`,
    )
    await page.keyboard.press('0')
    await shownIs(`0 ${lengthUs}`)
  })

  it('are zoomed by the window over the overview, which is dragged and made longer', async () => {
    const strip = (share: number) => pointIn(page, '.range-strip', [share, 0.5])
    await drag(page, [await strip(0.2), await strip(0.4)])
    await until(page, `document.querySelector('.lanes').dataset.shown.split(' ')[0] > 0`)
    const [from, to] = await lanesShown(page)
    expect(Math.abs(to - from - lengthUs * 0.2)).toBeLessThan(lengthUs / 200)
    await drag(page, [await strip(0.3), await strip(0.5)])
    await until(page, `document.querySelector('.lanes').dataset.shown.split(' ')[0] > ${from}`)
    const [moved, end] = await lanesShown(page)
    expect(Math.abs(moved - from - lengthUs * 0.2)).toBeLessThan(lengthUs / 200)
    expect(end - moved).toBe(to - from)
  })

  it('open the line of what is clicked: a fill is gone to, an order is told', async () => {
    const fill = lines.filter(({ type }) => type === 'OrderFilled')[3]
    await page.locator('main').evaluate(`location.hash = '#seq=${String(fill?.seq)}'`)
    await standsAt(page, fill?.seq ?? 0)
    for (let n = 0; n < 5; n++) await page.keyboard.press('+')
    await page.keyboard.press('g')
    await page.keyboard.press('0')
    await shownIs(`0 ${lengthUs}`)
    const x = ((fill?.at ?? 0) - startAt) / lengthUs
    const lane = '[data-lane=fills] .u-over'
    for (let y = 0.05; y < 1; y += 0.05) {
      await page.mouse.move(...(await pointIn(page, lane, [x, y])))
      if (await page.locator('.tip').isVisible()) {
        expect(await page.locator('.tip').innerText()).toContain(`line ${String(fill?.seq)}`)
        await page.mouse.click(...(await pointIn(page, lane, [x, y])))
        break
      }
    }
    await standsAt(page, fill?.seq ?? 0)
    await page.waitForURL((url) => url.hash.includes(`line=${String(fill?.seq)}`))
  })

  it('are folded away and back', async () => {
    const name = page.getByRole('button', { name: 'Edge, bps' })
    await name.click()
    await page.locator('[data-lane=edge].folded').waitFor()
    expect(await name.getAttribute('aria-expanded')).toBe('false')
    await page.waitForURL((url) => url.hash.includes('folded=edge'))
    await name.click()
    await page.locator('[data-lane=edge]:not(.folded) canvas').waitFor()
  })

  it('are asked for again where more of the session was gathered meanwhile', async () => {
    const told: Array<number> = []
    await page.route(/api\/lanes$/, async (route) => {
      const lanes = (await (await route.fetch()).json()) as { readonly seq: number }
      // as if the first were told before the session was gathered
      const seq = told.length === 0 ? 10 : lanes.seq
      told.push(seq)
      await route.fulfill({ json: { ...lanes, seq } })
    })
    const again = page.waitForResponse(
      (response) => told.length > 1 && response.url().endsWith('lanes'),
    )
    await page.reload()
    await again
    expect(told).toStrictEqual([10, lines.length])
  })
})
