import type { ReportFile, SessionReport } from '../../src/pages/report-data'
import type { Browser } from './chromium'
import { openBrowser } from './chromium'
import { inChromium } from './in-chromium'
import { pageFolder } from './made-pages'
import { sampleReport, sampleStartAt } from './sample-report'

const edgePage = { line: { at: sampleStartAt, seq: 2 } }

const withSession = (changed: Partial<SessionReport>): ReportFile => {
  const report = sampleReport(edgePage)
  return { ...report, sessions: [{ ...report.sessions[0], ...changed }] }
}

const nothing: Partial<SessionReport> = {
  ...{ endAt: sampleStartAt, times: [], symbols: [], fills: [], edges: [], thresholds: [] },
  ...{ pnl: [], stops: [], configuration: [] },
  money: {
    ...{ net: [], realized: [], unrealized: [], fees: [], funding: [], exposure: [] },
    ...{ exposureMax: null, openOrders: [] },
  },
  orders: {
    ...{ outcomes: [], deniedByReason: [], rejectedByReason: [], canceledByReason: [] },
    latencies: [],
  },
}

const sampling = { ...sampleReport(edgePage).sessions[0].sampling, stopsShown: 0, stopsCount: 0 }

const damaged = {
  ...sampleReport(edgePage).sessions[0].integrity,
  ...({ verdict: 'damaged', says: 'line 412 has another checksum', closeReason: null } as const),
}

inChromium("a report's page of a session", () => {
  const write = pageFolder()
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
  })

  const textOf = async (name: string, changed: Partial<SessionReport>): Promise<string> => {
    const page = await browser.open(write(`${name}.html`, withSession(changed)))
    for (const key of ['n', 'p', '+', '-', '0', 'u', '?']) await page.keyboard.press(key)
    const chart = page.locator('.chart').first()
    if ((await chart.count()) > 0) await chart.focus()
    for (const key of ['ArrowLeft', 'ArrowRight', 'Home', 'End', '+', '+'])
      await page.keyboard.press(key)
    const text = (await page.locator('#report').innerText()).replace(/\s+/g, ' ')
    await page.close()
    expect(browser.complaints).toStrictEqual([])
    return text
  }

  it('in which nothing happened says so', async () => {
    const text = await textOf('nothing', { ...nothing, sampling })
    expect(text).toContain('Trading never stopped')
    expect(text).toContain('There was no fill.')
    expect(text).toContain('No edge was said.')
  })

  it('of one sample, and without stops, is drawn', async () => {
    const { money, symbols } = sampleReport(edgePage).sessions[0]
    const one = (values: ReadonlyArray<number | null>) => values.slice(5, 6)
    const text = await textOf('one', {
      ...{ stops: [], sampling, times: [sampleStartAt + 1], endAt: sampleStartAt + 1 },
      money: { ...money, net: one(money.net), exposure: [null], openOrders: [null] },
      symbols: symbols.map((each) => ({ ...each, bid: [null], ask: [null], held: [null] })),
    })
    expect(text).toContain('Price of ETHUSDT')
  })

  it('that is damaged says what is wrong, and what the rest is worth, at the top', async () => {
    const text = await textOf('damaged', { integrity: damaged, stops: [], sampling })
    const at = text.indexOf('The journal is damaged. line 412 has another checksum')
    expect(at).toBeGreaterThan(0)
    expect(at).toBeLessThan(text.indexOf('Price of BTCUSDT'))
    expect(text).toContain('All that follows is of what came before that.')
    expect(text).toContain('journal damaged')
  })
})
