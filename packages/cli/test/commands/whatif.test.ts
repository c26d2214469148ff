import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { demoJournal, freezingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const capture = join(dir, 'made.capture.gz')
const path = join(dir, 'judged.jsonl')

const usual = [
  ...['--fill-model', 'queue', '--entry-latency', '5', '--edge', 'markout'],
  ...['--markouts', '50,400', '--edge-horizon-ms', '50', '--edge-min-fills', '4'],
]
const run = (...flags: ReadonlyArray<string>) =>
  runCli(['run', '--capture', capture, ...usual, ...flags])

beforeAll(async () => {
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  expect((await run('--edge-threshold', '0.5', '--journal', path)).code).toBe(0)
})

type CellSaid = {
  readonly settings: Readonly<Record<string, string>>
  readonly stops: number
  readonly first_stop: Readonly<Record<string, unknown>> | null
  readonly net_usd: string
  readonly parts: { readonly line: number; readonly at: number } | null
  readonly journal: string | null
  readonly report: { readonly totals: Readonly<Record<string, number>> }
}
type Whatif = { readonly recorded: CellSaid; readonly cells: ReadonlyArray<CellSaid> }

const whatif = async (journal: string, ...flags: ReadonlyArray<string>): Promise<Whatif> => {
  const ran = await runCli(['whatif', journal, ...flags, '--json'])
  expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
  return JSON.parse(ran.stdout) as Whatif
}

const decisions = (file: string): ReadonlyArray<string> =>
  linesOf(readFileSync(file))
    .filter((line) => !/"type":"(Session|Sealed|Snapshot|Segment)/.test(line))
    .map((line) => line.replace(/"(stateDigest|threshold)":"[^"]*"/g, '').replace(/,"crc".*/, ''))

describe('shadowtape whatif', () => {
  it.each([
    ['risk.edgeThresholdBps', '-9.5', ['--edge-threshold', '-9.5']],
    [
      'venue.entryLatencyMs',
      'normal:8,2',
      ['--edge-threshold', '0.5', '--entry-latency', 'normal:8,2'],
    ],
    ['strategy.spreadBps', '9', ['--edge-threshold', '0.5', '--param', 'spreadBps=9']],
    ['session.seed', '7', ['--edge-threshold', '0.5', '--seed', '7']],
    ['risk.inventoryUsdMax', '700', ['--edge-threshold', '0.5', '--max-inv', '700']],
  ])(
    'with %s=%s is, byte for byte, the run that it would have been',
    async (name, value, flags) => {
      const out = join(dir, `out-${name}`)
      const { recorded, cells } = await whatif(path, '--set', `${name}=${value}`, '--out', out)
      const real = join(dir, `real-${name}.jsonl`)
      expect((await run(...flags, '--journal', real)).code).toBe(0)
      const [cell] = cells
      expect(cell?.settings).toStrictEqual({ [name]: value })
      expect(readFileSync(String(cell?.journal))).toStrictEqual(readFileSync(real))
      expect((await runCli(['replay', String(cell?.journal)])).code).toBe(0)
      const state = JSON.parse((await runCli(['state', real, '--json'])).stdout) as {
        readonly report: unknown
      }
      expect(cell?.report).toStrictEqual(state.report)
      // where paths part: all before is the same, and not all up to there
      const parts = cell?.parts
      const upTo = (file: string, isIn: (at: number) => boolean): ReadonlyArray<string> =>
        decisions(file).filter((line) => isIn(Number(/"at":(\d+)/.exec(line)?.[1])))
      const isBefore = (at: number): boolean => at < (parts?.at ?? Infinity)
      expect(upTo(real, isBefore)).toStrictEqual(upTo(path, isBefore))
      const isUpTo = (at: number): boolean => at <= (parts?.at ?? -1)
      if (parts !== null) expect(upTo(real, isUpTo)).not.toStrictEqual(upTo(path, isUpTo))
      expect(recorded.settings).toStrictEqual({})
    },
  )

  it('takes the limit of a rule, by the label that lines have for it', async () => {
    const [out, ruled] = [join(dir, 'ruled'), join(dir, 'ruled.jsonl')]
    const rules = (limit: string) => [
      ...['--edge-threshold', '-5000', '--rule', 'drawdown=50,action=freeze-all'],
      ...['--rule', `order-rate=${limit}/1s,action=freeze-all`],
    ]
    await run(...rules('20'), '--journal', ruled)
    const { cells } = await whatif(ruled, '--set', 'risk.rule.order-rate/1s=9,12', '--out', out)
    expect(cells.map(({ settings }) => Object.values(settings)[0])).toStrictEqual(['9', '12'])
    for (const [i, limit] of ['9', '12'].entries()) {
      const real = join(dir, `ruled-${limit}.jsonl`)
      await run(...rules(limit), '--journal', real)
      expect(readFileSync(String(cells[i]?.journal))).toStrictEqual(readFileSync(real))
    }
    const refused = async (set: string, ...more: ReadonlyArray<string>) => {
      const ran = await runCli(['whatif', ruled, '--set', set, ...more])
      expect(ran.code).toBe(2)
      return ran.stderr
    }
    expect(await refused('risk.rule.fill-rate/1s=9')).toContain(
      'the session has no such rule; it has drawdown, order-rate/1s',
    )
    expect(await refused('risk.rule.nothing=9')).toContain('there is no rule nothing')
    expect(await refused('risk.rule.drawdown=-1')).toContain('risk.rule.drawdown')
    expect(await refused('risk.rule.drawdown=9', '--from', '20')).toContain('was counted by its')
  })

  it('with its own settings parts nowhere, and is the same', async () => {
    const { recorded, cells } = await whatif(path, '--set', 'risk.edgeThresholdBps=0.5')
    expect(cells[0]?.parts).toBeNull()
    expect({ ...cells[0], settings: {} }).toMatchObject({
      ...recorded,
      head: expect.any(String) as string,
    })
    expect(recorded.stops).toBe(1)
    expect(recorded.first_stop).toMatchObject({ type: 'TradingFrozen', threshold: '0.500000' })
  })

  it('runs every combination of ranges and lists, and each alone gives the same bytes', async () => {
    const out = join(dir, 'sweep')
    const set = ['--set', 'risk.edgeThresholdBps=-9..1.5:3.5', '--set', 'strategy.spreadBps=4,9']
    const { cells } = await whatif(path, ...set, '--out', out)
    expect(cells.map(({ settings }) => Object.values(settings))).toStrictEqual([
      ['-9.0', '4'],
      ['-9.0', '9'],
      ['-5.5', '4'],
      ['-5.5', '9'],
      ['-2.0', '4'],
      ['-2.0', '9'],
      ['1.5', '4'],
      ['1.5', '9'],
    ])
    expect(readdirSync(out)).toHaveLength(8)
    expect(new Set(cells.map(({ net_usd }) => net_usd)).size).toBeGreaterThan(2)
    const one = join(dir, 'one')
    const alone = ['--set', 'risk.edgeThresholdBps=-2.0', '--set', 'strategy.spreadBps=9']
    await whatif(path, ...alone, '--out', one)
    expect(readFileSync(join(one, 'cell-001.jsonl'))).toStrictEqual(
      readFileSync(join(out, 'cell-006.jsonl')),
    )
    const again = await runCli(['whatif', path, ...alone, '--out', one])
    expect([again.code, again.stderr]).toStrictEqual([1, expect.stringContaining('exists already')])
  })

  it('tells people a table, what stopped it, and a plot of several', async () => {
    const one = (await runCli(['whatif', path, '--set', 'risk.edgeThresholdBps=-50'])).stdout
    expect(one).toMatch(/\nrecorded +\+\d\.\d{3} s +\d+ +\d+ +-?\$[\d.]+\n/)
    expect(one).toMatch(
      /\nrisk\.edgeThresholdBps=-50 +never +\d+ +\d+ .* line \d+, \+\d\.\d{3} s\n/,
    )
    expect(one).toMatch(/\nrecorded {2}20[-0-9T:.]+ UTC {2}Edge degradation: .* BPS < 0\.50 BPS\n/)
    const many = (await runCli(['whatif', path, '--set', 'risk.edgeThresholdBps=-9..1:5'])).stdout
    expect(many).toMatch(/\nnet, from -?\$[\d.]+ to \$[\d.]+\nrecorded +[█|]/)
  })

  it('takes a session whose edge came from outside, and one that was cut short', async () => {
    const { path: frozen } = await demoJournal(dir, 'frozen.jsonl', freezingFlags)
    const free = await whatif(frozen, '--set', 'risk.edgeThresholdBps=0.1')
    expect([free.recorded.stops, free.cells[0]?.stops]).toStrictEqual([1, 0])
    expect(free.cells[0]?.first_stop).toBeNull()
    const bytes = readFileSync(path)
    const cut = written(dir, 'cut.jsonl', bytes.subarray(0, bytes.length - 4_000))
    const { cells } = await whatif(cut, '--set', 'session.seed=9')
    expect(cells[0]?.report.totals['placed']).toBeGreaterThan(0)
  })

  it('takes a session of an older catalogue, whose cells are journals of it too', async () => {
    const history = resolve(__dirname, '../../../../journals/history/0.1.0')
    const old = join(history, 'run-queue-accounts.jsonl')
    const { cells } = await whatif(old, '--set', 'session.seed=3', '--out', join(dir, 'old'))
    const journal = String(cells[0]?.journal)
    const catalogue = /"catalogue":"[0-9a-f]{64}"/
    const headerOf = (file: string): string => linesOf(readFileSync(file))[0] ?? ''
    expect(catalogue.exec(headerOf(journal))?.[0]).toBe(catalogue.exec(headerOf(old))?.[0])
    for (const command of ['replay', 'doctor'])
      expect((await runCli([command, journal])).code).toBe(0)
  })

  it('refuses what cannot be set, or does not go together', async () => {
    const refused = async (code: number, says: string, ...flags: ReadonlyArray<string>) => {
      const ran = await runCli(['whatif', path, ...flags])
      expect([ran.code, ran.stdout, ran.stderr]).toStrictEqual([
        code,
        '',
        expect.stringContaining(says),
      ])
    }
    await refused(2, "required option '--set <name=value>'")
    await refused(2, 'There is no setting seed; there are risk.', '--set', 'seed=4')
    await refused(2, 'It must be NAME=VALUE.', '--set', 'session.seed')
    await refused(2, 'It must be 0 to 1.', '--set', 'venue.fillRate=1.5')
    await refused(2, 'is not FROM..TO:STEP', '--set', 'venue.fillRate=0..1:0')
    await refused(2, 'is 0 values', '--set', 'session.seed=5..1:1')
    await refused(
      2,
      'session.seed is set twice',
      '--set',
      'session.seed=1',
      '--set',
      'session.seed=2',
    )
    await refused(2, 'market-maker has no parameter nope', '--set', 'strategy.nope=1')
    await refused(2, 'venue.fillModel cannot be "none"', '--set', 'venue.fillModel=none')
    await refused(2, 'fills are measured 50000,400000 us after', '--set', 'edge.horizonMs=77')
    await refused(2, 'is more than edge.fillsMax', '--set', 'edge.fillsMin=60')
    const sweep = ['--set', 'session.seed=1..900:1', '--set', 'venue.fillRate=0.1,0.2']
    await refused(2, 'these settings make 1800 sessions', ...sweep)
  })

  it('says nothing of a session that does not come out as it was, or is damaged', async () => {
    const changed = resealed(readFileSync(path), (fields) =>
      fields['type'] === 'OrderAccepted' ? { ...fields, price: '1.00' } : fields,
    )
    const other = await runCli([
      ...['whatif', written(dir, 'changed.jsonl', changed), '--set', 'session.seed=4'],
    ])
    expect([other.code, other.stdout]).toStrictEqual([4, ''])
    expect(other.stderr).toContain('does not come out the same with its own settings')
    const hurt = linesOf(readFileSync(path)).map((line, i) => (i === 99 ? line.slice(1) : line))
    const damaged = await runCli([
      ...['whatif', written(dir, 'hurt.jsonl', hurt.join('')), '--set', 'session.seed=4'],
    ])
    expect([damaged.code, damaged.stderr]).toStrictEqual([1, expect.stringContaining('line 100')])
    const header = resealed(readFileSync(path), changing(1, 'strategy', './gone.ts'))
    const gone = await runCli([
      ...['whatif', written(dir, 'gone.jsonl', header), '--set', 'session.seed=4'],
    ])
    expect(gone.code).toBe(5)
  })
})
