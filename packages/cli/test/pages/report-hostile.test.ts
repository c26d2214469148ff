import type { Browser } from './chromium'
import { openBrowser } from './chromium'
import { hostileTexts } from './hostile-texts'
import { inChromium } from './in-chromium'
import { pageFolder, realFreezePage } from './made-pages'
import { sampleComparison, sampleReport } from './sample-report'
import type { ReportFile } from '../../src/pages/report-data'

const hostile = [...hostileTexts, 'a'.repeat(4_000)]

/** What is one of a few words of the program's own, and never comes from a journal as free text. */
const closed = ['format', 'verdict', 'kind', 'side', 'tradingState', 'means']

/** The same value with every text of it made hostile. */
const poisoned = (value: unknown, name: string, nth: { n: number }): unknown => {
  if (typeof value === 'string')
    return closed.includes(name) ? value : (hostile[nth.n++ % hostile.length] as string)
  if (Array.isArray(value)) return value.map((one) => poisoned(one, name, nth))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, poisoned(one, key, nth)]),
  )
}

/** The same with only what a person or a venue can name made hostile; figures stay figures. */
const renamed = (value: unknown, nth: { n: number }): unknown => {
  if (typeof value === 'string')
    return /^-?[\d.]+$|^[a-z ]+$|^[A-Z_]+$|^Buy$|^Sell$|^\{/.test(value)
      ? value
      : `${hostile[nth.n++ % hostile.length]}${value}`
  if (Array.isArray(value)) return value.map((one) => renamed(one, nth))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, nth)]))
}

inChromium("what a journal says in a report's page", () => {
  const write = pageFolder()
  let browser: Browser
  const reports: Record<string, ReportFile> = {}

  beforeAll(async () => {
    const freeze = realFreezePage()
    for (const [name, report] of [
      ['one', sampleReport(freeze)],
      ['two', sampleComparison(freeze)],
    ] as const) {
      reports[`${name}, every text`] = poisoned(report, '', { n: 0 }) as ReportFile
      for (let n = 0; n < 3; n++)
        reports[`${name}, every name, ${n}`] = renamed(report, { n: n * 5 }) as ReportFile
    }
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
  })

  it.each(
    ['one', 'two'].flatMap((name) => [
      `${name}, every text`,
      ...[0, 1, 2].map((n) => `${name}, every name, ${n}`),
    ]),
  )('stays text, and the page whole: %s', async (name) => {
    const page = await browser.open(write('hostile.html', reports[name]!), { width: 390 })
    expect(await page.evaluate('window.harmed')).toBeUndefined()
    expect(await page.locator('#report img, #report script, #report b b, #report u').count()).toBe(
      0,
    )
    expect(await page.evaluate('document.scripts.length')).toBe(2)
    expect(await page.locator('#integrity').count()).toBe(1)
    const text = await page.evaluate<string>(`document.getElementById('report').textContent`)
    expect(text).toContain('<img src=x onerror="window.harmed = 1">')
    expect(text).toContain('</script><script>window.harmed = 2</script>')
    expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await page.keyboard.press('n')
    await page.locator('.chart').first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate('window.harmed')).toBeUndefined()
    expect(await page.title()).not.toMatch(/[\p{Cc}\u202e]/u)
    await page.close()
    expect(browser.complaints).toStrictEqual([])
  })
})
