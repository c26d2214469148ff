import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Ran, Typed } from './run-cli'
import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const frozenClock = { variables: { MM_FREEZE_UTC_ISO: '2025-10-27T20:36:17Z' } }

const riskMonitor = (options: string, typed: Typed = frozenClock): Ran =>
  runCli(['risk-monitor', ...options.split(' ').filter((word) => word !== '')], typed)

type Report = {
  readonly frozen: boolean
  readonly metrics: Readonly<Record<string, number | string | null>>
  readonly positions: Readonly<Record<string, number>>
}

const reportOf = (options: string): Report & { readonly stderr: string } => {
  const { code, stdout, stderr } = riskMonitor(`--demo ${options}`)
  expect(code).toBe(0)
  return { ...(JSON.parse(stdout) as Report), stderr }
}

const tour = '--demo --max-inv 10000 --max-total 50000 --edge-threshold 1.5'

const tourReport =
  '{"frozen":true,"metrics":{"blocks_total":2,"freezes_total":1,"last_freeze_reason":"Edge degradation: 1.20 BPS < 1.50 BPS","last_freeze_symbol":"BTCUSDT"},"positions":{"BTCUSDT":0.1,"ETHUSDT":1},"runtime":{"utc":"2025-10-27T20:36:17+00:00"},"status":"OK"}\n'

/** The orders of a journal and what risk said to each, in order, in few words. */
const answersIn = (path: string): ReadonlyArray<string> =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, string | null>>)
    .filter(({ type }) => ['OrderPlaced', 'OrderDenied', 'TradingFrozen'].includes(type ?? ''))
    .map(({ type, symbol, qty, reason, observed }) =>
      [type, symbol, qty, reason, observed].filter((word) => typeof word === 'string').join(' '),
    )

describe('risk-monitor --demo', () => {
  it('prints the one report there is for its options, to the byte, and says that it froze', () => {
    expect(riskMonitor(tour)).toStrictEqual({
      code: 0,
      stdout: tourReport,
      stderr: 'System FROZEN: edge=1.20 < threshold=1.50 bps (BTCUSDT)\n',
    })
  })

  it('has these limits by default', () => {
    expect(riskMonitor('--demo').stdout).toBe(tourReport)
  })

  it('lets one order through, denies the next at its limit, and one more once it is frozen', () => {
    const path = join(folder(), 'tour.jsonl')
    expect(riskMonitor(`${tour} --journal ${path}`).code).toBe(0)
    expect(answersIn(path)).toStrictEqual([
      'OrderPlaced BTCUSDT 0.100',
      'OrderDenied BTCUSDT 0.150 INVENTORY_LIMIT 12500.000000',
      'OrderPlaced ETHUSDT 1.000',
      'TradingFrozen BTCUSDT EDGE_DEGRADATION 1.200000',
      'OrderDenied BTCUSDT 0.010 FROZEN',
    ])
  })

  it('writes a journal that verifies and replays byte for byte', () => {
    const typed = { ...frozenClock, cwd: folder() }
    expect(riskMonitor(`${tour} --journal tour.jsonl`, typed).stdout).toBe(tourReport)
    expect(runCli(['verify', 'tour.jsonl'], typed).code).toBe(0)
    const replayed = runCli(['replay', 'tour.jsonl', '--out', 'again.jsonl'], typed)
    expect(replayed.code).toBe(0)
    const [first, again] = ['tour.jsonl', 'again.jsonl'].map((name) =>
      readFileSync(join(folder(), name)),
    )
    expect(first?.equals(again ?? Buffer.alloc(0))).toBe(true)
    expect(String(first)).toContain('"type":"SessionClosed"')
  })

  it('prints the same report and journal in another time zone and language', () => {
    const [here, there] = ['here.jsonl', 'there.jsonl'].map((name) => join(folder(), name))
    riskMonitor(`${tour} --journal ${here ?? ''}`)
    const elsewhere = { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
    const ran = riskMonitor(`${tour} --journal ${there ?? ''}`, {
      variables: { ...frozenClock.variables, ...elsewhere },
    })
    expect(ran.stdout).toBe(tourReport)
    expect(readFileSync(there ?? '').equals(readFileSync(here ?? ''))).toBe(true)
  })

  it('indents its report when asked to', () => {
    const { stdout } = riskMonitor(`${tour} --pretty`)
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(tourReport), null, 2)}\n`)
  })

  it('reports the clock it ran by where that is not frozen', () => {
    const before = new Date().toISOString().slice(0, 19)
    const { stdout } = riskMonitor(tour, {})
    const { runtime } = JSON.parse(stdout) as { readonly runtime: { readonly utc: string } }
    expect(runtime.utc >= before).toBe(true)
    expect(runtime.utc).toMatch(/\+00:00$/)
  })
})

describe('risk-monitor --demo, with other limits', () => {
  const open = { frozen: false, last_freeze_reason: null, last_freeze_symbol: null }

  it('lets the second order through where the inventory may be larger', () => {
    const { frozen, metrics, positions } = reportOf('--max-inv 20000')
    expect({ frozen, ...metrics }).toMatchObject({ frozen: true, blocks_total: 1 })
    expect(positions).toStrictEqual({ BTCUSDT: 0.25, ETHUSDT: 1 })
  })

  it('treats a worst case that is just at its limit as within it', () => {
    expect(reportOf('--max-inv 12500').positions).toMatchObject({ BTCUSDT: 0.25 })
    expect(reportOf('--max-inv 12499.999999').positions).toMatchObject({ BTCUSDT: 0.1 })
  })

  it.each(['1.0', '1.2', '-3'])('does not freeze at a threshold of %s', (threshold) => {
    const { frozen, metrics, positions, stderr } = reportOf(`--edge-threshold ${threshold}`)
    expect({ frozen, ...metrics }).toStrictEqual({ ...open, blocks_total: 1, freezes_total: 0 })
    expect(positions).toStrictEqual({ BTCUSDT: 0.11, ETHUSDT: 1 })
    expect(stderr).toBe('')
  })

  it('denies the other symbol where the two together would be too much', () => {
    const path = join(folder(), 'total.jsonl')
    const { positions } = reportOf(`--max-total 7999.99 --edge-threshold 1 --journal ${path}`)
    expect(positions).toStrictEqual({ BTCUSDT: 0.11 })
    expect(answersIn(path)).toContain('OrderDenied ETHUSDT 1.000 TOTAL_NOTIONAL_LIMIT 8000.000000')
  })

  it('denies everything where nothing may be held', () => {
    const { metrics, positions } = reportOf('--max-inv 0')
    expect(metrics).toMatchObject({ blocks_total: 4, freezes_total: 1 })
    expect(positions).toStrictEqual({})
  })
})

describe('risk-monitor refuses', () => {
  it('to run without --demo, and names it', () => {
    expect(riskMonitor('')).toStrictEqual({
      code: 2,
      stdout: '',
      stderr: 'Error: --demo is required; there is nothing else to monitor yet\n',
    })
  })

  it.each([
    ['--max-inv', 'lots'],
    ['--max-inv', '-1'],
    ['--max-inv', '1e4'],
    ['--max-inv', '0.0000001'],
    ['--max-total', '-1'],
    ['--max-total', '1000000001'],
    ['--edge-threshold', 'NaN'],
    ['--edge-threshold', '10001'],
  ])('%s %s, and names the option', (option, value) => {
    const { code, stdout, stderr } = riskMonitor(`--demo ${option} ${value}`)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(`option '${option} <`)
  })

  it.each([
    ['--max-inventory 5', "unknown option '--max-inventory'"],
    ['--max-inv', "option '--max-inv <usd>' argument missing"],
    ['BTCUSDT', 'too many arguments'],
  ])('%s, which it does not know', (options, words) => {
    const { code, stdout, stderr } = riskMonitor(`--demo ${options}`)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(words)
  })

  it('to freeze its clock at what is no time', () => {
    const path = join(folder(), 'none.jsonl')
    const { code, stdout, stderr } = riskMonitor(`--demo --journal ${path}`, {
      variables: { MM_FREEZE_UTC_ISO: '2025-10-27' },
    })
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'Error: MM_FREEZE_UTC_ISO is 2025-10-27, not an ISO 8601 time with a zone\n',
    )
    expect(() => readFileSync(path)).toThrow('ENOENT')
  })

  it('to write over a journal, until --force', () => {
    const path = join(folder(), 'kept.jsonl')
    writeFileSync(path, 'kept\n')
    const refused = riskMonitor(`--demo --journal ${path}`)
    expect({ code: refused.code, stdout: refused.stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(refused.stderr).toContain(path)
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(path, 'utf8')).toBe('kept\n')
    expect(riskMonitor(`--demo --journal ${path} --force`).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toContain('SessionClosed')
  })

  it('to write a journal where there is no folder', () => {
    const path = join(folder(), 'no', 'tour.jsonl')
    const { code, stdout, stderr } = riskMonitor(`--demo --journal ${path}`)
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(path)
  })
})

describe('risk-monitor --help', () => {
  it('lists its options, and the program lists it', () => {
    const { code, stdout } = riskMonitor('--help')
    expect(code).toBe(0)
    for (const option of ['--demo', '--max-inv <usd>', '--max-total <usd>', '--edge-threshold'])
      expect(stdout).toContain(option)
    expect(runCli(['--help']).stdout).toContain('risk-monitor')
  })
})
