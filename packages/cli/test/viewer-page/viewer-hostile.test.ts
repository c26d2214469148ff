import { join } from 'node:path'

import type { Input } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'
import type { Page, Route } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import { madeHeader, madeInputs, madeRecorder, recordMade } from '../support/made-session'
import { freezeJournal, ownFolder, servedPages } from '../viewer-panels/served-page'
import { standsAt } from './seen-page'

const hostile = [
  '<img src=x onerror="window.harmed = 1">',
  '</script><script>window.harmed = 2</script>',
  '"><script>window.harmed = 3</script>',
  "' onmouseover='window.harmed = 4",
  '\u202Egnp.exe\u2066\u0000\u0007\u001b[31m',
  '__proto__',
]

/** A session of such a name, in which a person stopped trading with such words. */
const hostileJournal = (folder: string): string => {
  const path = join(folder, 'hostile.jsonl')
  const opened = madeHeader('none', { session: hostile.slice(0, 5).join(' '), source: hostile[1] })
  const stopped = hostile.map((text) => ({
    ...{ type: 'FreezeTrading', account: null, symbol: null, actor: text, note: text },
  })) as unknown as ReadonlyArray<Input>
  const recorded = recordMade(madeRecorder(path, opened), [...madeInputs(3), ...stopped])
  if (isLeft(recorded)) throw new Error(recorded.left.code)
  return path
}

/** The same with its texts made hostile; figures and the words that lanes are drawn by stay. */
const poisoned = (value: unknown): unknown => {
  if (typeof value === 'string')
    return /^-?[\d.]+$|^(Buy|Sell|freeze|filled|canceled|\w*USDT)$/.test(value)
      ? value
      : `${hostile.join(' ')}${value}`
  if (Array.isArray(value)) return value.map(poisoned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one)]))
}

const expectOnlyText = async (page: Page): Promise<void> => {
  const within = ['.bar', '.lanes', '.scrubber', 'dialog.help']
  for (const part of within) {
    expect(await page.locator(`${part} img, ${part} script, ${part} u`).count()).toBe(0)
    const text = await page.evaluate<string>(`document.querySelector('${part}').textContent`)
    expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  }
  expect(await page.title()).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(await page.evaluate('window.harmed')).toBeUndefined()
  expect(await page.evaluate('document.scripts.length')).toBe(1)
}

inChromium('what a journal says, above and below the panels', () => {
  const { open, complaints } = servedPages()
  const folder = ownFolder()
  afterEach(() => {
    expect(complaints()).toStrictEqual([])
  })

  it('stays text: names, and why trading was stopped', async () => {
    const page = await open(hostileJournal(folder()), '#seq=1')
    await page.locator('.lanes:not(.waiting)').waitFor()
    expect(await page.locator('.bar h1').innerText()).toContain(hostile[0])
    await page.keyboard.press('z')
    await page.locator('.chip.state', { hasText: 'frozen since' }).waitFor()
    await page.keyboard.press('?')
    await expectOnlyText(page)
    await page.close()
  })

  it('stays text: whatever a server says of a session and its lanes', async () => {
    const page = await open(freezeJournal, '#seq=23')
    await page.route(/api\/(session|lanes|now)/, async (route: Route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: poisoned(await response.json()) })
    })
    await page.reload()
    await standsAt(page, 23)
    await page.locator('.lanes:not(.waiting)').waitFor()
    expect(await page.locator('.bar .what').innerText()).toContain(hostile[0])
    await expectOnlyText(page)
    await page.close()
  })

  it('stays text: what is typed, and what comes with a link', async () => {
    const text = encodeURIComponent(hostile[0] ?? '')
    const page = await open(freezeJournal, `#seq=23&${text}=1&symbol=${text}`)
    await page.locator('.trouble', { hasText: '<img src=x' }).waitFor()
    await page.locator('#go-to').fill(hostile[1] ?? '')
    await page.locator('#go-to').press('Enter')
    await page.locator('.trouble', { hasText: '</script><script>' }).waitFor()
    await expectOnlyText(page)
    await page.close()
  })
})
