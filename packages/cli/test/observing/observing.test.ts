import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import { readMetrics, sumOf, valueOf } from '../../../adapters/test/observability/prometheus-text'
import type { Observing } from '../../src/observing/observing'
import { observing } from '../../src/observing/observing'
import { cliArguments, runCli as runProgram } from '../run-cli'
import { failingDisk } from '../support/failing-disk'
import { madeAt, madeHeader, madeInputs, madeRecorder } from '../support/made-session'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const plain = join(dir, 'made.capture')

beforeAll(async () => {
  const packed = join(dir, 'made.capture.gz')
  await writeGeneratedCapture(generatedPlan, packed, 'replace')()
  writeFileSync(plain, gunzipSync(readFileSync(packed)))
})

type Told = { readonly fields: { readonly lines: number; readonly faults: number } }
const observed: Array<Observing> = []
const begun = async (variables: Record<string, string> = {}) => {
  const remarks: Array<string> = []
  const env = { remark: (text: string) => void remarks.push(text), variables }
  const started = await observing({ port: 0, session: 'made', isJournaled: true }, env)
  if (isLeft(started)) throw new Error(started.left.says)
  observed.push(started.right)
  return { watch: started.right, remarks }
}
afterEach(async () => {
  for (const each of observed.splice(0)) await each.close()
})

const ready = async ({ url }: { readonly url: string }) => {
  const response = await fetch(`${url}/ready`)
  const { reasons } = (await response.json()) as { readonly reasons?: ReadonlyArray<string> }
  return { status: response.status, reasons }
}
const scraped = async ({ url }: { readonly url: string }) =>
  readMetrics(await (await fetch(`${url}/metrics`)).text())

describe('a session that is observed', () => {
  it('is ready while it may place orders, and not before, nor once it is frozen', async () => {
    const { watch, remarks } = await begun()
    expect(remarks).toStrictEqual([`observing ${watch.url}/health, /ready and /metrics\n`])
    expect(await ready(watch)).toStrictEqual({ status: 503, reasons: ['nothing is recorded yet'] })
    const recorder = madeRecorder(join(dir, 'frozen.jsonl'), madeHeader('none'))
    watch.entries(recorder.opening, recorder)
    for (const [i, input] of madeInputs(5).entries())
      watch.entries(recorder.record(madeAt(i), input), recorder)
    expect(await ready(watch)).toStrictEqual({ status: 200, reasons: undefined })
    const freeze = { type: 'FreezeTrading', account: null, symbol: null } as const
    const by = { actor: 'ana', note: 'because' } as never
    watch.entries(recorder.record(madeAt(6), { ...freeze, ...(by as object) } as never), recorder)
    const frozen = await ready(watch)
    expect(frozen.status).toBe(503)
    expect(frozen.reasons?.[0]).toMatch(/^trading is frozen: OPERATOR, line \d+$/)
    const told = await scraped(watch)
    const { totals, orders, seq } = recorder.state
    expect({
      placed: valueOf(told, 'shadowtape_orders_placed_total'),
      fills: sumOf(told, 'shadowtape_fills_total'),
      canceled: valueOf(told, 'shadowtape_orders_canceled_total', { reason: 'FREEZE' }),
      open: valueOf(told, 'shadowtape_orders', { status: 'open' }),
      freezes: valueOf(told, 'shadowtape_freezes_total', { reason: 'OPERATOR' }),
      lines: valueOf(told, 'shadowtape_journal_lines_total'),
      unsynced: valueOf(told, 'shadowtape_journal_lag_lines'),
    }).toStrictEqual({
      ...{ placed: totals.placed, fills: totals.fills, canceled: totals.canceled },
      ...{ open: orders.openCount, freezes: totals.freezes, lines: seq, unsynced: seq },
    })
    expect(totals.canceled).toBeGreaterThan(0)
    recorder.close(madeAt(7), 'END_OF_INPUT')
  })

  it('is not ready once its journal cannot be written, which is said', async () => {
    const { watch } = await begun()
    const disk = failingDisk([], { verb: 'write', nth: 2, how: 'ENOSPC' })
    const recorder = madeRecorder(join(dir, 'full.jsonl'), madeHeader('barrier'), disk)
    watch.entries(recorder.opening, recorder)
    for (const [i, input] of madeInputs(40).entries())
      watch.entries(recorder.record(madeAt(i), input), recorder)
    const { status, reasons } = await ready(watch)
    expect(status).toBe(503)
    expect(reasons?.[0]).toMatch(/^the journal failed: .*full\.jsonl: cannot write: no space left/)
    expect(reasons?.[1]).toMatch(/^trading is frozen: OPERATOR/)
    recorder.abandon()
  })

  it('is not ready while a stream of it is not connected', async () => {
    const { watch } = await begun()
    const recorder = madeRecorder(join(dir, 'streams.jsonl'), madeHeader('none'))
    watch.entries(recorder.opening, recorder)
    watch.metrics.setConnected('public', false)
    expect((await ready(watch)).reasons).toStrictEqual(['not connected: public'])
    watch.metrics.setConnected('public', true)
    expect((await ready(watch)).status).toBe(200)
    recorder.abandon()
  })

  it('has a journal that lags by nothing once it is synced', async () => {
    const { watch } = await begun()
    const recorder = madeRecorder(join(dir, 'synced.jsonl'), madeHeader('batch'))
    watch.entries(recorder.opening, recorder)
    for (const [i, input] of madeInputs(9).entries())
      watch.entries(recorder.record(madeAt(i), input), recorder)
    expect(valueOf(await scraped(watch), 'shadowtape_journal_lag_lines')).toBeGreaterThan(0)
    // what it still had in memory is written, and synced
    recorder.abandon()
    watch.entries([], recorder)
    const told = await scraped(watch)
    expect(valueOf(told, 'shadowtape_journal_lag_bytes')).toBe(0)
    expect(valueOf(told, 'shadowtape_journal_lag_lines')).toBe(0)
    expect(valueOf(told, 'shadowtape_journal_durable_bytes_total')).toBe(recorder.durableBytes())
  })
})

describe('run --obs', () => {
  it('answers while it runs, ends with it, and changes nothing of its report', async () => {
    const args = ['run', '--capture', plain, '--json']
    const child = spawn(process.execPath, cliArguments([...args, '--obs', '0']), {
      env: { ...process.env, SHADOWTAPE_LOG: 'info' },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data) => (stdout += String(data)))
    const ended = once(child, 'close')
    const url = await new Promise<string>((resolve) => {
      child.stderr.on('data', (data) => {
        stderr += String(data)
        const said = /observing (http:\S+)\/health/.exec(stderr)
        if (said?.[1] !== undefined) resolve(said[1])
      })
    })
    const lines: Array<number> = []
    const statuses = new Set<number>()
    while (child.exitCode === null) {
      try {
        lines.push(valueOf(await scraped({ url }), 'shadowtape_journal_lines_total'))
        statuses.add((await ready({ url })).status)
      } catch {
        // it has ended
        break
      }
    }
    const [code] = (await ended) as [number]
    expect(code).toBe(0)
    const report = JSON.parse(stdout) as { readonly journal: { readonly lines: number } }
    const amid = lines.filter((each) => each > 0 && each < report.journal.lines)
    expect(amid.length).toBeGreaterThan(0)
    expect(lines).toStrictEqual([...lines].sort((a, b) => a - b))
    expect(statuses).toContain(200)
    const log = stderr.split('\n').filter((line) => line.startsWith('{'))
    const words = log.map((line) => (JSON.parse(line) as { readonly msg: string }).msg)
    expect(words).toStrictEqual(['observing', 'session opened', 'no longer observing'])
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')
    expect(JSON.parse((await runCli(args)).stdout)).toStrictEqual(report)
  })

  it('does not begin where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String((other.address() as AddressInfo).port)
    const journal = join(dir, 'never.jsonl')
    const args = ['run', '--capture', plain, '--journal', journal, '--obs', port]
    expect(await runCli(args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Error: --obs: port ${port} of 127.0.0.1 is taken by another program\n`,
    })
    other.close()
    expect(() => readFileSync(journal)).toThrow('ENOENT')
  })

  it('does not begin with a level of log that there is not', async () => {
    const variables = { SHADOWTAPE_LOG: 'loud' }
    const ran = await runCli(['run', '--capture', plain, '--obs', '0'], { variables })
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(/^Error: SHADOWTAPE_LOG is no level: /)
  })

  it.each(['70000', '-1', 'x', '1.5'])('does not take %s for a port', async (port) => {
    const ran = await runCli(['run', '--capture', plain, '--obs', port])
    expect([ran.code, ran.stdout]).toStrictEqual([2, ''])
  })

  it('closes its server also where the session fails', async () => {
    const ran = await runCli(['run', '--capture', plain, '--symbols', 'XRPUSDT', '--obs', '0'])
    expect(ran.code).toBe(1)
    const url = /observing (http:\S+)\/health/.exec(ran.stderr)?.[1] ?? ''
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')
  })

  it('tells the whole of a session that goes on, with what it was before', async () => {
    const small = join(dir, 'small.capture.gz')
    const plan = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 1_000_000 }
    await writeGeneratedCapture(plan, small, 'replace')()
    const [whole, cut] = [join(dir, 'whole.jsonl'), join(dir, 'cut.jsonl')]
    const told = (...args: ReadonlyArray<string>) => {
      const variables = { SHADOWTAPE_LOG: 'info' }
      const ran = runProgram(['run', '--capture', small, '--obs', '0', ...args], { variables })
      expect([ran.code, ran.stdout.includes('digest')]).toStrictEqual([0, true])
      const [last = ''] = ran.stderr.split('\n').filter((line) => line.includes('no longer'))
      return (JSON.parse(last) as Told).fields
    }
    told('--journal', whole)
    const bytes = readFileSync(whole)
    writeFileSync(cut, bytes.subarray(0, bytes.length >> 1))
    const resumed = join(dir, 'resumed.jsonl')
    const { lines, faults } = told('--resume', cut, '--journal', resumed)
    // all but what the close itself says: a last seal, and the close
    const behind = readFileSync(resumed, 'utf8').trimEnd().split('\n').length - lines
    expect({ faults, isAll: behind >= 1 && behind <= 3 }).toStrictEqual({ faults: 0, isAll: true })
  })
})
