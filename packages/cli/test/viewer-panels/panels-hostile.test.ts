import { join } from 'node:path'

import type { Input } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'
import type { Page, Route } from 'playwright-core'

import { hostileTexts } from '../pages/hostile-texts'
import { inChromium } from '../pages/in-chromium'
import { madeHeader, madeInputs, madeRecorder, recordMade } from '../support/made-session'
import { freezeJournal, ownFolder, servedPages, until } from './served-page'

const hostile = [...hostileTexts, 'a'.repeat(900)]

/** A session in which a person said such things, each once. */
const hostileJournal = (folder: string): string => {
  const path = join(folder, 'hostile.jsonl')
  const name = hostile.slice(0, 4).join(' ')
  const opened = madeHeader('none', { session: name, source: hostile[1] })
  const said = hostile.flatMap((text) => [
    { type: 'FreezeTrading', account: null, symbol: null, actor: text, note: text },
    { type: 'ThawTrading', account: null, symbol: null, actor: text, note: text },
  ]) as unknown as ReadonlyArray<Input>
  const recorded = recordMade(madeRecorder(path, opened), [...madeInputs(3), ...said])
  if (isLeft(recorded)) throw new Error(recorded.left.code)
  return path
}

/** The same value with every text of it made hostile, figures and what is of a few words apart. */
const poisoned = (value: unknown, nth: { n: number }): unknown => {
  if (typeof value === 'string')
    return /^-?[\d.]+$|^(Buy|Sell|ran|refused|running)$/.test(value)
      ? value
      : `${hostile[nth.n++ % hostile.length]}${value}`
  if (Array.isArray(value)) return value.map((one) => poisoned(one, nth))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      /^[A-Z]/.test(name) ? `${hostile[nth.n++ % hostile.length]}${name}` : name,
      poisoned(one, nth),
    ]),
  )
}

const panels = ['.instant', '.events', '.detail']

const expectOnlyText = async (page: Page): Promise<void> => {
  for (const panel of panels) {
    expect(await page.locator(`${panel} img, ${panel} script, ${panel} u`).count()).toBe(0)
    const text = await page.evaluate<string>(`document.querySelector('${panel}').textContent`)
    expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  }
  expect(await page.evaluate('window.harmed')).toBeUndefined()
  expect(await page.evaluate('document.scripts.length')).toBe(1)
}

const throughTabs = async (page: Page): Promise<void> => {
  for (const name of ['line', 'causes', 'consequences', 'changes', 'whatif']) {
    await page.locator(`#tab-${name}`).click()
    await page.locator(`#body-${name}`).waitFor()
    await expectOnlyText(page)
  }
}

inChromium("what a journal says in a viewer's panels", () => {
  const { open, complaints } = servedPages()
  const folder = ownFolder()

  it('stays text: what a person said as trading was stopped', async () => {
    const page = await open(hostileJournal(folder()), '#seq=1')
    await page.locator('.chip', { hasText: 'Risk' }).click()
    await until(page, `document.querySelectorAll('.line').length > 20`)
    const says = await page.locator('.line .says').allTextContents()
    expect(says.join('\n')).toContain('<img src=x onerror="window.harmed = 1">')
    const frozen = page.locator('.line', { hasText: 'TradingFrozen' })
    for (let i = 0; i < hostile.length; i++) {
      await frozen.nth(i).click()
      await page.locator('.standing li.frozen').waitFor()
      await expectOnlyText(page)
    }
    await throughTabs(page)
    expect(complaints().filter((one) => !one.includes('404 (Not Found)'))).toStrictEqual([])
    await page.close()
  })

  it('stays text: whatever a server says', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    const nth = { n: 0 }
    const changed = async (route: Route): Promise<void> => {
      const response = await route.fetch()
      const json: unknown = await response.json()
      await route.fulfill({ response, json: poisoned(json, nth) })
    }
    await page.route(/api\/(rows|line|consequences)\?/, changed)
    await page.locator('.chip', { hasText: 'Orders' }).click()
    await page.locator('.line .type', { hasText: '<img src=x' }).first().waitFor()
    await page.locator('.line').nth(3).click()
    await page.locator('.cause-chain').waitFor({ state: 'attached' })
    await throughTabs(page)
    expect(nth.n).toBeGreaterThan(hostile.length)
    expect(complaints().filter((one) => !one.includes('404 (Not Found)'))).toStrictEqual([])
    await page.close()
  })

  it('stays text: a refusal', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    const filter = `type=${hostile[0]?.replaceAll(' ', '') ?? ''}`
    await page.locator('#filter').fill(filter)
    await page.locator('#filter').press('Tab')
    await page.locator('#filter-says', { hasText: '<img' }).waitFor()
    await page.locator('#search').fill(filter)
    await page.locator('#search').press('Enter')
    await page.locator('.found', { hasText: '<img' }).waitFor()
    await expectOnlyText(page)
    await page.close()
  })
})
