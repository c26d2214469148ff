import type { Page } from 'playwright-core'

import type { Browser } from './chromium'
import { openBrowser } from './chromium'
import { inChromium } from './in-chromium'
import { pageFolder, realFreezePage } from './made-pages'
import type { ReportFile, SessionReport } from '../../src/pages/report-data'
import { sampleReport, sampleStartAt } from './sample-report'

inChromium("a report's page in Chromium", () => {
  const write = pageFolder()
  let browser: Browser
  let page: Page
  let report: ReportFile
  let file: string

  beforeAll(async () => {
    report = sampleReport(realFreezePage())
    file = write('report.html', report)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
  })

  beforeEach(async () => {
    page = await browser.open(file)
  })

  afterEach(async () => {
    await page.close()
    expect(browser.complaints).toStrictEqual([])
  })

  const session = (): SessionReport => report.sessions[0]
  const textOf = async (selector: string): Promise<string> =>
    (await page.locator(selector).first().innerText()).replace(/\s+/g, ' ')
  const hash = (): Promise<string> => page.evaluate('location.hash')
  const waitForHash = (wanted: string): Promise<unknown> =>
    page.waitForURL((url) => url.hash === wanted)
  /** From when to when each chart shows, in microseconds since the session's start. */
  const shown = (): Promise<ReadonlyArray<string>> =>
    page.evaluate(`[...document.querySelectorAll('.chart')].map((one) => one.dataset.shown)`)
  /** The x of the cursor's line in each chart; `null` where it shows none. */
  const cursors = (): Promise<ReadonlyArray<number | null>> =>
    page.evaluate(`[...document.querySelectorAll('.u-cursor-x')].map((line) => {
        const x = new DOMMatrix(getComputedStyle(line).transform).m41
        return x < 0 ? null : x
      })`)
  const readout = (): Promise<string> => textOf('.readout')
  const priceChart = '#price .chart'

  it('opens from disk without an error, a complaint or a request', async () => {
    expect(await page.title()).toBe('demo · Shadowtape report')
    expect(await page.locator('.chart canvas').count()).toBeGreaterThan(8)
  })

  it('says at the top why trading stopped, when, and what that cost', async () => {
    const head = await textOf('.headline')
    expect(head).toContain('Trading stopped 3 times, first at +22.004 s')
    expect(head).toContain('The edge of BTCUSDT fell to 0.66 bps, below the threshold of 1 bps.')
    expect(head).toContain('Stopping cost $0.03')
    expect(head).toContain('journal verified whole')
    expect(head).toContain('net -$2.51')
  })

  it('shows the figures of the data', async () => {
    const { summary, integrity } = session()
    const tiles = await textOf('#summary .tiles')
    const cents = (text: string): string =>
      `${text.startsWith('-') ? '-' : ''}$${Math.abs(Number(text)).toFixed(2)}`
    for (const [name, value] of [
      ['Net', cents(summary.netUsd)],
      ['Realized', cents(summary.realizedUsd)],
      ['Unrealized', cents(summary.unrealizedUsd)],
      ['Fees paid', cents(summary.feesUsd)],
      ['Fills', String(summary.fills)],
      ['Orders placed', String(summary.placed)],
      ['Turned down', String(summary.denied + summary.rejected)],
      ['Freezes', String(summary.freezes)],
    ])
      expect(tiles).toContain(`${name} ${value}`)
    expect(await textOf('#integrity')).toContain(integrity.digest)
    expect(await textOf('#pnl')).toContain('Adverse selection, within 5 s -$4.02')
    expect(await textOf('#configuration')).toContain('edgeThresholdBps 1.000000')
  })

  it('gives each freeze a part of its own, which its row in the table leads to', async () => {
    await page.locator('#freezes a', { hasText: 'Freeze 2' }).click()
    expect(await hash()).toBe('#freeze-2')
    const part = await textOf('#freeze-2')
    expect(part).toContain('6 fills of BTCUSDT in 10s, above the limit of 5.')
    expect(part).toContain('1 filled before the cancel came through')
    expect(part).toContain('Buy 0.008 @ 60870.10')
    expect(part).toContain('▼ -1.084')
    expect(part).toContain('Stopping saved $2.95')
    expect(await textOf('#freezes')).toContain('shadowtape freeze')
  })

  it.each([
    ['0.5', 'With 0.5 bps it does not stop within 4.993 s. Over these 4.993 s it makes -$0.06'],
    ['0.662916', 'it does not stop within 4.993 s'],
    ['0.662917', 'it stops here, as recorded'],
    ['1.543534', 'it stops here, as recorded'],
    ['1.6', 'it stops earlier'],
    ['-3', 'it does not stop'],
    ['much', 'Not a number'],
  ])('answers what a threshold of %s would have done', async (typed, says) => {
    await page.locator('#threshold-1').fill(typed)
    expect(await textOf('#freeze-1 output')).toContain(says)
    const command = page.locator('#freeze-1 .chooser code')
    expect(await command.count()).toBe(typed === 'much' ? 0 : 1)
  })

  it('answers at the bound of a limit that a figure at it passes', async () => {
    await page.locator('#threshold-2').fill('6')
    expect(await textOf('#freeze-2 output')).toContain('goes on here, stops within 60 s')
    await page.locator('#threshold-2').fill('11')
    expect(await textOf('#freeze-2 output')).toContain('it makes -$2.75, $2.95 less than')
  })

  it('moves all cursors by keys, reads the values out, and keeps the instant', async () => {
    const [first, second] = session().times
    await page.locator(priceChart).first().focus()
    await page.keyboard.press('Home')
    await waitForHash(`#t=${first}`)
    await page.keyboard.press('ArrowRight')
    await waitForHash(`#t=${second}`)
    const said = await readout()
    expect(said).toContain(
      `+${(Math.round((second! - sampleStartAt) / 1_000) / 1_000).toFixed(3)} s`,
    )
    const net = session().money.net[1] as number
    expect(said).toContain(`net ${net < 0 ? '-' : ''}$${Math.abs(net).toFixed(2)}`)
    expect(await page.locator('.readout').getAttribute('aria-live')).toBe('polite')
    const [line, ...others] = (await cursors()).slice(-6)
    expect(line).toBeGreaterThan(0)
    expect(others).toStrictEqual(new Array(5).fill(line))
    await page.keyboard.press('End')
    const last = session().fills.at(-1)!
    await page
      .locator('.readout', { hasText: `${last.qty} ${last.symbol} @ ${last.priceText}` })
      .waitFor()
  })

  it('goes from freeze to freeze by n and p', async () => {
    const stops = session().stops.map(({ at }) => at)
    for (const at of stops) {
      await page.keyboard.press('n')
      await waitForHash(`#t=${at}`)
    }
    expect(await readout()).toContain('reducing (3)')
    await page.keyboard.press('p')
    await waitForHash(`#t=${stops[1]}`)
    expect(await readout()).toContain('frozen (2)')
  })

  it('zooms all charts of a session together, and shows all again', async () => {
    await page.keyboard.press('n')
    await page.locator(priceChart).first().focus()
    const before = await shown()
    expect(before.slice(-6)).toStrictEqual(new Array(6).fill('0 240000000'))
    await page.keyboard.press('+')
    const [zoomed = '', ...rest] = (await shown()).slice(-6)
    expect(new Set(rest)).toStrictEqual(new Set([zoomed]))
    const [from = NaN, to = NaN] = zoomed.split(' ').map(Number)
    expect(to - from).toBe(120_000_000)
    const at = session().stops[0]!.at - sampleStartAt
    expect(from < at && at < to).toBe(true)
    await page.keyboard.press('0')
    expect(await shown()).toStrictEqual(before)
  })

  it('zooms to what is dragged along, and shows all on a double click, which holds', async () => {
    const before = await shown()
    const over = page.locator(`${priceChart} .u-over`).first()
    await over.scrollIntoViewIfNeeded()
    const box = (await over.boundingBox())!
    const y = box.y + 80
    await page.mouse.move(box.x + box.width / 4, y)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, y, { steps: 5 })
    await page.mouse.up()
    const [from = NaN, to = NaN] = (await shown()).at(-1)!.split(' ').map(Number)
    expect(Math.abs(from - 60_000_000)).toBeLessThan(600_000)
    expect(Math.abs(to - 120_000_000)).toBeLessThan(600_000)
    await page.mouse.dblclick(box.x + box.width / 2, y)
    expect(await shown()).toStrictEqual(before)
    await page.mouse.move(box.x + box.width / 4, y)
    expect(await readout()).toMatch(/^\+(59|60)\./)
    await page.mouse.move(2, 2)
    await page.waitForURL(({ hash: { length } }) => length > 1)
    const held = Number((await hash()).slice(3)) - sampleStartAt
    expect(Math.abs(held - 90_000_000)).toBeLessThan(600_000)
    expect(await readout()).toMatch(/^\+(89|90)\./)
  })

  it('opens at the instant that its address names', async () => {
    const at = session().times[200]!
    const there = await browser.open(`${file}#t=${at}`)
    const said = (await there.locator('.readout').innerText()).replace(/\s+/g, ' ')
    expect(said).toContain(`BTCUSDT bid / ask ${grouped(session().symbols[0]!.bid[200]!)}`)
    await there.close()
  })

  it('hands on what to type next', async () => {
    const command = page.locator('#freeze-1 .command', { hasText: 'golden add' })
    expect(await command.locator('code').innerText()).toBe(
      'shadowtape golden add freeze-1 --from journals/market-maker-freeze.jsonl ' +
        '--around freeze:1',
    )
    await command.getByRole('button').click()
    await command.getByText(/^(Copied|Selected)$/).waitFor()
  })

  it('tells time since the start or as UTC, wherever it stands', async () => {
    expect(await textOf('#freeze-1 h3')).toBe('■ Freeze 1 at +22.004 s')
    await page.getByRole('button', { name: 'UTC' }).click()
    expect(await textOf('#freeze-1 h3')).toBe('■ Freeze 1 at 2025-10-27 20:36:39.003 UTC')
    await page.keyboard.press('u')
    expect(await textOf('#freeze-1 h3')).toBe('■ Freeze 1 at +22.004 s')
  })

  it('shows its keys, and has a theme of its own where the reader wants one', async () => {
    await page.keyboard.press('?')
    expect(await textOf('#keys')).toContain('n p to the next freeze, to the one before')
    const ground = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor')
    const light = await ground()
    await page.getByRole('button', { name: 'Theme: auto' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    expect(await ground()).not.toBe(light)
  })
})

const grouped = (price: number): string => price.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')
