import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { ReportFile } from '../../src/pages/report-data'
import { demoJournal, fillingFlags, freezingFlags, written } from '../support/demo-journal'
import { runCli as runChild } from '../run-cli'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const at = (name: string): string => join(dir, name)
let [frozen, filled] = ['', '']

beforeAll(async () => {
  frozen = (await demoJournal(dir, 'frozen.jsonl', freezingFlags)).path
  filled = (await demoJournal(dir, 'filled.jsonl', fillingFlags)).path
})

/** The data in a page, as the page's own script reads them. */
const dataOf = (html: string): ReportFile => {
  const [, json = ''] = /<script type="application\/json"[^>]*>([^<]*)<\/script>/.exec(html) ?? []
  return JSON.parse(json) as ReportFile
}

describe('shadowtape report', () => {
  it('writes one file with all of a session, and says where it is', async () => {
    const out = at('one.html')
    const { code, stdout, stderr } = await runCli(['report', frozen, '--out', out])
    expect([code, stderr]).toStrictEqual([0, ''])
    expect(stdout).toMatch(/one\.html: [\d.]+ kB, 1 freeze; open it in a browser\n$/)
    const html = readFileSync(out, 'utf8')
    const { format, sessions, comparison } = dataOf(html)
    expect([format, sessions.length, comparison]).toStrictEqual([1, 1, null])
    expect(sessions[0]).toMatchObject({
      file: frozen,
      integrity: { verdict: 'whole' },
      stops: [{ n: 1, kind: 'freeze', says: 'Edge degradation: 7.60 BPS < 8.00 BPS' }],
    })
    const freeze = await runCli(['freeze', frozen, '--json'])
    const {
      verdict: _,
      says: __,
      quotes,
      ...page
    } = JSON.parse(freeze.stdout) as Record<string, unknown>
    expect(quotes).not.toBeNull()
    expect(sessions[0].stops[0]?.page).toMatchObject(page)
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
  })

  it('is the same bytes each time', async () => {
    const [one, two] = [at('same-1.html'), at('same-2.html')]
    for (const out of [one, two]) await runCli(['report', filled, '--out', out])
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
  })

  it('shows two sessions beside each other, with what differs', async () => {
    const out = at('both.html')
    const ran = await runCli(['report', frozen, filled, '--out', out, '--json'])
    expect([ran.code, JSON.parse(ran.stdout)]).toStrictEqual([
      0,
      { verdict: 'written', file: out, bytes: statSync(out).size, freezes: 1, says: null },
    ])
    const { sessions, comparison } = dataOf(readFileSync(out, 'utf8'))
    expect(sessions.map(({ file }) => file)).toStrictEqual([frozen, filled])
    expect(comparison?.isEqual).toBe(false)
    expect(comparison?.settings.map(([name]) => name)).toContain('edgeThresholdBps')
    const same = at('same.html')
    await runCli(['report', frozen, frozen, '--out', same])
    expect(dataOf(readFileSync(same, 'utf8')).comparison).toMatchObject({ isEqual: true, more: 0 })
  })

  it('replaces a file only by force, and never the journal', async () => {
    const out = written(dir, 'mine.html', 'mine')
    const refused = await runCli(['report', frozen, '--out', out])
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('mine.html') })
    expect(readFileSync(out, 'utf8')).toBe('mine')
    expect((await runCli(['report', frozen, '--out', out, '--force'])).code).toBe(0)
    const own = await runCli(['report', frozen, '--out', frozen, '--force'])
    expect(own).toMatchObject({ code: 2, stderr: expect.stringContaining('it would be lost') })
    expect(readFileSync(frozen, 'utf8')).toContain('"SessionOpened')
  })

  it('shows of a damaged journal what comes before, and is no success', async () => {
    const bytes = readFileSync(frozen)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 2_000) ^ 1, bytes.length - 2_000)
    const [path, out] = [written(dir, 'hurt.jsonl', bytes), at('hurt.html')]
    const { code, stderr } = await runCli(['report', path, '--out', out])
    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('is damaged, and the report')])
    const [session] = dataOf(readFileSync(out, 'utf8')).sessions
    expect(session).toMatchObject({
      integrity: { verdict: 'damaged', says: expect.stringMatching(/^line \d+/) as string },
      stops: [{ page: { otherwise: { unsaid: expect.any(String) as string } } }],
    })
  })

  it('holds no secret that stands in where a journal is', () => {
    const secret = 'PlantedSecretAbcdefghijklmnopqrstuvwx'
    const [path, out] = [written(dir, `${secret}.jsonl`, readFileSync(frozen)), at('planted.html')]
    const variables = { BYBIT_API_SECRET: secret }
    const ran = runChild(['report', path, '--out', out], { cwd: dir, variables })
    expect(ran.code).toBe(0)
    const html = readFileSync(out, 'utf8')
    expect(html).toContain('7.600000')
    for (const text of [html, ran.stdout, ran.stderr]) expect(text).not.toContain(secret)
  })

  it('writes nothing of what is no journal', async () => {
    const [path, out] = [written(dir, 'no.jsonl', 'no journal\n'), at('no.html')]
    const ran = await runCli(['report', path, '--out', out])
    expect(ran.code).toBeGreaterThan(0)
    expect(ran.stderr).toContain('no.jsonl')
    expect(existsSync(out)).toBe(false)
    expect((await runCli(['report', frozen])).code).toBe(2)
  })
})
