import { existsSync } from 'node:fs'

import { pageAssets } from '../../src/pages/page-assets'
import { reportHtml } from '../../src/pages/report-html'
import { chromiumPath } from './chromium'
import { sampleReport, sampleStartAt } from './sample-report'

const bare = { line: { at: sampleStartAt, seq: 1 } }

/** Tests of a page that is opened; where there is no Chromium it says so, and makes the page. */
export const inChromium = (what: string, tests: () => void): void => {
  if (existsSync(chromiumPath)) {
    describe(what, tests)
    return
  }
  it(`skips ${what}, as ${chromiumPath} is not there`, () => {
    process.stderr.write(`Skipped: ${what}. It needs ${chromiumPath} (Debian's chromium).\n`)
    expect(reportHtml(sampleReport(bare), pageAssets())).toContain('"session":"demo"')
  })
}
