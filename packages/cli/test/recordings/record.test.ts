import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { cliArguments, runCli } from '../run-cli'
import { runCli as runHere } from '../support/run-cli'
import { tempFolder } from '../temp-folder'
import type { MarketServer } from './market-server'
import { marketServer } from './market-server'
import type { Recording } from './recording'
import { filesOf, linesOf, logOf, missingOf, recordingOf, startRecording, until } from './recording'

const folder = tempFolder()

let server: MarketServer
beforeEach(async () => {
  server = await marketServer()
})
afterEach(() => server.stop())

const symbol = ['--symbols', 'BTCUSDT', '--depths', '50', '--topics', 'orderbook,publicTrade']
const begin = (...more: ReadonlyArray<string>): Recording =>
  startRecording(folder(), server.url, ...symbol, ...more)
const said = (type: string): number => logOf(folder()).filter((e) => e['type'] === type).length

/** Runs a session over what was recorded, and replays its journal. */
const ranOver = (code: number) => {
  const captures = filesOf(folder(), '.capture.gz')
  const run = runCli(['run', '--capture', ...captures, '--journal', 'j.jsonl'], { cwd: folder() })
  expect({ code: run.code, stderr: run.stderr }).toStrictEqual({ code, stderr: run.stderr })
  const replayed = runCli(['replay', 'j.jsonl'], { cwd: folder() })
  expect([replayed.code, replayed.stdout]).toStrictEqual([0, expect.stringContaining('byte for')])
  return run
}

describe('shadowtape record', () => {
  it.each([
    [['--testnet'], 'nothing is sent without --network'],
    [['--network'], '--network needs one of --testnet, --demo, --mainnet'],
    [['--network', '--testnet', '--mainnet'], '--testnet and --mainnet were given'],
    [['--network', '--testnet', '--url', 'http://10.0.0.1'], '10.0.0.1 is not this machine'],
    [['--network', '--testnet', '--url', 'http://127.0.0.1:1/x'], 'It must be a host and a port'],
    [['--network', '--testnet', '--depths', '7'], 'Each is one of 1, 50, 200, 500, 1000.'],
    [['--network', '--testnet', '--topics', 'kline'], 'Each is one of orderbook, publicTrade'],
  ])('with %j is a matter of usage, and makes no file', async (args, says) => {
    const out = join(folder(), 'out')
    const ran = await runHere(['record', '--symbols', 'BTCUSDT', '--out', out, ...args])
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) })
    expect(filesOf(folder(), '')).toStrictEqual([])
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends by %s with all that it received, which run takes and replay repeats',
    async (signal) => {
      const { child, ended } = begin('--json')
      await until(() => server.sentCount() > 500)
      child.kill(signal)
      const { code, stdout, stderr } = await ended
      expect({ code, stderr }).toStrictEqual({ code: 0, stderr: 'connected\n' })
      const lines = linesOf(folder())
      missingOf(lines, server.listeners)
      expect(lines.length).toBeGreaterThan(400)
      const times = lines.map((line) => line.slice(0, 20))
      for (const time of times) expect(time).toMatch(/^\d{19} $/)
      expect([...times].sort()).toStrictEqual(times)
      const [capture] = filesOf(folder(), '.capture.gz')
      expect(JSON.parse(stdout)).toMatchObject({
        verdict: 'recorded',
        end: 'stopped',
        messages: lines.length,
        lines: lines.length,
        files: [capture],
        gaps: 0,
        connections_lost: 0,
        says: null,
      })
      const run = ranOver(0)
      expect(run.stderr).toContain('instruments from out/linear-')
    },
  )

  it('ends by itself after its time, and says what it came to', async () => {
    const { ended } = begin('--duration', '2')
    const { code, stdout } = await ended
    expect(code).toBe(0)
    const [capture] = filesOf(folder(), '.capture.gz')
    expect(stdout).toMatch(/^recorded {3}[\d,]+ messages of BTCUSDT in 2\.\d s/)
    expect(stdout).toContain(`file       ${capture}\n`)
    missingOf(linesOf(folder()), server.listeners)
  })

  it('that is killed keeps all but the last moment, and run takes it as it is', async () => {
    const { child, ended } = begin('--roll-bytes', '3000')
    await until(() => filesOf(folder(), '.capture.gz').length >= 3)
    const kept = linesOf(folder()).length
    child.kill('SIGKILL')
    await ended
    const lines = linesOf(folder())
    expect(lines.length).toBeGreaterThanOrEqual(kept)
    missingOf(lines, server.listeners)
    ranOver(0)
  })

  it('leaves a file that can be read up to where it was cut within a member', async () => {
    const { child, ended } = begin()
    await until(() => server.sentCount() > 2_000 && filesOf(folder(), '.gz').length > 0)
    child.kill('SIGINT')
    await ended
    const [capture = ''] = filesOf(folder(), '.capture.gz')
    const path = join(folder(), capture)
    const lines = linesOf(folder()).length
    truncateSync(path, readFileSync(path).length - 30)
    const run = ['run', '--capture', capture, '--journal', 'j.jsonl']
    const cut = runCli(run, { cwd: folder() })
    expect(cut.code).toBe(1)
    const [, last = '0'] = /cut short or damaged after line (\d+)/.exec(cut.stderr) ?? []
    expect(Number(last)).toBeGreaterThan(0)
    expect(Number(last)).toBeLessThanOrEqual(lines)
  })

  it('comes back after a loss, finds gaps and restarts, and says so', async () => {
    const { child, ended } = begin('--json')
    const deeds = [
      ['lose', () => said('Gap') === 1],
      ['restart', () => said('Restarted') === 1],
      ['repeat', () => said('Gap') === 2],
    ] as const
    for (const [deed, isDone] of deeds) {
      const before = server.sentCount()
      await until(() => server.sentCount() > before + 100)
      server.misbehave = deed
      await until(isDone)
    }
    const before = server.sentCount()
    await until(() => server.sentCount() > before + 100)
    server.listeners[0]!.socket.terminate()
    await until(() => (server.listeners[1]?.sent.length ?? 0) > 100)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await ended
    expect(code).toBe(3)
    expect(stderr).toContain('gap: orderbook.50.BTCUSDT: data.u is ')
    expect(stderr).toContain('connection lost: ')
    expect(JSON.parse(stdout)).toMatchObject({
      gaps: 2,
      restarts: 1,
      connections_lost: 1,
      says: 'Finished with loss: 1 connection lost, 2 gaps; the log says when.',
    })
    missingOf(linesOf(folder()), server.listeners)
    expect(ranOver(3).stderr).toContain('gap: data.u is ')
  })

  it('goes on in a new file where one is full, and all of them are one capture', async () => {
    const { child, ended } = begin('--roll-bytes', '2000')
    await until(() => filesOf(folder(), '.capture.gz').length >= 4)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
    const names = filesOf(folder(), '.capture.gz').map((name) => name.split('.').slice(1).join('.'))
    expect(names.slice(0, 3)).toStrictEqual([
      '000001.capture.gz',
      '000002.capture.gz',
      '000003.capture.gz',
    ])
    missingOf(linesOf(folder()), server.listeners)
    ranOver(0)
  })

  it('begins a new file by SIGHUP', async () => {
    const { child, ended } = begin()
    await until(() => filesOf(folder(), '.capture.gz').length === 1)
    child.kill('SIGHUP')
    await until(() => filesOf(folder(), '.capture.gz').length === 2)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
    missingOf(linesOf(folder()), server.listeners)
  })

  it('goes on where one topic is refused, and ends where all are', async () => {
    server.refused = /^publicTrade/
    const { child, ended } = begin()
    await until(() => server.sentCount() > 200)
    child.kill('SIGINT')
    const one = await ended
    expect(one.code).toBe(3)
    const says = 'error:handler not found,topic:publicTrade.BTCUSDT'
    expect(one.stderr).toContain(`refused: publicTrade.BTCUSDT: ${says}\n`)
    server.refused = /./
    const all = await begin().ended
    expect(all.code).toBe(1)
    expect(all.stderr).toContain('Error: every topic was refused\n')
  })

  it('goes on without instruments where the venue tells none', async () => {
    server.hasInstruments = false
    const { ended } = begin('--duration', '2')
    const { code, stderr } = await ended
    expect([code, stderr]).toStrictEqual([
      0,
      'warning: no instruments are kept: BTCUSDT: the venue answered 404\nconnected\n',
    ])
  })

  it('that reaches nobody says that nothing was received', async () => {
    await server.stop()
    const { ended } = begin('--duration', '1')
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toContain('connection lost: connect ECONNREFUSED')
    expect(stderr).toContain('Error: nothing was received\n')
    server = await marketServer()
  })

  it('ends where the disk is full, with a failure, and what is written stays good', async () => {
    const args = ['record', '--network', '--testnet', '--url', server.url, '--out', 'out']
    const limited = ['-c', 'ulimit -f 256 && exec "$@"', 'sh', process.execPath]
    const child = spawn('sh', [...limited, ...cliArguments([...args, ...symbol])], {
      cwd: folder(),
    })
    const { code, stderr } = await recordingOf(child).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/Error: out\/linear-.*\.capture\.gz: cannot write: the file is as large/)
    expect(stderr).toMatch(/[\d,]+ messages are kept; [\d,]+ that came behind them are not\.\n$/)
    missingOf(linesOf(folder()), server.listeners)
    ranOver(0)
  })

  it('does not take a folder that cannot be made', async () => {
    writeFileSync(join(folder(), 'out'), 'precious')
    const { code, stderr } = await begin().ended
    expect([code, stderr]).toStrictEqual([1, expect.stringMatching(/^Error: out.*: cannot create/)])
  })
})
