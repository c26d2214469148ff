import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import type { Now, SessionFacts } from '../../src/viewer/view-data'
import { cliArguments } from '../run-cli'
import { linesOf, written } from '../support/demo-journal'
import { madeHeader, madeInputs, madeRecorder, recordMade } from '../support/made-session'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const golden = join(goldensFolder, 'market-maker-freeze.jsonl')

/** The program as it serves, and how it ends. */
type Serving = {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
}

/** Starts the program, and waits for its first line. */
const serving = async (
  args: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>> = {},
): Promise<Serving> => {
  const child = spawn(process.execPath, cliArguments(['view', ...args]), {
    ...{ cwd: dir, env: { ...process.env, ...variables } },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stderr })
    })
  })
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString()
      if (stdout.endsWith('\n')) resolve()
    })
    void ended.then(() => {
      resolve()
    })
  })
  return { child, stdout: () => stdout, ended }
}

/** What a test that failed left running. */
const children: Array<ChildProcess> = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

const urlIn = (stdout: string): string => /http:\S+\//.exec(stdout)?.[0] ?? ''

/** A server on a port of loopback, where there is none yet. */
const taking = (port: number): Promise<{ readonly port: number; readonly close: () => void }> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({ port: taken, close: () => server.close() })
    })
  })

describe('shadowtape view', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves a page until %s, and leaves nothing behind',
    async (signal) => {
      const before = readdirSync(dir)
      const { child, stdout, ended } = await serving([golden, '--seq', '23'])
      expect(stdout()).toBe(
        `${urlIn(stdout())}\n` +
          `This is ${golden} for a browser on this machine, and only that; Ctrl-C ends it.\n`,
      )
      const url = urlIn(stdout())
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/)
      const page = await fetch(url)
      expect(await page.text()).toContain('<main id="viewer">')
      expect((await fetch(`${url}view-page.js`)).status).toBe(200)
      expect((await fetch(`${url}view-page.css`)).status).toBe(200)
      const facts = (await (await fetch(`${url}api/session`)).json()) as SessionFacts
      expect([facts.file, facts.begin]).toStrictEqual([golden, { seq: 23 }])
      // the connection that is kept alive does not keep the program
      child.kill(signal)
      expect(await ended).toStrictEqual({ code: 0, stderr: '' })
      const { close } = await taking(Number(new URL(url).port))
      close()
      expect(readdirSync(dir)).toStrictEqual(before)
    },
  )

  it('ends while much is being looked for', async () => {
    const long = join(dir, 'long.jsonl')
    await runCli(['exec-demo', '--shadow', '--iterations', '2000', '--journal', long])
    const { child, stdout, ended } = await serving([long, '--json'])
    const { url } = JSON.parse(stdout()) as { readonly url: string }
    expect(stdout()).toBe(`{"url":"${url}"}\n`)
    const lost = fetch(`${url}api/find?where=no-such-word`).then(
      (response) => response.text(),
      () => 'lost',
    )
    await fetch(`${url}api/now`)
    child.kill('SIGINT')
    expect(await ended).toStrictEqual({ code: 0, stderr: '' })
    expect(['lost', '{"seq":null,"at":null}\n']).toContain(await lost)
  })

  it('serves where it is told to, and says so where that is taken', async () => {
    const { port, close } = await taking(0)
    const args = [golden, '--port', String(port)]
    const refused = await (await serving(args)).ended
    expect(refused).toStrictEqual({
      code: 1,
      stderr: `Error: --port: port ${String(port)} of 127.0.0.1 is taken by another program.\n`,
    })
    const json = await serving([...args, '--json'])
    expect((await json.ended).code).toBe(1)
    expect(JSON.parse(json.stdout())).toStrictEqual({
      ...{ file: golden, verdict: 'not served', says: refused.stderr.trimEnd() },
    })
    close()
    const { child, stdout, ended } = await serving(args)
    expect(new URL(urlIn(stdout())).port).toBe(String(port))
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
  })

  it('keeps a secret of its variables out of all that it says', async () => {
    const secret = 'Hq7mZx2Kp9Rw4Tb8Vn3c'
    const path = join(dir, `of-${secret}.jsonl`)
    const opened = madeHeader('none', { session: `made ${secret}` })
    recordMade(madeRecorder(path, opened), madeInputs(2))
    const { child, stdout, ended } = await serving([path], { BYBIT_API_SECRET: secret })
    const url = urlIn(stdout())
    for (const below of [
      '',
      'api/session',
      'api/place?seq=1&lines=3',
      'api/line?seq=1',
      'api/rows',
    ])
      expect(await (await fetch(url + below)).text()).not.toContain(secret)
    child.kill('SIGINT')
    const { stderr } = await ended
    expect(stdout() + stderr).not.toContain(secret)
  })

  it('is no longer the journal it was where that is recorded anew', async () => {
    const path = join(dir, 'anew.jsonl')
    const run = (seed: string) =>
      runCli(['exec-demo', '--shadow', '--journal', path, '--force', '--seed', seed])
    await run('1')
    const { child, stdout, ended } = await serving([path])
    const url = urlIn(stdout())
    const now = (await (await fetch(`${url}api/now`)).json()) as Now
    expect(now.isClosed).toBe(true)
    await run('2')
    expect((await fetch(`${url}api/now`)).status).toBe(410)
    child.kill('SIGINT')
    expect(await ended).toStrictEqual({ code: 0, stderr: '' })
  })
})

describe('shadowtape view refuses before it serves', () => {
  const lines = linesOf(readFileSync(golden))
  const refusals: ReadonlyArray<readonly [string, ReadonlyArray<string>, number, string]> = [
    ['a file that is not there', ['none.jsonl'], 1, 'none.jsonl: cannot open: no such file'],
    ['no journal', ['text.jsonl'], 1, 'text.jsonl is not a journal'],
    ['an empty file', ['empty.jsonl'], 1, 'empty.jsonl is not a journal: it is empty'],
    ['a journal whose header is damaged', ['header.jsonl'], 1, 'header.jsonl, line 1'],
    ['a strategy that is not there', ['gone.jsonl'], 5, 'its strategy is "./gone.cjs"'],
    ['a strategy path that leads nowhere', [golden, '--strategy', './no.cjs'], 2, '--strategy: '],
    [
      'a line behind the last',
      [golden, '--seq', '2542'],
      2,
      'has no line 2,542; its last is 2,541',
    ],
    ['a time before the first', [golden, '--at', '2020-01-01T00:00Z'], 2, 'begins after that time'],
    ['a line and a time', [golden, '--seq', '1', '--at', '+1s'], 2, 'cannot be used with option'],
    ['a port that is none', [golden, '--port', '65536'], 2, 'It must be 0 to 65535'],
    ['a folder without segments', ['.'], 1, 'it is a directory without segments'],
  ]
  beforeAll(() => {
    written(dir, 'text.jsonl', 'no journal\n')
    written(dir, 'empty.jsonl', '')
    written(dir, 'header.jsonl', lines.join('').replace('"session":"demo"', '"session":"dema"'))
    const opened = madeHeader('none', { strategy: './gone.cjs' })
    recordMade(madeRecorder(join(dir, 'gone.jsonl'), opened), [])
  })

  it.each(refusals)('%s', async (_, args, code, says) => {
    const { ended, stdout } = await serving(args)
    const { code: was, stderr } = await ended
    expect([was, stdout()]).toStrictEqual([code, ''])
    expect(stderr).toContain(says)
  })

  it('as JSON, where it is asked for JSON', async () => {
    const { ended, stdout } = await serving(['none.jsonl', '--json'])
    expect((await ended).code).toBe(1)
    expect(JSON.parse(stdout())).toMatchObject({ verdict: 'unreadable', file: 'none.jsonl' })
  })
})
