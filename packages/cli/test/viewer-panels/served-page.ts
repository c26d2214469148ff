import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import type { Page } from 'playwright-core'

import type { Browser, Size } from '../pages/chromium'
import { openBrowser } from '../pages/chromium'
import { cliArguments, runCli } from '../run-cli'
import type { ChildRun } from '../support/run-child'
import { startChild } from '../support/run-child'

/** The repository, whose journals are viewed. */
export const root = resolve(__dirname, '..', '..', '..', '..')

/** A session with books, our quotes and a freeze. */
export const freezeJournal = 'journals/market-maker-freeze.jsonl'

/** A session of two accounts whose orders queue. */
export const queueJournal = 'journals/history/0.1.0/run-queue-accounts.jsonl'

/** A folder that is gone after the tests of a file. */
export const ownFolder = (): (() => string) => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shadowtape-panels-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  return () => folder
}

/** A session that joins the touch, so that its orders stand in queues; made once in a folder. */
export const queueSession = (folder: string): string => {
  const [capture, journal] = [join(folder, 'market.capture.gz'), join(folder, 'queue.jsonl')]
  if (existsSync(journal)) return journal
  const market = ['--symbols', 'BTCUSDT', '--calm', '10', '--capture', capture]
  const strategy = join(root, 'examples', 'join-the-touch.ts')
  const runs = [
    ['demo', ...market],
    ['run', '--capture', capture, '--strategy', strategy, '--fill-model', 'queue'].concat(
      ...['--journal', journal],
    ),
  ]
  for (const args of runs) expect(runCli(args, { cwd: folder }).code).toBe(0)
  return journal
}

/** A session of two symbols that knows quotes and no books. */
export const quotesJournal = 'journals/exec-demo-fake-dryrun.jsonl'

/** Pages of journals that the real program serves, for a file's tests. */
export type ServedPages = {
  /** Opens a journal's page where a fragment says; `#seq=300`. */
  readonly open: (journal: string, fragment: string, size?: Size) => Promise<Page>
  /** What pages did that they should not. */
  readonly complaints: () => ReadonlyArray<string>
}

/** Serves and opens until the tests of a file are done. */
export const servedPages = (): ServedPages => {
  let browser: Browser
  const served = new Map<string, { readonly run: ChildRun; readonly url: string }>()
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    for (const { run } of served.values()) run.child.kill('SIGINT')
    await Promise.all([...served.values()].map(({ run }) => run.done))
  })
  return {
    complaints: () => browser.complaints,
    open: async (journal, fragment, size = { width: 1440 }) => {
      const { run, url } = served.get(journal) ?? (await startServing(journal))
      served.set(journal, { run, url })
      const page = await browser.visit(`${url}${fragment}`, size)
      await page.locator('.line[aria-current], .between').first().waitFor()
      return page
    },
  }
}

const startServing = async (journal: string) => {
  const run = startChild(['view', journal, '--json'], root)
  const url = await new Promise<string>((told, failed) => {
    let text = ''
    run.child.stdout?.on('data', (data: Buffer) => {
      text += data.toString()
      if (text.includes('\n')) told((JSON.parse(text) as { readonly url: string }).url)
    })
    void run.done.then(({ stderr }) => failed(new Error(stderr)))
  })
  return { run, url }
}

/** Goes to a line by the page's address, and waits until it is shown there. */
export const standAt = async (page: Page, seq: number): Promise<void> => {
  await page.evaluate(`location.hash = '#seq=${String(seq)}'`)
  await page.locator(`main[data-seq="${String(seq)}"]`).waitFor()
  await page.locator('.instant h2', { hasText: afterLine(seq) }).waitFor({ state: 'attached' })
}

const afterLine = (seq: number): RegExp => new RegExp(`^After line ${seq.toLocaleString('en-US')},`)

/** What a command says as JSON, or as several, one a line. */
export const said = (args: ReadonlyArray<string>): ReadonlyArray<Record<string, unknown>> => {
  const { stdout, stderr } = runCli(args, { cwd: root })
  if (stdout === '') throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** What `shadowtape step` shows after a line, as JSON. */
export const steppedTo = (journal: string, seq: number): Record<string, unknown> => {
  const { stdout } = spawnSync(process.execPath, cliArguments(['step', journal, '--json']), {
    cwd: root,
    input: `goto ${String(seq)}\n`,
    encoding: 'utf8',
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
}

/** The texts of what a selector finds. */
export const textsOf = async (page: Page, selector: string): Promise<ReadonlyArray<string>> =>
  (await page.locator(selector).allTextContents()).map((text) => text.trim())

/** Waits until something holds in a page, whose policy lets no script be made of a text there. */
export const until = async (page: Page, holds: string): Promise<void> => {
  while (!(await page.evaluate<boolean>(`Boolean(${holds})`))) await page.waitForTimeout(20)
}

/** The texts of what is in each element that a selector of CSS finds. */
export const cellsOf = (
  page: Page,
  selector: string,
): Promise<ReadonlyArray<ReadonlyArray<string>>> =>
  page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) =>
      [...one.children].map(({ textContent }) => textContent))`,
  )

/** The numbers of the lines that the list has now. */
export const seqsIn = (page: Page): Promise<ReadonlyArray<number>> =>
  page.evaluate(`[...document.querySelectorAll('.line')].map(({ dataset }) => +dataset.seq)`)
