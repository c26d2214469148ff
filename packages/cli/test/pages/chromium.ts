import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { BrowserContext, Page } from 'playwright-core'

/** Debian's Chromium; where it is not there, tests of pages say so and are left out. */
export const chromiumPath = '/usr/bin/chromium'

/** A browser with a folder of its own, and what the pages in it did that they should not. */
export type Browser = {
  readonly open: (file: string, size?: Size) => Promise<Page>
  /** Opens what a server of ours has at an address. */
  readonly visit: (url: string, size?: Size) => Promise<Page>
  /** Errors, complaints of the content security policy, and requests to anywhere else. */
  readonly complaints: Array<string>
  readonly close: () => Promise<void>
}

/** A window's size, and the theme that the system asks for. */
export type Size = {
  readonly width: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
}

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

/** Starts Chromium without a window. */
export const openBrowser = async (): Promise<Browser> => {
  const { chromium } = await import('playwright-core')
  const folder = mkdtempSync(join(tmpdir(), 'shadowtape-chromium-'))
  const context: BrowserContext = await chromium.launchPersistentContext(folder, {
    ...{ executablePath: chromiumPath, headless: true, args: flags, timeout: 120_000 },
    // what the page says must not depend on where it is read
    ...{ locale: 'ar-EG', timezoneId: 'Pacific/Chatham' },
  })
  const complaints: Array<string> = []
  const opened = async (
    url: string,
    home: string,
    { width, height = 900, colorScheme = 'light' }: Size = { width: 1280 },
  ): Promise<Page> => {
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme })
    page.on('console', (said) => complaints.push(`${said.type()}: ${said.text()}`))
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
    page.on('request', (asked) => {
      if (!asked.url().startsWith(home)) complaints.push(`request: ${asked.url()}`)
    })
    await page.goto(url)
    return page
  }
  return {
    complaints,
    open: (file, size) => opened(`file://${file}`, 'file://', size),
    visit: (url, size) => opened(url, url.replace(/#.*$/, ''), size),
    close: async () => {
      await context.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
