import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { branchSession } from '../../src/branches/branch-session'
import { settingOption } from '../../src/whatifs/setting'
import { demoJournal, freezingFlags, linesOf, written } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const capture = join(dir, 'made.capture.gz')
const path = join(dir, 'judged.jsonl')

const usual = [
  ...['--capture', capture, '--fill-model', 'queue', '--entry-latency', '5', '--edge', 'markout'],
  ...['--markouts', '50,400', '--edge-horizon-ms', '50', '--edge-min-fills', '4'],
]

beforeAll(async () => {
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  const flags = ['--edge-threshold', '0.5', '--journal', path]
  expect((await runCli(['run', ...usual, ...flags])).code).toBe(0)
})

type CellSaid = {
  readonly parts: { readonly line: number } | null
  readonly stops: number
  readonly first_stop: { readonly at: number; readonly threshold: string } | null
  readonly journal: string
  readonly report: { readonly totals: Readonly<Record<string, number>> }
}
type Whatif = {
  readonly from: { readonly line: number; readonly at: number } | null
  readonly recorded: CellSaid
  readonly cells: readonly [CellSaid, ...Array<CellSaid>]
}

const whatif = async (journal: string, ...flags: ReadonlyArray<string>): Promise<Whatif> => {
  const ran = await runCli(['whatif', journal, ...flags, '--json'])
  expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
  return JSON.parse(ran.stdout) as Whatif
}

const lines = (file: string): ReadonlyArray<string> => linesOf(readFileSync(file))

/** What was decided, without numbers of lines, and what holds them. */
const decisions = (file: string): ReadonlyArray<string> =>
  lines(file)
    .filter((line) => !/"type":"(Session|Sealed|Snapshot|Segment|Settings)/.test(line))
    .map((line) =>
      line
        .replace(/^\{"seq":\d+|"cause":\d+|,"crc".*/g, '')
        .replace(/"(stateDigest|threshold|windowSeqs)":"[^"]*"|"fromSeq":\w+/g, ''),
    )

/** A line, some way before the freeze, that says what came of an input; and the next input. */
const midst = (): { readonly said: number; readonly input: number } => {
  const all = lines(path)
  const frozen = all.findIndex((line) => line.includes('"type":"TradingFrozen"'))
  const before = all.slice(0, frozen - 40)
  const said = before.findLastIndex((line) => line.includes('"type":"OrderPlaced"')) + 1
  const input = all.findIndex((line, i) => i >= said && line.includes('"cause":null')) + 1
  return { said, input }
}

describe('shadowtape whatif --from', () => {
  it.each([
    'risk.edgeThresholdBps=3',
    'risk.inventoryUsdMax=300',
    'risk.totalNotionalUsdMax=700',
    'venue.queueModel=power',
    'venue.entryLatencyMs=normal:9,3',
    'venue.makerFeeRate=-0.0001',
    'edge.fillsMin=2',
    'edge.fillsMax=5',
    'edge.scope=total',
    'edge.horizonMs=400',
    'strategy.spreadBps=9',
    'strategy.layers=3',
    'session.seed=7',
  ])('with %s is the session up to there, to the byte, and replays on its own', async (set) => {
    const { said, input } = midst()
    const out = join(dir, `of-${set}`)
    const flags = ['--set', set, '--from', String(said), '--out', out]
    const { from, cells } = await whatif(path, ...flags)
    expect(from?.line).toBe(input)
    const cell = lines(cells[0].journal)
    expect(cell.slice(0, input - 1)).toStrictEqual(lines(path).slice(0, input - 1))
    expect(cell[input - 1]).toMatch(/"cause":null,"type":"SettingsChanged","actor":"whatif",/)
    expect(cell.filter((line) => line.includes('"SettingsChanged"'))).toHaveLength(1)
    expect(cells[0].parts === null || cells[0].parts.line >= input).toBe(true)
    for (const check of [['replay'], ['replay', '--fold'], ['verify'], ['doctor']])
      expect((await runCli([...check, cells[0].journal])).code).toBe(0)
  })

  it('by what it was recorded with changes nothing but that a line says so', async () => {
    const out = join(dir, 'same')
    const set = ['--set', 'risk.edgeThresholdBps=0.5', '--set', 'venue.entryLatencyMs=5']
    const at = ['--from', String(midst().said), '--out', out]
    const { recorded, cells } = await whatif(path, ...set, ...at)
    expect(cells[0].parts).toBeNull()
    expect(cells[0].report).toStrictEqual(recorded.report)
    expect(decisions(cells[0].journal)).toStrictEqual(decisions(path))
    const [said] = lines(cells[0].journal).filter((line) => line.includes('"SettingsChanged"'))
    expect(said).toContain('"was":"{}","now":"{}"')
  })

  it.each([
    'risk.edgeThresholdBps=-9',
    'risk.inventoryUsdMax=700',
    'venue.queueModel=power',
    'edge.fillsMin=8',
    'strategy.layers=2',
    'strategy.spreadBps=9',
    'session.seed=7',
  ])('from the first input on, with %s, decides all that a header with it does', async (set) => {
    const [out, whole] = [join(dir, `first-${set}`), join(dir, `whole-${set}`)]
    const turned = await whatif(path, '--set', set, '--from', '2', '--out', out)
    const all = await whatif(path, '--set', set, '--out', whole)
    expect([turned.from?.line, all.from]).toStrictEqual([2, null])
    expect(decisions(turned.cells[0].journal)).toStrictEqual(decisions(all.cells[0].journal))
    expect(turned.cells[0].parts).toStrictEqual(all.cells[0].parts)
    expect(turned.cells[0].report).toStrictEqual(all.cells[0].report)
  })

  it('judges a threshold that the last edge is below at once, and says why', async () => {
    const { path: demo } = await demoJournal(dir, 'demo.jsonl', freezingFlags)
    const edges = lines(demo).flatMap((line, i) => (line.includes('"EdgeUpdated"') ? [i + 1] : []))
    const from = ['--from', String((edges[3] ?? 0) + 1)]
    const set = ['--set', 'risk.edgeThresholdBps=50']
    const { cells, from: turn } = await whatif(demo, ...set, ...from, '--out', join(dir, 'judged'))
    expect(cells[0].first_stop).toMatchObject({ at: turn?.at, threshold: '50.000000' })
    const why = await runCli(['why', cells[0].journal, '--freeze', '1'])
    expect(why.stdout).toContain(
      'SettingsChanged  by whatif: edgeThresholdBps 8.000000 -> 50.000000  (came in)',
    )
    const info = await runCli(['info', cells[0].journal])
    expect(info.stdout).toMatch(/Settings changed\n {2}seq \d+, .*: by whatif: edgeThresholdBps/)
    const text = await runCli(['whatif', demo, ...set, ...from])
    expect(text.stdout).toMatch(/with 1 other setting\nfrom line \d+, \+\d+\.\d{3} s, on\n\n/)
  })

  it('runs several cells, and each alone gives the same bytes', async () => {
    const at = ['--from', String(midst().said), '--out']
    const set = ['--set', 'session.seed=3..5:1', '--set', 'strategy.spreadBps=2,9']
    const { cells } = await whatif(path, ...set, ...at, join(dir, 'many'), '--jobs', '2')
    expect(cells).toHaveLength(6)
    const one = ['--set', 'session.seed=4', '--set', 'strategy.spreadBps=9']
    const alone = await whatif(path, ...one, ...at, join(dir, 'alone'))
    expect(lines(alone.cells[0].journal)).toStrictEqual(lines(String(cells[3]?.journal)))
  })

  it('goes on with a session whose settings changed before', async () => {
    const { said } = midst()
    const first = ['--set', 'risk.edgeThresholdBps=0.2', '--from', String(said)]
    const { cells } = await whatif(path, ...first, '--out', join(dir, 'twice'))
    const { journal } = cells[0]
    const again = ['--set', 'risk.edgeThresholdBps=0.7', '--out', join(dir, 'twice-all')]
    const all = await whatif(journal, ...again)
    const changes = lines(all.cells[0].journal).filter((line) => line.includes('"SettingsChanged"'))
    expect(changes[0]).toContain('{\\"edgeThresholdBps\\":\\"0.700000\\"}')
    const later = ['--from', String(said + 300), '--out', join(dir, 'twice-on')]
    const on = await whatif(journal, '--set', 'risk.edgeThresholdBps=0.7', ...later)
    const twice = lines(on.cells[0].journal).filter((line) => line.includes('"SettingsChanged"'))
    expect(twice[1]).toContain('"was":"{\\"edgeThresholdBps\\":\\"0.200000\\"}"')
    for (const each of [all, on])
      expect((await runCli(['replay', each.cells[0].journal])).code).toBe(0)
  })

  it('refuses what cannot change in the midst of a session, and a line behind its end', async () => {
    const refused = async (code: number, says: string, set: string, from: string) => {
      const ran = await runCli(['whatif', path, '--set', set, '--from', from])
      expect([ran.code, ran.stdout, ran.stderr]).toStrictEqual([
        ...[code, '', expect.stringContaining(says)],
      ])
    }
    const midstOf = 'cannot change in the midst of a session: what rests has its place by the model'
    await refused(2, `venue.fillModel ${midstOf}`, 'venue.fillModel=touch', '99')
    await refused(2, 'feedLatency is 0, and cannot become', 'venue.feedLatencyMs=5', '99')
    await refused(2, 'entryLatency is constant 5000, and', 'venue.entryLatencyMs=0', '99')
    await refused(2, 'account cannot change while its quotes', 'strategy.account=b', '99')
    await refused(2, 'market-maker has no parameter nope', 'strategy.nope=1', '99')
    await refused(2, 'It must be 2 to', 'session.seed=1', '1')
    const last = String(lines(path).length)
    await refused(2, 'nothing comes into', 'session.seed=1', last)
    const old = resolve(__dirname, '../../../../journals/history/0.1.0')
    const ran = await runCli([
      ...[
        'whatif',
        join(old, 'exec-demo-normal-dryrun.jsonl'),
        '--set',
        'session.seed=1',
        '--from',
        '9',
      ],
    ])
    expect([ran.code, ran.stderr]).toStrictEqual([5, expect.stringContaining('older catalogue')])
  })

  it('gives parameters to a strategy that takes them, and refuses them to another', async () => {
    const module = (retune: string): string => `
      exports.strategy = {
        name: 'mine',
        initial: ({ strategyParams }) => ({ every: +(JSON.parse(strategyParams).every ?? 9), n: 0 }),
        ${retune}
        evolve: (slice, message) => { if (message.type === 'QuoteObserved') slice.n += 1 },
        decide: ({ strategy: { n, every } }, message) =>
          message.type !== 'QuoteObserved' || n % every > 0 || message.bid === null ? [] : [
            { type: 'PlaceOrder', symbol: message.symbol, side: 'Buy', price: message.bid, qty: 2 },
          ],
      }`
    const tuned =
      'retune: (slice, { strategyParams }) => { slice.every = +JSON.parse(strategyParams).every },'
    const journal = join(dir, 'mine.jsonl')
    const [takes, refuses] = [
      written(dir, 'takes.js', module(tuned)),
      written(dir, 'refuses.js', module('')),
    ]
    const run = ['run', '--capture', capture, '--journal', journal, '--strategy', takes]
    expect((await runCli(run)).code).toBe(0)
    const set = ['--set', 'strategy.every=3', '--from', '400', '--jobs', '1']
    const ran = await runCli(['whatif', journal, ...set, '--json'])
    const { recorded, cells } = JSON.parse(ran.stdout) as Whatif
    const placed = ({ report }: CellSaid): number => report.totals['placed'] ?? 0
    expect(placed(cells[0])).toBeGreaterThan(placed(recorded))
    const other = await runCli(['whatif', journal, ...set, '--strategy', refuses])
    expect([other.code, other.stderr]).toStrictEqual([
      ...[2, expect.stringContaining('mine takes no other parameters in the midst of a session')],
    ])
  })
})

describe('branchSession', () => {
  const env = {
    print: () => undefined,
    remark: () => undefined,
    isTerminal: { stdout: false, stderr: false },
    variables: {},
  }

  it('goes on with a session from a line into a journal of its own, and says how they part', async () => {
    const branch = join(dir, 'branch.jsonl')
    const settings = settingOption('strategy.layers=3')
    const { said, input } = midst()
    const outcome = await branchSession(path, { from: said, settings, branch }, env)
    expect(outcome.failure).toBeNull()
    expect(outcome.json).toMatchObject({ verdict: 'branched', from: { line: input } })
    expect(outcome.text).toMatch(/\nstrategy\.layers=3 +.*line [\d,]+, \+\d+\.\d{3} s\n/)
    expect(outcome.text).toMatch(/\nbranch {4}.*branch\.jsonl · head [0-9a-f]{64}\n$/)
    expect(lines(branch).slice(0, input - 1)).toStrictEqual(lines(path).slice(0, input - 1))
    expect(lines(branch)[input - 1]).toContain('"type":"SettingsChanged","actor":"branch"')
    expect((await runCli(['replay', branch])).code).toBe(0)
    const taken = await branchSession(path, { from: said, settings, branch }, env)
    expect(taken.failure).toMatchObject({ type: 'Failed' })
    const forced = { from: said, settings: [], branch, force: true as const }
    const plain = await branchSession(path, forced, env)
    expect(plain.text).toMatch(/\nas recorded +/)
    expect(decisions(branch)).toStrictEqual(decisions(path))
  })

  it('is of one value for each setting, and never writes over its own journal', async () => {
    const settings = settingOption('session.seed=1,2')
    const several = { from: 99, settings, branch: join(dir, 'none.jsonl') }
    expect((await branchSession(path, several, env)).failure).toStrictEqual({
      type: 'Usage',
      says: 'Error: session.seed has 2 values; a branch has one.',
    })
    const own = { from: 99, settings: [], branch: path, force: true as const }
    expect((await branchSession(path, own, env)).failure).toMatchObject({ type: 'Usage' })
  })
})
