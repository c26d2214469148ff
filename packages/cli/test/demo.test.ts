import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import type { Ran } from './run-cli'
import { runCli } from './run-cli'
import { tempDir } from './support/temp-dir'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const demoIn = (cwd: string, options = '', variables: Readonly<Record<string, string>> = {}) =>
  runCli(['demo', ...options.split(' ').filter((word) => word !== '')], { cwd, variables })
const demo = (options?: string, variables?: Readonly<Record<string, string>>) =>
  demoIn(folder(), options, variables)

/** One as it is without options, which several tests look at. */
const usual = tempDir()
let told: Ran
beforeAll(() => {
  told = demoIn(usual)
})
const usualJournal = (): Buffer => readFileSync(join(usual, 'demo.jsonl'))

describe('demo', () => {
  it('tells its story on a screen of 24 lines and 80 columns', () => {
    const { code, stdout, stderr } = told
    const lines = stdout.trimEnd().split('\n')
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(Math.max(...lines.map((line) => [line].join('').length))).toBeLessThanOrEqual(80)
    expect(stdout).toContain(
      'FROZEN   09:01:42.004 Edge degradation: 0.31 BPS < 1.00 BPS (BTCUSDT)',
    )
    expect(stdout).toContain('4 of 4 open orders canceled at once')
    expect(stdout).toContain('0 orders placed since')
    expect(stdout).toContain('one order tried by hand was denied: FROZEN')
    expect(stdout).toContain('every byte the same')
  })

  it('says and writes the same twice, in any time zone', () => {
    const journal = usualJournal()
    const again = demoIn(usual, '', { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })
    expect(again).toStrictEqual(told)
    expect(usualJournal().equals(journal)).toBe(true)
  })

  it('puts its journal under journals/ where there is such a folder', () => {
    mkdirSync(join(folder(), 'journals'))
    expect(demo().stdout).toContain('journals/demo.jsonl')
    expect(existsSync(join(folder(), 'journals', 'demo.jsonl'))).toBe(true)
    expect(existsSync(join(folder(), 'demo.jsonl'))).toBe(false)
  })

  it('freezes at the first edge below its limit, and places nothing after', () => {
    const lines = usualJournal().toString().trimEnd().split('\n')
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type)
    const frozen = types.indexOf('TradingFrozen')
    const edges = lines.map((line) => JSON.parse(line) as { type: string; edgeBps: string })
    const low = edges.findIndex(
      ({ type, edgeBps }) => type === 'EdgeUpdated' && Number(edgeBps) < 1,
    )
    expect(frozen).toBe(low + 1)
    expect(types.slice(frozen)).not.toContain('OrderPlaced')
    expect(types.slice(frozen)).toContain('BookUpdated')
    expect(types.slice(frozen).filter((type) => type === 'OrderDenied')).toHaveLength(1)
  })

  it('starts at the frozen clock where one is set', () => {
    const { stdout } = demo('', { MM_FREEZE_UTC_ISO: '2025-10-27T20:36:17Z' })
    expect(stdout).toContain('calm from 20:36:17 to 20:37:47')
    const opened = readFileSync(join(folder(), 'demo.jsonl'), 'utf8').split('\n')[0] ?? ''
    expect(opened).toContain('"at":1761597377000000,')
    expect(demo('', { MM_FREEZE_UTC_ISO: 'noon' })).toMatchObject({ code: 2, stdout: '' })
  })

  it('tells programs the same as JSON', () => {
    const story = JSON.parse(demo('--json').stdout) as Record<string, unknown>
    expect(story).toMatchObject({
      freeze: { canceled: 4, placed_after: 0, by_hand: 'FROZEN', symbol: 'BTCUSDT' },
      journal: { path: 'demo.jsonl' },
      replay: { identical: true },
    })
  })

  it('is another market with another seed', () => {
    expect(demo('--seed 7').stdout).not.toBe(demo('--seed 8').stdout)
  })

  it('writes the market as a capture when asked to', () => {
    expect(demo('--symbols SOLUSDT --calm 5 --capture market.capture.gz').code).toBe(0)
    const capture = gunzipSync(readFileSync(join(folder(), 'market.capture.gz'))).toString()
    expect(capture).toMatch(/^\d{19} \{"topic":"orderbook\.50\.SOLUSDT","type":"snapshot"/)
    expect(demo('--capture market.capture.gz')).toMatchObject({ code: 1, stdout: '' })
  })

  it('refuses to write over a journal that was named, until --force', () => {
    writeFileSync(join(folder(), 'mine.jsonl'), 'mine')
    expect(demo('--journal mine.jsonl')).toMatchObject({ code: 1, stdout: '' })
    expect(readFileSync(join(folder(), 'mine.jsonl'), 'utf8')).toBe('mine')
    expect(demo('--journal mine.jsonl --force').code).toBe(0)
  })

  it.each([
    ['--symbols', 'DOGEUSDT'],
    ['--seed', '-1'],
    ['--calm', '0'],
  ])('refuses %s %s, and names the option', (option, value) => {
    const { code, stderr } = demo(`${option} ${value}`)
    expect(code).toBe(2)
    expect(stderr).toContain(`option '${option} <`)
  })
})
