import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const start = 1_700_000_000_000

type Levels = ReadonlyArray<readonly [string, string]>

/** A book of BTCUSDT that came in so many milliseconds after the start. */
const book = (u: number, ms: number, b: Levels, a: Levels): string => {
  const data = { s: 'BTCUSDT', b, a, u, seq: u }
  const type = u === 1 ? 'snapshot' : 'delta'
  const json = { topic: 'orderbook.50.BTCUSDT', type, ts: start, data, cts: start }
  return `${String(start + ms)}000000 ${JSON.stringify(json)}`
}

/** A bid that falls by a dime every 50 ms, is silent for 900 ms after its 40th, and falls on. */
const capture = (): string => {
  const bid = (i: number): string => (61_000 - i * 0.1).toFixed(2)
  const lines = [book(1, 0, [[bid(0), '1.000']], [['61000.10', '1.000']])]
  for (let i = 1; i <= 60; i++) {
    const levels = [
      [bid(i - 1), '0'],
      [bid(i), '1.000'],
    ] as const
    lines.push(book(i + 1, i * 50 + (i > 40 ? 850 : 0), levels, []))
  }
  const path = join(folder(), 'a.capture')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const quick = ['--latency-ms', '5', '--fill-rate', '1']
const run = (...args: ReadonlyArray<string>) =>
  runCli(['run', '--capture', capture(), ...quick, ...args], { cwd: folder() })
const rules = (...texts: ReadonlyArray<string>) => texts.flatMap((text) => ['--rule', text])
const linesOf = (journal: string, type: string) =>
  runCli(['cat', journal, '--json', '--type', type], { cwd: folder() })
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('run --rule', () => {
  it('freezes a symbol on stale data, says so, and replays byte for byte', () => {
    const ran = run(
      ...rules('stale-data=500', 'order-rate=3/1s', 'position-age=1s', 'price-collar=50'),
      ...['--journal', 'a.jsonl'],
    )
    expect(ran).toMatchObject({
      code: 0,
      stderr:
        'BTCUSDT REDUCING: Position age: BTCUSDT held for 1000.001 ms > 1000 ms\n' +
        'BTCUSDT FROZEN: Stale data: BTCUSDT 500.001 ms without a quote > 500 ms\n',
    })
    expect(ran.stdout).toMatch(
      /^risk {6}BTCUSDT FROZEN: Stale data: BTCUSDT 500\.001 ms without a quote > 500 ms \(/m,
    )
    const [frozen] = linesOf('a.jsonl', 'TradingFrozen')
    // the last book before the silence came in after 2 s
    expect(frozen).toMatchObject({
      ...{ reason: 'STALE_DATA', rule: 'stale-data', symbol: 'BTCUSDT', scope: 'symbol' },
      at: start * 1_000 + 2_500_001,
    })
    const placed = linesOf('a.jsonl', 'OrderPlaced').map(({ at }) => Number(at))
    expect(Math.max(...placed)).toBeLessThan(Number(frozen?.['at']))
    const denied = linesOf('a.jsonl', 'OrderDenied').map(({ reason }) => reason)
    expect(denied).toContain('ORDER_RATE')
    const replay = runCli(['replay', 'a.jsonl', '--out', 'b.jsonl'], { cwd: folder() })
    expect(replay.code).toBe(0)
    expect(readFileSync(join(folder(), 'b.jsonl'))).toEqual(readFileSync(join(folder(), 'a.jsonl')))
    expect(runCli(['replay', 'a.jsonl', '--fold'], { cwd: folder() }).code).toBe(0)
    const info = runCli(['info', 'a.jsonl'], { cwd: folder() }).stdout
    expect(info).toContain('rules            stale-data=500,scope=symbol,action=freeze-symbol\n')
    expect(info).toContain('order-rate=3/1s,scope=session,action=deny\n')
    expect(info).toMatch(
      /BTCUSDT STALE_DATA 500\.001 > 500\.000 ms, rule stale-data, on 1 line \d+/,
    )
  })

  it('reports what is restricted at the end, for programs', () => {
    const { risk } = JSON.parse(run(...rules('stale-data=0.5s'), '--json').stdout) as {
      risk: object
    }
    expect(risk).toMatchObject({
      ...{ frozen: false, freeze_events: 1, last_freeze_symbol: 'BTCUSDT' },
      restricted: { session: null, symbols: { BTCUSDT: 'frozen' } },
    })
  })

  it('thaws by its rule, and says by which figures', () => {
    const edges = [100, 2_000, 3_100].map((ms) =>
      JSON.stringify({ at: (start + ms) * 1_000, symbol: 'BTCUSDT', edgeBps: '4' }),
    )
    writeFileSync(join(folder(), 'edge'), `${edges.join('\n')}\n`)
    const ran = run(
      ...rules('stale-data=500', 'thaw=200ms,edge=2.5'),
      ...['--edge', 'external', '--edge-file', 'edge'],
    )
    // 3100 - 2500.001 ms after the freeze
    expect(ran.stderr).toMatch(
      /^BTCUSDT FROZEN: .*\nBTCUSDT thawed by its rule: 599\.999 ms after line \d+, cool-down 200\.000 ms; edge 4\.000000 > 2\.500000 bps\n$/,
    )
    expect(ran.stdout).toContain('risk      thawed: Stale data')
  })

  it('is a list in a file of settings, and the command line wins', () => {
    const config = join(folder(), 'c.yaml')
    const listed =
      "rule: ['stale-data=500', 'fill-rate=3/1s,action=freeze-all']\njournal: c.jsonl\n"
    writeFileSync(config, listed)
    expect(run('--config', config)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(
        /^System FROZEN: Fill rate: BTCUSDT 4 fills in 1s > 3\n/,
      ) as string,
    })
    const [opened] = linesOf('c.jsonl', 'SessionOpened')
    expect(opened?.['riskRules']).toMatch(/^\[\{"action":"freeze-symbol",.*"rule":"stale-data"/)
    expect(run('--config', config, '--force', ...rules('day-loss=100')).stderr).toBe('')
    writeFileSync(config, 'rule: stale-data=1s\n')
    expect(run('--config', config).code).toBe(0)
    writeFileSync(config, "rule: ['stale-data=500', 'stale-data=600']\n")
    const bad = run('--config', config)
    expect(bad).toMatchObject({ code: 2, stdout: '' })
    expect(bad.stderr).toContain('c.yaml:1: rule is "stale-data=600": Stale-data is given twice.\n')
    writeFileSync(config, 'rule: [5]\n')
    expect(run('--config', config).stderr).toContain('rule is not a text or a list of texts')
  })

  it.each([
    ['stale-data', 'It must be NAME=LIMIT.'],
    ['stale=5', '"stale" is no rule; there are order-rate, open-orders, price-collar, '],
    ['order-rate=20', 'Order-rate needs a window, as in order-rate=20/1s.'],
    ['order-rate=2.5/1s', 'The limit is "2.5", not a whole number.'],
    ['order-rate=2/1s/1m', '"2/1s/1m" is not LIMIT/WINDOW.'],
    ['order-rate=2/5', 'The window is "5", not a length of time such as 500ms, 10s or 1m.'],
    ['order-rate=2/0s', 'The window of order-rate must be 1us to 24h.'],
    ['order-rate=2/1s,resume=x', 'Resume is "x", not a plain decimal.'],
    ['day-loss=ten', 'The limit is "ten", not a plain decimal.'],
    ['day-loss=0.0000001', 'The limit is "0.0000001", too fine.'],
    ['day-loss=10,scope=symbol', 'The scope of day-loss is session or account, not symbol.'],
    ['day-loss=10,action=deny', 'Day-loss is about what has happened, which nobody can deny: '],
    [
      'day-loss=10,action=thaw',
      'Action=thaw is none of deny, freeze-symbol, freeze-account, freeze-all, reduce.',
    ],
    ['day-loss=10,scope=all', 'Scope=all is none of order, symbol, account, session.'],
    ['fill-rate=3/1s,scope=session,action=freeze-symbol', 'names no symbol to freeze: freeze-all'],
    ['stale-data=0.1us', 'The limit is "0.1us", finer than 1us.'],
    ['stale-data=5,color=red', '"color=red" is not scope=, action=, resume=, edge=.'],
    ['stale-data=5,scope=symbol,scope=symbol', 'Scope is given twice.'],
    ['thaw=30s', 'Thaw needs an edge, as in thaw=30s,edge=2.5.'],
  ])('does not take %s', (text, says) => {
    const ran = run(...rules(text))
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(says)
  })

  it.each([
    [[], '--rule thaw waits for an edge, and --edge is none'],
    [
      ['--edge', 'demo', '--edge-threshold', '2.5'],
      'the edge of --rule thaw must be above --edge-threshold',
    ],
  ])('does not thaw with %j', (args, says) => {
    const ran = run(...rules('thaw=30s,edge=2.5'), ...args)
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: `Error: ${says}\n` })
  })
})
