import { join } from 'node:path'

import type { Strategy } from '@shadowtape/core'

import { recordCustom } from '../support/custom-session'
import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, linesOf, written } from '../support/demo-journal'
import { historyFolder } from '../support/history'
import { changing, resealed } from '../support/resealed'
import { runChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

type Fields = Readonly<Record<string, unknown>>

const dir = tempDir()
let filling: DemoJournal

beforeAll(async () => {
  filling = await demoJournal(dir, 'filling.jsonl', fillingFlags)
})

const seqOf = (type: string): number =>
  linesOf(filling.bytes).findIndex((line) => line.includes(`"type":"${type}"`)) + 1

const layersOf = async (bytes: Uint8Array | string, layers: string, ...flags: Array<string>) => {
  const path = written(dir, 'case.jsonl', bytes)
  const { code, stdout, stderr } = await runCli(['replay', path, '--layers', layers, ...flags])
  const verdicts = stdout.trimEnd().split('\n')
  return { code, stderr, stdout, verdicts: verdicts.map((line) => line.replace(/:.*/, '')) }
}

describe('replay --layers', () => {
  it('asks all questions in their order, each with a verdict on a line of its own', async () => {
    const { code, stderr, stdout } = await layersOf(filling.bytes, 'all')
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    const [bytes, decode, fold, reExecute, twice, ...rest] = stdout.split('\n')
    expect(rest).toStrictEqual([''])
    expect(bytes).toMatch(/^bytes {7}sound: 249 lines, 65,062 bytes, 1 seal, head [0-9a-f]{12}…$/)
    expect(decode).toBe('decode      well formed: 249 lines, read and written both ways')
    expect(fold).toMatch(/^fold {8}same state: held at 1 line, the last [0-9a-f]{12}…$/)
    expect(reExecute).toBe('re-execute  equal: 64 inputs fed, 185 lines decided again, every byte')
    expect(twice).toMatch(/^twice {7}same bytes: 2 runs, [0-9a-f]{12}…$/)
  })

  it('asks what was asked for only, in their order and not in that in which it was typed', async () => {
    const { code, verdicts } = await layersOf(filling.bytes, 'fold, bytes')
    expect({ code, verdicts }).toStrictEqual({
      code: 0,
      verdicts: ['bytes       sound', 'fold        same state'],
    })
  })

  it('runs nothing behind bytes that are not what was written', async () => {
    const damaged = filling.bytes.toString().replace('Buy', 'Bux')
    const { code, stderr, verdicts } = await layersOf(damaged, 'all')
    expect(code).toBe(1)
    expect(stderr).toContain('field crc: ')
    expect(verdicts).toStrictEqual([
      'bytes       damaged',
      ...['decode', 'fold', 're-execute', 'twice'].map((name) => `${name.padEnd(12)}not run`),
    ])
  })

  it.each([
    ['price', '49975.001', 'too fine'],
    ['side', 'Bid', 'out of no list'],
    ['orderLinkId', 7, 'of another kind'],
  ])('finds a sealed line whose %s is %s, %s', async (field, value, _) => {
    const seq = seqOf('PlaceOrder')
    const { code, stderr, verdicts } = await layersOf(
      resealed(filling.bytes, changing(seq, field, value)),
      'bytes,decode,fold',
    )
    expect(code).toBe(1)
    expect(verdicts).toStrictEqual([
      'bytes       sound',
      'decode      damaged',
      'fold        not run',
    ])
    expect(stderr).toContain(`${dir}/case.jsonl, line ${seq}, field ${field}: `)
  })

  it('takes a journal of an older catalogue to the newest and back, and says of how much', async () => {
    const path = join(historyFolder, '0.1.0', 'exec-demo-normal-dryrun.jsonl')
    const { code, stdout } = await runCli(['replay', path, '--layers', 'decode,fold,re-execute'])
    expect(code).toBe(0)
    expect(stdout).toContain('206 lines, read and written both ways, 2 of them of an older version')
  })

  it('goes on behind a divergence, and the first that fails has the code and the report', async () => {
    const seq = seqOf('OrderPlaced')
    const forged = resealed(filling.bytes, changing(seq, 'qty', '0.011'))
    const { code, stderr, verdicts } = await layersOf(forged, 'all')
    expect(code).toBe(4)
    expect(verdicts).toStrictEqual([
      'bytes       sound',
      'decode      well formed',
      'fold        diverged',
      're-execute  diverged',
      'twice       same bytes',
    ])
    expect(stderr).toContain('contradicts itself at seq ')
    expect(stderr).not.toContain('Caused by')
    const alone = await layersOf(forged, 're-execute')
    expect(alone.stderr).toContain(`diverges at seq ${seq} `)
  })

  it('looks at all there is of a journal that was cut short', async () => {
    const cut = linesOf(filling.bytes).slice(0, 100).join('')
    const { code, verdicts } = await layersOf(cut, 'all')
    expect(code).toBe(1)
    expect(verdicts).toStrictEqual([
      'bytes       cut short',
      'decode      well formed',
      'fold        cut short',
      're-execute  cut short',
      'twice       same bytes',
    ])
  })

  it('gives the verdicts as a list for programs', async () => {
    const { stdout } = await layersOf(filling.bytes, 'bytes,fold', '--json')
    const { verdict, layers } = JSON.parse(stdout) as { verdict: string; layers: Array<Fields> }
    expect(verdict).toBe('sound in every layer')
    expect(layers).toMatchObject([
      { layer: 'bytes', verdict: 'sound', lines: 249, says: null },
      { layer: 'fold', verdict: 'same state', states: 1, says: null },
    ])
    const one = await layersOf(filling.bytes, 're-execute', '--json')
    expect(JSON.parse(one.stdout)).toMatchObject({ verdict: 'equal', layers: [{ lines: 249 }] })
    const damaged = await layersOf(filling.bytes.toString().replace('Buy', 'Bux'), 'all', '--json')
    const found = JSON.parse(damaged.stdout) as { verdict: string; layers: Array<Fields> }
    expect(found.verdict).toBe('damaged')
    expect(found.layers.slice(0, 2)).toMatchObject([
      {
        layer: 'bytes',
        verdict: 'damaged',
        says: expect.stringContaining('field crc: ') as string,
      },
      { layer: 'decode', verdict: 'not run', why: 'bytes says that it is not what was written' },
    ])
  })

  it('refuses a layer that there is not, and options that go with another', async () => {
    const { code, stderr } = await layersOf(filling.bytes, 'bytes,what-if')
    expect(code).toBe(2)
    expect(stderr).toContain('There is no layer "what-if"; there are bytes, decode, fold')
    expect(stderr).toContain('is the command whatif')
    expect((await layersOf(filling.bytes, 'bytes', '--out', 'x')).code).toBe(2)
    expect((await layersOf(filling.bytes, 'bytes', '--node', 'x')).code).toBe(2)
    expect((await layersOf(filling.bytes, 'bytes', '--fold')).code).toBe(2)
  })
})

const quoting = (price: string): string => `exports.strategy = {
  name: 'local',
  initial: () => ({}),
  evolve: () => undefined,
  decide: (_, message) => {
    if (message.type !== 'QuoteObserved') return []
    const { symbol, bid } = message
    return [{ type: 'PlaceOrder', symbol, side: 'Buy', price: ${price}, qty: 10 }]
  },
}
`
const quiet: Strategy = {
  name: 'local',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => [],
}

describe('the layer twice', () => {
  it.each([
    ['the time zone', 'bid + 100 * new Date(0).getHours()'],
    ['the language', "bid + 100 * (1234.5).toLocaleString().indexOf(',')"],
    ['dice', 'bid + 100 * Math.floor(Math.random() * 1e6)'],
    ['the clock', 'bid + 100 * (Number(process.hrtime.bigint() % 1000003n))'],
  ])('finds an engine that looks at %s, and where', async (_, price) => {
    written(dir, 'local.js', quoting(price))
    recordCustom(join(dir, 'local.jsonl'), 'local.js', quiet)
    const ran = await runChild(['replay', 'local.jsonl', '--layers', 'twice', '--json'], dir)
    expect(ran.code).toBe(4)
    const { verdict, says, runs } = JSON.parse(ran.stdout) as Fields & { runs: Array<Fields> }
    expect(verdict).toBe('diverged')
    expect(says).toContain('is not deterministic: two runs of this engine over its inputs differ ')
    expect(runs.map((run) => run['time_zone'])).toStrictEqual(['UTC', 'Pacific/Kiritimati'])
  })

  it('shows the first line of both runs, and does not mind what was recorded', async () => {
    written(dir, 'zone.js', quoting('bid + 100 * new Date(0).getHours()'))
    const bytes = recordCustom(join(dir, 'zone.jsonl'), 'zone.js', quiet)
    const quote = linesOf(bytes).findIndex((line) => line.includes('"QuoteObserved"')) + 1
    const { code, stdout, stderr } = await runChild(
      ['replay', 'zone.jsonl', '--layers', 'twice'],
      dir,
    )
    expect({ code, stdout }).toStrictEqual({ code: 4, stdout: '' })
    expect(stderr).toContain(`over its inputs differ at line ${quote + 1}\n`)
    expect(stderr).toMatch(/\n {2}one {7}\{"seq":\d+.*"PlaceOrder"/)
    expect(stderr).toMatch(/\n {2}other {5}\{"seq":\d+.*"PlaceOrder"/)
    expect(stderr).toContain('other ran under v')
    expect(stderr).toContain('TZ Pacific/Kiritimati, LANG tr_TR.UTF-8')
  })

  it('runs once more for each further Node, and says so where one does not run', async () => {
    const nodes = ['--node', process.execPath, '--node', process.execPath]
    const { code, stdout } = await layersOf(filling.bytes, 'twice', ...nodes)
    expect(code).toBe(0)
    expect(stdout).toContain(' makes the same bytes in 4 runs under v')
    const gone = await layersOf(filling.bytes, 'twice', '--node', join(dir, 'no-node'))
    expect(gone.code).toBe(1)
    expect(gone.stderr).toContain(`${dir}/no-node did not run: `)
  })

  it('says that all runs stopped, where they stopped alike', async () => {
    written(dir, 'broken.js', quoting("(() => { throw new Error('no price') })()"))
    recordCustom(join(dir, 'broken.jsonl'), 'broken.js', quiet)
    const ran = await runChild(['replay', 'broken.jsonl', '--layers', 'twice'], dir)
    expect(ran.code).toBe(0)
    expect(ran.stdout).toMatch(/; all stopped at what came in with line \d+: .*no price/)
  })
})
