import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

import { isLeft } from 'fp-ts/Either'
import fc from 'fast-check'

import type { Log, LogOptions } from '../../src'
import { logLevelOf, logLevels, newLog } from '../../src'

const nowMs = () => Date.UTC(2026, 0, 5, 12)

const opened = async (
  options: Partial<LogOptions> = {},
): Promise<{ readonly log: Log; readonly lines: Array<string> }> => {
  const lines: Array<string> = []
  const write = (line: string) => void lines.push(line)
  const log = await newLog({ session: 'run', nowMs, write, ...options })
  if (isLeft(log)) throw new Error(log.left.says)
  return { log: log.right, lines }
}

const read = (line: string | undefined) => JSON.parse(line ?? '') as Record<string, unknown>

describe('a line of the log', () => {
  it('is JSON with level, time, session, words and fields', async () => {
    const { log, lines } = await opened()
    log.info('order placed', { orderId: 'o-1', qty: 3 })
    log.error('gone')
    expect(lines).toStrictEqual([
      '{"level":"info","time":"2026-01-05T12:00:00.000Z","session":"run",' +
        '"fields":{"orderId":"o-1","qty":3},"msg":"order placed"}\n',
      '{"level":"error","time":"2026-01-05T12:00:00.000Z","session":"run","msg":"gone"}\n',
    ])
  })

  it('keeps words as they are, and fields apart from what it says itself', async () => {
    const { log, lines } = await opened()
    log.warn('%s of 100%% and "quotes"\nand %d', { level: 'mine', msg: 'mine', time: 0 })
    expect(read(lines[0])).toMatchObject({
      level: 'warn',
      msg: '%s of 100%% and "quotes"\nand %d',
      fields: { level: 'mine', msg: 'mine', time: 0 },
    })
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1)
  })

  it('takes any value whatever', async () => {
    const { log, lines } = await opened()
    const loop: Record<string, unknown> = { name: 'loop' }
    loop['self'] = loop
    const cause = new Error('the cause')
    const thrower = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    const values = { loop, big: 12n, none: undefined, nan: NaN, at: new Date(0), thrower }
    log.info('all', { ...values, bytes: Buffer.from('key'), error: new Error('bad', { cause }) })
    expect(read(lines[0])['fields']).toMatchObject({
      ...{ loop: { name: 'loop', self: '[circular]' }, big: '12', none: null, nan: 'NaN' },
      ...{ at: '1970-01-01T00:00:00.000Z', thrower: '[unreadable]', bytes: '[3 bytes]' },
      error: { name: 'Error', message: 'bad', cause: { message: 'the cause' } },
    })
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true }), (value) => {
        log.info('any', { value })
        expect(Object.keys(read(lines.at(-1)))).toStrictEqual([
          'level',
          'time',
          'session',
          'fields',
          'msg',
        ])
      }),
      { seed: 621, numRuns: 300 },
    )
  })
})

describe('the level of a log', () => {
  it.each(logLevels)('%s lets through itself and what is graver', async (level) => {
    const { log, lines } = await opened({ level })
    for (const each of logLevels) if (each !== 'silent') log[each](each)
    const told = lines.map((line) => read(line)['level'])
    expect(told).toStrictEqual(
      logLevels.slice(logLevels.indexOf(level)).filter((l) => l !== 'silent'),
    )
  })

  it('comes from the variable, where no other is given, and else is info', async () => {
    const variables = { SHADOWTAPE_LOG: 'error' }
    expect((await opened({ variables })).log.level).toBe('error')
    expect((await opened({ variables, level: 'debug' })).log.level).toBe('debug')
    expect((await opened()).log.level).toBe('info')
  })

  it.each(['verbose', 'INFO', ' info', '0', 'toString'])('is not %j', async (text) => {
    const wrong = await newLog({ session: 'run', variables: { SHADOWTAPE_LOG: text } })
    if (!isLeft(wrong)) throw new Error('it is a level')
    expect(wrong.left.says).toMatch(/^SHADOWTAPE_LOG is no level: it must be one of trace, /)
    expect(logLevelOf({ SHADOWTAPE_LOG: text })).toStrictEqual(wrong)
  })
})

describe('the mask over a log', () => {
  const secret = 'sk"\\\n9Zq'
  const redact = (text: string) => text.replaceAll(secret, '***')

  it('is over words, names, values, errors and their stacks, however deep', async () => {
    const { log, lines } = await opened({ redact, session: `run ${secret}` })
    const places = fc.constantFrom(
      (s: string) => ({ plain: s }),
      (s: string) => ({ [s]: 1 }),
      (s: string) => ({ deep: [{ in: new Map([[s, new Set([s])]]) }] }),
      (s: string) => ({ error: new Error(s, { cause: new TypeError(s) }) }),
      (s: string) => ({ url: new URL('http://localhost/?q=1'), at: { s: [s, [s]] } }),
    )
    fc.assert(
      fc.property(places, fc.string(), fc.string(), (place, before, behind) => {
        log.info(`${before}${secret}${behind}`, place(`${before}${secret}${behind}`))
        const line = lines.at(-1) ?? ''
        expect(line).not.toContain('9Zq')
        expect(line).toContain('***')
        read(line)
      }),
      { seed: 622, numRuns: 200 },
    )
  })

  it('lets nothing through where it fails, or where it breaks the line', async () => {
    const failing = await opened({
      redact: () => {
        throw new Error('no mask')
      },
    })
    failing.log.info(secret, { secret })
    expect(failing.lines.join('')).not.toContain('9Zq')
    const breaking = await opened({ redact: (text) => text.replaceAll('"', '') })
    breaking.log.info('words', { a: 'b' })
    expect(read(breaking.lines[0])['msg']).toContain('a line was left out')
  })
})

describe('a log on stderr', () => {
  it('loses nothing when the process ends at once, and leaves stdout alone', () => {
    const adapters = resolve(__dirname, '../../dist/index.js')
    const program = `
      const { newLog } = require(${JSON.stringify(adapters)})
      newLog({ session: 'child' }).then(({ right: log }) => {
        for (let i = 0; i < 5000; i++) log.info('line', { i, text: 'x'.repeat(100) })
        process.exit(7)
      })`
    const ran = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', maxBuffer: 1e8 })
    expect([ran.status, ran.stdout]).toStrictEqual([7, ''])
    const numbers = ran.stderr
      .trimEnd()
      .split('\n')
      .map((line) => (read(line)['fields'] as { readonly i: number }).i)
    expect(numbers).toStrictEqual(Array.from({ length: 5_000 }, (_, i) => i))
  })

  it('does not end a process whose stderr nobody reads any more', () => {
    const adapters = resolve(__dirname, '../../dist/index.js')
    const program = `
      const { newLog } = require(${JSON.stringify(adapters)})
      newLog({ session: 'child' }).then(({ right: log }) => {
        require('node:fs').closeSync(2)
        log.info('nobody hears')
        process.stdout.write('goes on')
      })`
    const ran = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
    expect([ran.status, ran.stdout]).toStrictEqual([0, 'goes on'])
  })
})
