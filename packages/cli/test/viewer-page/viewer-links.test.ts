import { inChromium } from '../pages/in-chromium'
import { freezeJournal, servedPages } from '../viewer-panels/served-page'
import { lanesShown, seenIn, standsAt, until } from './seen-page'

inChromium("links to a session's page", () => {
  const { open, complaints } = servedPages()
  afterEach(() => {
    expect(complaints()).toStrictEqual([])
  })

  it('open the same view anew: place, zoom, line, filter, folded lanes and UTC', async () => {
    const first = await open(freezeJournal, '#seq=2100')
    await first.locator('.lanes:not(.waiting)').waitFor()
    for (let n = 0; n < 3; n++) await first.keyboard.press('+')
    await first.keyboard.press('Enter')
    await first.keyboard.press('u')
    await first.getByRole('button', { name: 'P&L' }).click()
    await first.keyboard.press('/')
    await first.keyboard.type('type=OrderFilled')
    await first.keyboard.press('Enter')
    await first.waitForURL(({ hash }) =>
      ['line=2100', 'time=utc', 'folded=money', 'where=type', 'from='].every((part) =>
        hash.includes(part),
      ),
    )
    const link = new URL(first.url())
    const shown = await lanesShown(first)
    const second = await open(freezeJournal, link.hash)
    await standsAt(second, 2_100)
    await until(second, `document.querySelector('.lanes').dataset.shown === '${shown.join(' ')}'`)
    await second.locator('[data-lane=money].folded').waitFor()
    expect(await second.locator('.bar .where b').innerText()).toContain('UTC')
    expect(await second.locator('.events input').first().inputValue()).toBe('type=OrderFilled')
    await second.waitForURL(link.href)
    await first.close()
    await second.close()
  })

  it('are followed while the page is open', async () => {
    const page = await open(freezeJournal, '#seq=10')
    await page.evaluate(`location.hash = '#seq=50&from=1000000&to=2000000'`)
    await standsAt(page, 50)
    await until(page, `document.querySelector('.lanes').dataset.shown === '1000000 2000000'`)
    await page.close()
  })

  it('run the session again by what they set, laid over the lanes until it is taken away', async () => {
    const set = encodeURIComponent('risk.edgeThresholdBps=0.5')
    const page = await open(freezeJournal, `#seq=2300&set=${set}`)
    await page.locator('.otherwise', { hasText: 'with risk.edgeThresholdBps=0.5' }).waitFor()
    const net = page.locator('[data-lane=money] .lane-values')
    expect(await net.innerText()).toMatch(/net\s+-\$3\.68[^]*otherwise\s+-\$3\.\d\d/)
    await page.waitForURL(({ hash }) => hash.includes(`set=${set}`))
    await page.getByRole('button', { name: 'Take the other run away' }).click()
    await page.locator('.otherwise').waitFor({ state: 'hidden' })
    expect(await net.innerText()).not.toContain('otherwise')
    await page.waitForURL(({ hash }) => !hash.includes('set='))
    await page.close()
  })

  it('stay as they are until what they say is shown, however long that takes', async () => {
    const page = await open(freezeJournal, '#seq=10')
    await standsAt(page, 10)
    let answer = (): void => undefined
    const asked = new Promise<void>((met) => {
      void page.route(/api\/place/, async (route) => {
        met()
        await new Promise<void>((later) => (answer = later))
        await route.continue()
      })
    })
    await page.evaluate(`location.hash = '#seq=2400&line=2400'`)
    await asked
    await page.locator('main[data-going=yes]').waitFor()
    await page.waitForTimeout(400)
    expect(new URL(page.url()).hash).toBe('#seq=2400&line=2400')
    answer()
    await standsAt(page, 2_400)
    await page.close()
  })

  it('that are not understood say so, and show the rest', async () => {
    const page = await open(freezeJournal, '#seq=77&from=abc&color=red')
    await standsAt(page, 77)
    await page.locator('.trouble', { hasText: 'not understood in: color, from' }).waitFor()
    await page.close()
  })

  it('to lines beyond the last one show the last', async () => {
    const page = await open(freezeJournal, '#seq=99999999')
    await standsAt(page, 2_541)
    await page.close()
  })
})

inChromium('keys that are letters', () => {
  const { open, complaints } = servedPages()

  it('are typed where something is typed', async () => {
    const page = await open(freezeJournal, '#seq=700')
    await page.keyboard.press(':')
    await page.keyboard.type('fgd 0')
    expect(await page.locator('#go-to').inputValue()).toBe('fgd 0')
    expect((await seenIn(page)).seq).toBe(700)
    await page.close()
  })

  it('do nothing once they are turned off, and that is remembered; arrows still do', async () => {
    const page = await open(freezeJournal, '#seq=700')
    await page.keyboard.press('?')
    await page.getByLabel(/Keys of a single letter/).uncheck()
    await page.getByRole('button', { name: 'Close' }).last().click()
    await page.reload()
    await standsAt(page, 700)
    await page.keyboard.press('f')
    await page.keyboard.press('ArrowRight')
    await standsAt(page, 701)
    expect((await seenIn(page)).seq).toBe(701)
    await page.close()
    expect(complaints()).toStrictEqual([])
  })
})
