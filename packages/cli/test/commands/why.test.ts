import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { demoJournal, freezingFlags, linesOf, written } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const path = join(dir, 'judged.jsonl')

type Line = Readonly<Record<string, unknown>>
let bytes: Buffer
let lines: ReadonlyArray<Line>

/** A session that its own fills freeze, with latencies, so that answers come later than their causes. */
beforeAll(async () => {
  const capture = join(dir, 'made.capture.gz')
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  const settings = [
    ...['--fill-model', 'queue', '--entry-latency', '5', '--feed-latency', '3'],
    ...['--edge', 'markout', '--markouts', '50,400', '--edge-horizon-ms', '50'],
    ...['--edge-min-fills', '4', '--edge-threshold', '0.5'],
  ]
  const ran = await runCli(['run', '--capture', capture, ...settings, '--journal', path])
  expect(ran.code).toBe(0)
  bytes = readFileSync(path)
  lines = linesOf(bytes).map((line) => JSON.parse(line) as Line)
})

type Explained = {
  readonly line: Line
  readonly causes: ReadonlyArray<Line>
  readonly evidence: ReadonlyArray<{ readonly line: Line; readonly markout: Line | null }>
  readonly consequences: ReadonlyArray<{ readonly depth: number; readonly line: Line }>
  readonly counts: Readonly<Record<string, number>>
}

const explained = async (...flags: ReadonlyArray<string>): Promise<Explained> => {
  const { code, stdout } = await runCli(['why', path, ...flags, '--json'])
  expect(code).toBe(0)
  return JSON.parse(stdout) as Explained
}

const causesOf = (line: Line): ReadonlyArray<Line> => {
  const cause = lines[Number(line['cause']) - 1]
  return line['cause'] === null || cause === undefined ? [] : [...causesOf(cause), cause]
}

const isKeeping = ({ type }: Line): boolean =>
  /^(Sealed@2|SegmentOpened|SnapshotTaken|SessionClosed)$/.test(String(type))

/** What names a line, or what it led to, as its cause, in the order of a tree. */
const treeOf = (line: Line, depth = 1): Explained['consequences'] =>
  lines
    .filter((other) => other['cause'] === line['seq'] && !isKeeping(other))
    .flatMap((other) => [{ depth, line: other }, ...treeOf(other, depth + 1)])

describe('shadowtape why', () => {
  it('walks from any line back to what came in, and forward to all that came of it', async () => {
    let deepest = 0
    for (let n = 0; n < lines.length; n += 23) {
      const line = lines[n] as Line
      const why = await explained('--seq', String(n + 1), '--lines', '100000')
      expect(why.line).toStrictEqual(line)
      expect(why.causes).toStrictEqual(causesOf(line))
      expect(why.causes[0]?.['cause'] ?? null).toBeNull()
      expect(why.consequences).toStrictEqual(treeOf(line))
      const all = Object.values(why.counts).reduce((sum, count) => sum + count, 0)
      expect(all).toBe(why.consequences.length)
      deepest = Math.max(deepest, ...why.consequences.map(({ depth }) => depth), why.causes.length)
    }
    expect(deepest).toBeGreaterThan(4)
  })

  it('names the fills that a freeze was judged on, and what each was worth', async () => {
    const frozen = lines.find(({ type }) => type === 'TradingFrozen') as Line
    const why = await explained('--freeze', '1')
    expect(why.line).toStrictEqual(frozen)
    const named = String(frozen['windowSeqs']).split(',').map(Number)
    expect(why.evidence.map(({ line }) => line['seq'])).toStrictEqual(named)
    expect(named.length).toBeGreaterThan(3)
    const worth = why.evidence.map(({ markout }) => Number(markout?.['markoutBps']))
    const mean = worth.reduce((sum, each) => sum + each, 0) / worth.length
    expect(mean).toBeCloseTo(Number(frozen['observed']), 4)
    for (const { line, markout } of why.evidence)
      expect(markout).toMatchObject({ cause: line['seq'], horizonUs: frozen['horizonUs'] })
  })

  it('finds the line that placed an order', async () => {
    const placed = lines.findLast(({ type }) => type === 'OrderPlaced') as Line
    const why = await explained('--order', String(placed['orderId']))
    expect(why.line).toStrictEqual(placed)
    expect(why.causes.at(-1)).toMatchObject({ type: 'PlaceOrder' })
  })

  it('tells people on one page, with what was known just before', async () => {
    const { stdout, stderr, code } = await runCli(['why', path, '--freeze', '1'], { columns: 100 })
    expect([code, stderr]).toStrictEqual([0, ''])
    const frozen = lines.find(({ type }) => type === 'TradingFrozen') as Line
    const rows = stdout.split('\n')
    expect(rows[0]).toMatch(/^TradingFrozen, line [\d,]+ of .*, 20\d\d-\d\d-\d\dT[\d:.]+ UTC$/)
    const titles = ['Because', 'On this evidence', 'Known just before', 'What came of it: ']
    const at = titles.map((title) => rows.findIndex((row) => row.startsWith(title)))
    expect(at).toStrictEqual([...at].sort((a, b) => a - b))
    expect(at[0]).toBeGreaterThan(0)
    expect(rows[(at[0] ?? 0) + 1]).toMatch(/^ +-\d+\.\d{6} .*\(came in\)$/)
    expect(stdout).toContain(`shadowtape cat ${path} --seq `)
    expect(stdout).toContain(`  market    ${String(frozen['symbol'])} bid `)
    for (const row of rows.slice(1, -4)) expect(row.length).toBeLessThanOrEqual(100)
  })

  it('shows as many consequences as it is asked to, and counts the others', async () => {
    const { stdout } = await runCli(['why', path, '--freeze', '1', '--lines', '1'])
    expect(stdout).toMatch(/\n {2}and \d+ lines? more; --lines N shows more\n/)
    const header = await runCli(['why', path, '--seq', '1', '--lines', '0'])
    expect(header.stdout).toContain('Nothing caused it: it came in.')
    expect(header.stdout).toContain('What came of it: nothing\n')
  })

  it('reads a run directory, and a freeze that an edge from outside made', async () => {
    const { path: file } = await demoJournal(dir, 'frozen.jsonl', freezingFlags)
    const run = join(dir, 'run')
    const flags = [...freezingFlags, '--roll-bytes', '9000', '--journal', `${run}/`]
    expect((await runCli(['exec-demo', '--shadow', ...flags])).code).toBe(0)
    const types = async (journal: string): Promise<ReadonlyArray<unknown>> => {
      const { stdout } = await runCli(['why', journal, '--freeze', '1', '--json'])
      const { causes, line, consequences } = JSON.parse(stdout) as Explained
      return [...causes, line, ...consequences.map((each) => each.line)].map(({ type }) => type)
    }
    expect(await types(run)).toStrictEqual(await types(file))
    expect(await types(run)).toStrictEqual(
      expect.arrayContaining(['EdgeUpdated', 'TradingFrozen', 'CancelOrder', 'OrderCanceled@2']),
    )
  })

  it('says when lines behind it cannot be read, as more may have come of it', async () => {
    const at = lines.findIndex(({ type }) => type === 'TradingFrozen')
    const raw = linesOf(bytes)
    const hurt = raw.with(at + 1, (raw[at + 1] ?? '').replace('"seq":', '"seq":1'))
    const damaged = written(dir, 'damaged.jsonl', hurt.join(''))
    const ran = await runCli(['why', damaged, '--freeze', '1'])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('1 line behind it cannot be read')
    const itself = raw.with(at, (raw[at] ?? '').replace('"observed":"', '"observed":"9'))
    const forged = await runCli([
      'why',
      written(dir, 'hurt.jsonl', itself.join('')),
      '--freeze',
      '1',
    ])
    expect([forged.code, forged.stdout]).toStrictEqual([2, ''])
  })

  it('refuses what is not there, or not asked', async () => {
    const refused = async (says: string, code: number, ...flags: ReadonlyArray<string>) => {
      const ran = await runCli(['why', ...flags])
      expect([ran.code, ran.stdout]).toStrictEqual([code, ''])
      expect(ran.stderr).toContain(says)
    }
    await refused('one of --seq N, --order ID and --freeze N is required', 2, path)
    await refused(' has no freeze or reduction number 99.\n', 2, path, '--freeze', '99')
    await refused(' has no order o-9999.\n', 2, path, '--order', 'o-9999')
    await refused(' has no line 999,999.\n', 2, path, '--seq', '999999')
    await refused('cannot be used with', 2, path, '--freeze', '1', '--seq', '2')
    await refused('no such file or directory', 1, join(dir, 'none.jsonl'), '--seq', '2')
    const page = written(dir, 'page.jsonl', 'hello\n')
    await refused('is not a journal', 1, page, '--seq', '1')
  })
})
