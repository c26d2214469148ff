import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { messageName } from '@shadowtape/core'
import { runCli as typed } from './run-cli'
import { runCli } from './support/run-cli'
import { tempDir } from './support/temp-dir'

const dir = tempDir()
const at = (name: string): string => join(dir, name)
const capture = at('made.capture.gz')
const measured = at('measured.csv')

type Line = Readonly<Record<string, unknown>>

beforeAll(async () => {
  const market = { ...generatedPlan, calmUs: 6_000_000, toxicUs: 6_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  writeFileSync(measured, 'at,us\n1700000000000000,40000\n1700000005000000,90000\n')
})

const run = (name: string, ...args: ReadonlyArray<string>) =>
  runCli(['run', '--capture', capture, '--journal', at(name), '--force', ...args])
const linesIn = (name: string): ReadonlyArray<Line> =>
  readFileSync(at(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
const ofType = (lines: ReadonlyArray<Line>, type: string): ReadonlyArray<Line> =>
  lines.filter((line) => messageName(String(line['type'])) === type)
const fillsIn = (name: string): ReadonlyArray<Line> => ofType(linesIn(name), 'OrderFilled')

/** A journal is verified, folds, and replays to the same bytes. */
const checks = async (name: string): Promise<void> => {
  expect(await runCli(['verify', at(name)])).toMatchObject({ code: 0 })
  expect(await runCli(['replay', '--fold', at(name)])).toMatchObject({ code: 0 })
  const again = at('again.jsonl')
  expect(await runCli(['replay', at(name), '--out', again, '--force'])).toMatchObject({ code: 0 })
  expect(readFileSync(again).equals(readFileSync(at(name)))).toBe(true)
}

const queue = ['--fill-model', 'queue']
const slow = [...queue, '--entry-latency', '300', '--response-latency', '300']

describe('run --fill-model', () => {
  it.each([
    [['--fill-model', 'touch'], { fillModel: 'touch' }, 'fills touch\n'],
    [queue, { queueModel: 'risk-averse', queuePower: '2.000000' }, 'fills queue, risk-averse\n'],
    ...['power', 'power-2', 'power-3'].map(
      (model) =>
        [
          [...queue, '--queue-model', model, '--queue-power', '1.5'],
          { fillModel: 'queue', queueModel: model, queuePower: '1.500000' },
          `fills queue, ${model}, power 1.500000\n`,
        ] as const,
    ),
    ...['log', 'log-2'].map(
      (model) =>
        [
          [...queue, '--queue-model', model],
          { fillModel: 'queue', queueModel: model },
          `fills queue, ${model}\n`,
        ] as const,
    ),
  ] as const)('takes %j, says so, and replays', async (args, header, words) => {
    expect(await run('m.jsonl', ...args)).toMatchObject({ code: 0, stderr: '' })
    const lines = linesIn('m.jsonl')
    const none = { feedLatency: '0', entryLatency: '0', responseLatency: '0' }
    expect(lines[0]).toMatchObject({ ...header, ...none })
    expect(ofType(lines, 'OrderFilled').length).toBeGreaterThan(10)
    expect(ofType(lines, 'Delivered')).toStrictEqual([])
    const { stdout } = await runCli(['info', at('m.jsonl')])
    expect(stdout).toContain(words)
    expect(stdout).toContain('  latencies        feed 0, entry 0, response 0\n')
    expect(stdout).not.toContain('fill rate')
    await checks('m.jsonl')
  })

  it('fills otherwise by a place in the queue than by the touch', async () => {
    await run('t.jsonl', '--fill-model', 'touch')
    await run('q.jsonl', ...queue)
    expect(fillsIn('q.jsonl')).not.toStrictEqual(fillsIn('t.jsonl'))
    const makersBy = (name: string) =>
      fillsIn(name)
        .filter(({ liquidity }) => liquidity === 'Maker')
        .map(({ against }) => against)
    expect(makersBy('q.jsonl')).toContain('TRADE')
    expect(makersBy('q.jsonl')).not.toContain('BOOK')
    expect(makersBy('t.jsonl')).toContain('BOOK')
  })

  it.each([
    ['5', 'constant 5000', 'constant 5000 us'],
    ['normal:20,8', 'normal 20000 8000', 'normal 20000 8000 us'],
    ['lognormal:20,0.5', 'lognormal 20000 0.5', 'lognormal 20000 0.5 us'],
    [`recorded:${measured}`, 'recorded 0:40000 5000000:90000', 'recorded in 2 rows'],
  ])('takes the latency %s on every way, says so, and replays', async (latency, field, words) => {
    const ways = ['feed', 'entry', 'response']
    const args = ways.flatMap((way) => [`--${way}-latency`, latency])
    expect(await run('l.jsonl', ...queue, ...args)).toMatchObject({ code: 0, stderr: '' })
    const lines = linesIn('l.jsonl')
    const header = { feedLatency: field, entryLatency: field, responseLatency: field }
    expect(lines[0]).toMatchObject(header)
    expect(ofType(lines, 'Delivered').length).toBeGreaterThan(100)
    expect(ofType(lines, 'OrderFilled').length).toBeGreaterThan(5)
    const { stdout } = await runCli(['info', at('l.jsonl')])
    expect(stdout).toContain(`feed ${words}, entry ${words}, response ${words}\n`)
    await checks('l.jsonl')
  })

  it('delivers nothing later where only orders take time', async () => {
    await run('e.jsonl', ...queue, '--entry-latency', '50')
    expect(ofType(linesIn('e.jsonl'), 'Delivered')).toStrictEqual([])
    await checks('e.jsonl')
  })

  it('lets a cancel lose its race against a fill, each line in its place', async () => {
    expect(await run('race.jsonl', ...slow)).toMatchObject({ code: 0 })
    const lines = linesIn('race.jsonl')
    const bySeq = new Map(lines.map((line) => [line['seq'], line]))
    const lost = ofType(lines, 'CancelRejected').flatMap((rejected) => {
      const asked = bySeq.get(rejected['cause'])
      const filled = lines.find(
        ({ type, orderId, leavesQty }) =>
          type === 'OrderFilled' && orderId === rejected['orderId'] && Number(leavesQty) === 0,
      )
      const hasRaced = Number(filled?.['seq']) > Number(asked?.['seq'])
      return hasRaced ? [{ asked, filled, rejected }] : []
    })
    let told = 0
    for (const { asked, filled, rejected } of lost) {
      expect(asked).toMatchObject({ type: 'CancelOrder', orderId: rejected['orderId'] })
      expect(rejected['reason']).toBe('ORDER_NOT_FOUND')
      expect(Number(rejected['seq'])).toBeGreaterThan(Number(filled?.['seq']))
      // at the venue 300 ms after it was asked for, the order having filled in between
      expect(Number(rejected['at']) - Number(asked?.['at'])).toBe(300_000)
      expect(Number(filled?.['at'])).toBeGreaterThanOrEqual(Number(asked?.['at']))
      const heard = lines.find(
        ({ type, cause }) => type === 'Delivered' && cause === filled?.['seq'],
      )
      // the session may end before the fill, which went out 300 ms earlier, is heard
      if (heard === undefined) continue
      told += 1
      expect(Number(heard['at']) - Number(filled?.['at'])).toBe(300_000)
      expect(Number(heard['seq'])).toBeGreaterThan(Number(asked?.['seq']))
    }
    expect(told).toBeGreaterThan(0)
    await checks('race.jsonl')
  })

  it('takes the same from a file of settings, in camel case', async () => {
    const settings = [
      ...['fillModel: queue', 'queueModel: power-3', 'queuePower: 0.5', 'feedLatency: 2'],
      ...['entryLatency: normal:20,8', `responseLatency: recorded:${measured}`],
    ]
    writeFileSync(at('c.yaml'), `${settings.join('\n')}\n`)
    expect(await run('c.jsonl', '--config', at('c.yaml'))).toMatchObject({ code: 0, stderr: '' })
    const typedArgs = [
      ...[...queue, '--queue-model', 'power-3', '--queue-power', '0.5', '--feed-latency', '2'],
      ...['--entry-latency', 'normal:20,8', '--response-latency', `recorded:${measured}`],
    ]
    await run('o.jsonl', ...typedArgs)
    expect(readFileSync(at('c.jsonl')).equals(readFileSync(at('o.jsonl')))).toBe(true)
    writeFileSync(at('c.yaml'), 'fillModel: queue\nentryLatency: gamma:1,2\n')
    expect(await run('c.jsonl', '--config', at('c.yaml'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'c.yaml:2: entryLatency is "gamma:1,2": It must be',
      ) as string,
    })
  })

  it('gives the same bytes in every zone and language', () => {
    const args = ['run', '--capture', capture, ...slow, '--feed-latency', 'lognormal:20,0.5']
    const [one, other] = [
      { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
      { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ].map((variables, i) => {
      const journal = at(`zone-${String(i)}.jsonl`)
      const ran = typed([...args, '--journal', journal], { variables })
      expect(ran).toMatchObject({ code: 0, stderr: '' })
      return readFileSync(journal)
    })
    expect(one?.equals(other as Buffer)).toBe(true)
  })

  it.each([
    [['--queue-model', 'log'], 2, '--queue-model log needs --fill-model queue'],
    [[...queue, '--queue-power', '2'], 2, '--queue-power needs --queue-model power, power-2 or'],
    [[...queue, '--queue-model', 'fifo'], 2, 'Allowed choices are risk-averse, power, '],
    [['--fill-model', 'luck'], 2, 'Allowed choices are scheduled, touch, queue.'],
    [['--entry-latency', 'normal:5'], 2, 'It must be milliseconds, normal:MEAN,DEVIATION, '],
    [['--feed-latency', 'lognormal:5,x'], 2, 'It is not a plain decimal.'],
    [['--response-latency', 'gamma:1,2'], 2, 'It must be milliseconds, normal:MEAN,'],
    [['--entry-latency', '-1'], 2, 'It must be 0 to 3600000.'],
    [['--entry-latency', '3600001'], 2, 'It must be 0 to 3600000.'],
    [['--entry-latency', `recorded:${at('none')}`], 1, 'none: cannot read: no such file or dir'],
    [['--entry-latency', `recorded:${capture}`], 1, 'made.capture.gz:1: it is not TIME,LATENCY'],
  ])('does not take %j', async (args, code, says) => {
    const ran = await run('never.jsonl', ...args)
    expect(ran).toMatchObject({ code, stdout: '' })
    expect(ran.stderr).toContain(says)
  })

  it('does not write its journal over the latencies it reads', async () => {
    const before = readFileSync(measured)
    const ran = await run('measured.csv', '--entry-latency', `recorded:${measured}`)
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain('which is read; it would be lost')
    expect(readFileSync(measured).equals(before)).toBe(true)
  })
})
