import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { inChromium } from '../pages/in-chromium'
import { freezeJournal, ownFolder, root, servedPages } from '../viewer-panels/served-page'
import { lanesShown, seenIn, standsAt, until } from './seen-page'

inChromium("a session's page while the session is recorded", () => {
  const { open, complaints } = servedPages()
  const folder = ownFolder()
  const lines = readFileSync(join(root, freezeJournal), 'utf8').trimEnd().split('\n')
  const part = (from: number, to: number): string =>
    lines
      .slice(from, to)
      .map((line) => `${line}\n`)
      .join('')

  it('says so, tells how much there is, stays at the newest line, and ends with it', async () => {
    const journal = join(folder(), 'growing.jsonl')
    writeFileSync(journal, part(0, 1_500))
    const page = await open(journal, '#seq=100')
    await page.locator('.lanes:not(.waiting)').waitFor()
    await page.locator('.bar .badge', { hasText: 'not closed' }).waitFor()
    const [, to] = await lanesShown(page)
    appendFileSync(journal, part(1_500, 1_700))
    await page.locator('.bar .badge', { hasText: 'live' }).waitFor()
    await page.locator('.where', { hasText: 'line 100 of 1,700' }).waitFor()
    await until(
      page,
      `Number(document.querySelector('.lanes').dataset.shown.split(' ')[1]) > ${to}`,
    )
    expect((await seenIn(page)).seq).toBe(100)
    await page.getByRole('button', { name: 'Follow' }).click()
    await standsAt(page, 1_700)
    appendFileSync(journal, part(1_700, 1_900))
    await standsAt(page, 1_900)
    await page.keyboard.press('ArrowLeft')
    await standsAt(page, 1_899)
    await page.getByRole('button', { name: 'Follow', pressed: false }).waitFor()
    appendFileSync(journal, part(1_900, lines.length))
    await page.locator('.bar .badge', { hasText: 'closed' }).waitFor()
    await until(page, `document.querySelector('.bar .badge').textContent === 'closed'`)
    expect((await seenIn(page)).seq).toBe(1_899)
    await page.keyboard.press('G')
    await standsAt(page, lines.length)
    await page.close()
    expect(complaints()).toStrictEqual([])
  })

  it('plays on into what was not there when it began', async () => {
    const journal = join(folder(), 'played.jsonl')
    writeFileSync(journal, part(0, 1_000))
    const page = await open(journal, '#seq=900')
    await page.locator('.lanes:not(.waiting)').waitFor()
    appendFileSync(journal, part(1_000, 1_010))
    await page.locator('.bar .badge', { hasText: 'live' }).waitFor()
    await page.getByLabel('Speed').selectOption({ label: '60×' })
    await page.getByRole('button', { name: 'Play' }).click()
    await standsAt(page, 1_010)
    expect((await seenIn(page)).isPlaying).toBe(true)
    appendFileSync(journal, part(1_010, 1_300))
    await standsAt(page, 1_300)
    await page.close()
    expect(complaints()).toStrictEqual([])
  })
})

inChromium("a session's page whose server is away", () => {
  const { open, complaints } = servedPages()

  it('says so, and goes to where it could not once it answers again', async () => {
    const page = await open(freezeJournal, '#seq=100')
    await page.locator('.lanes:not(.waiting)').waitFor()
    await page.context().setOffline(true)
    await page.keyboard.press('ArrowRight')
    await standsAt(page, 101)
    await page.keyboard.press('G')
    await page.locator('.trouble', { hasText: 'The server does not answer' }).waitFor()
    expect((await seenIn(page)).seq).toBe(101)
    await page.context().setOffline(false)
    await standsAt(page, 2_541)
    await page.locator('.trouble').waitFor({ state: 'hidden' })
    await page.close()
    const others = complaints().filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))
    expect(others).toStrictEqual([])
  })
})
