import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Ran, Typed } from './run-cli'
import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const frozenClock = { variables: { MM_FREEZE_UTC_ISO: '2025-10-27T20:36:17Z' } }

const execDemo = (options: string, typed: Typed = frozenClock): Ran =>
  runCli(['exec-demo', ...options.split(' ').filter((word) => word !== '')], typed)

type Report = {
  readonly orders: Record<'placed' | 'filled' | 'canceled' | 'rejected' | 'risk_blocks', number>
  readonly positions: { readonly by_symbol: Record<string, number> }
  readonly risk: { readonly frozen: boolean; readonly last_freeze_reason: string | null }
}

const reportOf = (options: string): Report => {
  const { code, stdout } = execDemo(options)
  expect(code).toBe(0)
  return JSON.parse(stdout) as Report
}

const threeRounds =
  '--shadow --exchange bybit --mode shadow --no-network --symbols BTCUSDT --iterations 3 --max-inv 10000 --max-total 50000 --edge-threshold 5.0 --fill-rate 1.0 --latency-ms 50'

const threeRoundsReport =
  '{"execution":{"iterations":3,"symbols":["BTCUSDT"]},"orders":{"canceled":6,"filled":0,"placed":6,"rejected":0,"risk_blocks":0},"positions":{"by_symbol":{},"net_pos_usd":{},"total_notional_usd":0},"risk":{"blocks_total":0,"freeze_events":1,"freezes_total":1,"frozen":true,"last_freeze_reason":"Edge degradation: 4.67 BPS < 5.00 BPS","last_freeze_symbol":"BTCUSDT"},"runtime":{"utc":"2025-10-27T20:36:17+00:00"}}\n'

describe('exec-demo', () => {
  it('prints the one report there is for its options, to the byte', () => {
    expect(execDemo(threeRounds)).toStrictEqual({
      code: 0,
      stdout: threeRoundsReport,
      stderr: 'System FROZEN: edge=4.67 < threshold=5.00 bps (BTCUSDT)\n',
    })
  })

  it('prints the same report and journal in another time zone and language', () => {
    const [here, there] = ['here.jsonl', 'there.jsonl'].map((name) => join(folder(), name))
    execDemo(`${threeRounds} --journal ${here ?? ''}`)
    const ran = execDemo(`${threeRounds} --journal ${there ?? ''}`, {
      variables: {
        ...frozenClock.variables,
        TZ: 'Asia/Tokyo',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
      },
    })
    expect(ran.stdout).toBe(threeRoundsReport)
    expect(readFileSync(there ?? '').equals(readFileSync(here ?? ''))).toBe(true)
  })

  it('writes a journal that is opened and closed', () => {
    const path = join(folder(), 'j.jsonl')
    expect(execDemo(`--shadow --journal ${path}`).code).toBe(0)
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(300)
    expect(lines[0]).toContain('"type":"SessionOpened@4"')
    expect(lines.at(-1)).toContain('"type":"SessionClosed"')
  })

  it('indents its report when asked to', () => {
    const { stdout } = execDemo(`${threeRounds} --pretty`)
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(threeRoundsReport), null, 2)}\n`)
  })
})

describe('exec-demo, its three stories', () => {
  const normal = '--symbols BTCUSDT,ETHUSDT --iterations 10 --edge-threshold 1.5'
  const freeze = '--symbols BTCUSDT --iterations 20 --edge-threshold 8.0 --fill-rate 0.9'
  const massCancel =
    '--symbols BTCUSDT,ETHUSDT --iterations 30 --max-inv 5000 --max-total 8000 --edge-threshold 1.0 --fill-rate 0.95'

  it.each(['shadow', 'dryrun'])('normal, %s: does not freeze', (mode) => {
    const { orders, risk } = reportOf(`--shadow --exchange bybit --mode ${mode} ${normal}`)
    expect(risk).toMatchObject({ frozen: false, last_freeze_reason: null })
    expect(orders).toMatchObject({ placed: 40, canceled: 0, risk_blocks: 0 })
  })

  it.each(['shadow', 'dryrun'])('freeze, %s: freezes and cancels what is open', (mode) => {
    const { orders, risk } = reportOf(`--shadow --exchange bybit --mode ${mode} ${freeze}`)
    expect(risk.frozen).toBe(true)
    expect(risk.last_freeze_reason).toBe('Edge degradation: 7.60 BPS < 8.00 BPS')
    expect(orders.canceled).toBeGreaterThan(0)
    expect(orders.placed).toBe(orders.filled + orders.canceled)
  })

  it('mass-cancel, shadow: limits deny more than ten orders', () => {
    const { orders } = reportOf(`--shadow --exchange bybit --mode shadow ${massCancel}`)
    expect(orders.risk_blocks).toBeGreaterThan(10)
    expect(orders.filled).toBe(0)
  })

  it('mass-cancel, dryrun: fills mature and net out', () => {
    const { orders } = reportOf(`--shadow --exchange bybit --mode dryrun ${massCancel}`)
    expect(orders.filled).toBeGreaterThan(100)
  })

  it('fake: rejects some orders and fills others in parts', () => {
    const path = join(folder(), 'fake.jsonl')
    const { orders } = reportOf(`--shadow --exchange fake --mode dryrun --journal ${path}`)
    expect(orders.rejected).toBeGreaterThan(0)
    const parts = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"type":"OrderFilled"') && !/"leavesQty":"0\.0+"/.test(line))
    expect(parts.length).toBeGreaterThan(0)
  })
})

describe('exec-demo refuses', () => {
  it('to run without --shadow', () => {
    const ran = execDemo('')
    expect(ran).toStrictEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: --shadow flag is required\n',
    })
  })

  it('the network', () => {
    const { code, stderr } = execDemo('--shadow --network')
    expect(code).toBe(2)
    expect(stderr).toContain('never talks to a network')
  })

  it.each([
    ['BTCUSD', 'BTCUSD is an inverse contract'],
    ['BTCUSDT,ETHUSDH25', 'ETHUSDH25 is an inverse contract'],
    ['BTC-30DEC22-18000-C', 'BTC-30DEC22-18000-C is an option'],
  ])('the symbols %s, in words', (symbols, words) => {
    const { code, stdout, stderr } = execDemo(`--shadow --symbols ${symbols}`)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(words)
  })

  it.each([
    ['--iterations', '0'],
    ['--iterations', '1e3'],
    ['--max-inv', 'lots'],
    ['--max-total', '-1'],
    ['--edge-threshold', 'NaN'],
    ['--fill-rate', '1.1'],
    ['--reject-rate', '-0.1'],
    ['--latency-ms', '0.0001'],
    ['--seed', '9007199254740992'],
    ['--exchange', 'kraken'],
    ['--mode', 'live'],
    ['--api-env', 'moon'],
  ])('%s %s, and names the option', (option, value) => {
    const { code, stdout, stderr } = execDemo(`--shadow ${option} ${value}`)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(`option '${option} <`)
  })

  it.each(['garbage', '2025-10-27', '2025-02-30T00:00:00Z', '2025-10-27T20:36:17'])(
    'to freeze its clock at %s',
    (value) => {
      const { code, stderr } = execDemo('--shadow', { variables: { MM_FREEZE_UTC_ISO: value } })
      expect(code).toBe(2)
      expect(stderr).toBe(
        `Error: MM_FREEZE_UTC_ISO is ${value}, not an ISO 8601 time with a zone\n`,
      )
    },
  )

  it('to write over a journal, until --force', () => {
    const path = join(folder(), 'kept.jsonl')
    writeFileSync(path, 'kept\n')
    const refused = execDemo(`--shadow --journal ${path}`)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(path)
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(path, 'utf8')).toBe('kept\n')
    expect(execDemo(`--shadow --journal ${path} --force`).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toContain('SessionClosed')
  })
})
