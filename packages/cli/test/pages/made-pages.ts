import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { pageAssets } from '../../src/pages/page-assets'
import type { ReportFile } from '../../src/pages/report-data'
import { reportHtml } from '../../src/pages/report-html'
import { runCli } from '../run-cli'
import type { PageJson } from './sample-stops'

const journal = 'journals/market-maker-freeze.jsonl'

/** What `shadowtape freeze --json` says of the freeze of a journal of this repository. */
export const realFreezePage = (): PageJson => {
  const root = resolve(__dirname, '..', '..', '..', '..')
  const { code, stdout } = runCli(['freeze', journal, '--json'], { cwd: root })
  expect(code).toBe(0)
  return JSON.parse(stdout) as PageJson
}

/** Writes reports into a folder that is gone after the tests of a file. */
export const pageFolder = (): ((name: string, report: ReportFile) => string) => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shadowtape-pages-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  return (name, report) => {
    const file = join(folder, name)
    writeFileSync(file, reportHtml(report, pageAssets()))
    return file
  }
}
