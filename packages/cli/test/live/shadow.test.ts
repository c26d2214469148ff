import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'
import { until } from '../recordings/recording'
import { linesOfJournal, ofType } from './session-lines'
import type { TradingFloor } from './trading-floor'
import { openFloor, startLive } from './trading-floor'

const folder = tempFolder()
let floor: TradingFloor

beforeEach(async () => {
  floor = await openFloor()
})
afterEach(async () => {
  await floor.close()
})

const shadow = (...more: ReadonlyArray<string>) =>
  startLive(folder(), [
    ...['shadow', '--network', '--testnet', '--url', floor.url, '--symbols', 'BTCUSDT'],
    ...['--fill-model', 'touch', '--journal', 'j.jsonl', '--fsync', 'interval=10', ...more],
  ])

const linesSoFar = (): number => {
  try {
    return readFileSync(join(folder(), 'j.jsonl'), 'latin1').split('\n').length
  } catch {
    return 0
  }
}

const replayed = (journal = 'j.jsonl'): void => {
  const ran = runCli(['replay', journal], { cwd: folder() })
  expect([ran.code, ran.stdout, ran.stderr]).toStrictEqual([
    0,
    expect.stringContaining('replays byte for byte'),
    '',
  ])
}

describe('shadowtape shadow', () => {
  it('trades live market data at a dry-run venue, with no key and no order sent', async () => {
    const { child, ended } = shadow('--json')
    await until(() => linesSoFar() > 300)
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(0)
    const report = JSON.parse(stdout) as { readonly feed: { readonly messages: number } }
    expect(report.feed.messages).toBeGreaterThan(50)
    const lines = linesOfJournal(folder(), 'j.jsonl')
    expect(lines[0]).toMatchObject({ session: 'shadow', venue: 'bybit', symbols: 'BTCUSDT' })
    expect(ofType(lines, 'OrderPlaced').length).toBeGreaterThan(3)
    expect(ofType(lines, 'CloseSession')).toMatchObject([{ reason: 'OPERATOR' }])
    expect(lines.at(-1)?.type).toBe('SessionClosed')
    replayed()
    const { requests, connections } = floor.server.seen()
    expect(Object.keys(requests)).toStrictEqual(['/v5/market/instruments-info'])
    expect(Object.keys(connections)).toStrictEqual(['/v5/public/linear'])
  })

  it('goes on through gaps, lost messages, restarts and lost connections, and replays', async () => {
    const { child, ended } = shadow()
    await until(() => linesSoFar() > 60)
    for (const deed of [
      { deed: 'gap', by: 2 },
      { deed: 'drop' },
      { deed: 'restart' },
      { deed: 'duplicate' },
      { deed: 'garbage' },
    ] as const) {
      const before = linesSoFar()
      floor.server.faults.add({ at: 'message', on: 'orderbook.50.BTCUSDT', ...deed })
      await until(() => linesSoFar() > before + 20)
    }
    const connections = (): number => floor.server.seen().connections['/v5/public/linear'] ?? 0
    const opened = connections()
    floor.server.strike('linear', { deed: 'close', code: 1001 })
    await until(() => connections() > opened)
    const before = linesSoFar()
    await until(() => linesSoFar() > before + 40)
    child.kill('SIGTERM')
    const { code, stdout, stderr } = await ended
    expect([code, stdout]).toStrictEqual([
      3,
      expect.stringMatching(/feed +\d+ gaps? · 1 connection/),
    ])
    expect(stderr).toContain('connection lost')
    replayed()
  })

  it('leaves a journal that can be recovered and replayed when it is killed', async () => {
    const { child, ended } = shadow()
    await until(() => linesSoFar() > 200)
    child.kill('SIGKILL')
    expect((await ended).code).toBeNull()
    const recovered = runCli(['recover', 'j.jsonl', '--mode', 'tail', '--out', 'r.jsonl'], {
      cwd: folder(),
    })
    expect([0, 3]).toContain(recovered.code)
    expect(linesOfJournal(folder(), 'r.jsonl').length).toBeGreaterThan(150)
    const replay = runCli(['replay', 'r.jsonl'], { cwd: folder() })
    expect([replay.code, replay.stderr]).toStrictEqual([
      1,
      expect.stringContaining('What there is replays byte for byte'),
    ])
  })

  it('ends by itself after --duration, into segments where it is told to', async () => {
    const { ended } = shadow('--duration', '3', '--journal', 'run/', '--roll-bytes', '40000')
    const { code } = await ended
    expect(code).toBe(0)
    replayed('run/')
  })
})

describe('shadowtape shadow, asked for what cannot be', () => {
  it.each([
    [['--symbols', 'BTCUSDT'], 2, 'nothing is sent without --network'],
    [['--network', '--symbols', 'BTCUSDT'], 2, '--network needs one of'],
    [['--network', '--testnet', '--mainnet', '--symbols', 'BTCUSDT'], 2, 'were given'],
    [['--network', '--testnet'], 2, '--symbols LIST is required'],
    [
      ['--network', '--testnet', '--url', 'http://example.com', '--symbols', 'BTCUSDT'],
      2,
      'loopback',
    ],
    [['--network', '--testnet', '--symbols', 'BTCUSDT', '--roll-bytes', '5'], 2, '--journal DIR/'],
  ])('says why: %j', (args, code, words) => {
    const ran = runCli(['shadow', ...args], { cwd: folder() })
    expect([ran.code, ran.stdout, ran.stderr]).toStrictEqual([
      code,
      '',
      expect.stringContaining(words),
    ])
  })

  it('names a symbol that the venue does not list, and leaves no journal', async () => {
    const { ended } = startLive(folder(), [
      ...['shadow', '--network', '--testnet', '--url', floor.url, '--symbols', 'NOPEUSDT'],
      ...['--journal', 'n.jsonl'],
    ])
    const { code, stderr } = await ended
    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('lists no NOPEUSDT')])
    expect(() => readFileSync(join(folder(), 'n.jsonl'))).toThrow('ENOENT')
  })

  it('takes no network from a config file: a person opens it where the session is started', () => {
    const file = join(folder(), 'c.yaml')
    writeFileSync(file, 'network: true\n')
    const ran = runCli(['shadow', '--config', file], { cwd: folder() })
    expect([ran.code, ran.stderr]).toStrictEqual([2, expect.stringContaining('network')])
  })
})
