import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { linesOf, written } from '../support/demo-journal'
import { resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const capture = join(dir, 'made.capture.gz')
const path = join(dir, 'a.jsonl')

const usual = [
  ...['--fill-model', 'queue', '--entry-latency', '5', '--edge', 'markout'],
  ...['--markouts', '50', '--edge-horizon-ms', '50', '--edge-threshold', '-99'],
]
const record = async (name: string, ...flags: ReadonlyArray<string>): Promise<string> => {
  const to = join(dir, name)
  const ran = await runCli(['run', '--capture', capture, ...usual, ...flags, '--journal', to])
  expect(ran.code).toBe(0)
  return to
}

beforeAll(async () => {
  const market = { ...generatedPlan, calmUs: 2_500_000, toxicUs: 500_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  await record('a.jsonl')
})

type Fields = Readonly<Record<string, unknown>>
type Diff = {
  readonly verdict: string
  readonly inputs: { readonly same: number; readonly removed: number; readonly added: number }
  readonly same: number
  readonly differences: number
  readonly settings: ReadonlyArray<Fields>
  readonly by_type: Readonly<Record<string, Fields>>
  readonly effect: { readonly a: Fields; readonly b: Fields } | null
  readonly first: ReadonlyArray<{
    readonly kind: string
    readonly a: Fields | null
    readonly b: Fields | null
    readonly fields: ReadonlyArray<string>
  }>
}

const diffed = async (a: string, b: string): Promise<Diff> => {
  const ran = await runCli(['diff', a, b, '--lines', '1000', '--json'])
  const said = JSON.parse(ran.stdout) as Diff
  expect([ran.code, ran.stderr]).toStrictEqual([said.verdict === 'same' ? 0 : 4, ''])
  return said
}

const fieldsIn = (bytes: Buffer): ReadonlyArray<Fields> =>
  linesOf(bytes).map((line) => JSON.parse(line) as Fields)

/** A journal with some lines changed, or left out, as none is that a session wrote. */
const edited = (name: string, change: (fields: Fields) => Fields | null): string => {
  const bytes = readFileSync(path)
  const kept = linesOf(bytes).filter((line) => change(JSON.parse(line) as Fields) !== null)
  const changed = resealed(Buffer.from(kept.join('')), (fields) => ({
    ...fields,
    ...change(fields),
  }))
  return written(dir, name, changed)
}

const nth = (type: string, n: number): Fields =>
  fieldsIn(readFileSync(path)).filter((fields) => fields['type'] === type)[n] ?? {}

describe('shadowtape diff', () => {
  it('finds nothing in a journal and itself, however it was kept', async () => {
    const rolled = await record('rolled/', '--roll-bytes', '40000', '--snapshot-lines', '100')
    const one = await diffed(path, path)
    expect(one).toMatchObject({ verdict: 'same', differences: 0, settings: [] })
    const bytes = readFileSync(path)
    expect(one.inputs.same).toBe(fieldsIn(bytes).filter(({ cause }) => cause === null).length)
    const other = await diffed(path, rolled)
    expect(other.differences).toBe(0)
    expect(other.settings.map(({ name }) => name)).toStrictEqual([
      'snapshotLinesMax',
      'rollBytesMax',
    ])
    const told = await runCli(['diff', path, path])
    expect([told.code, told.stdout]).toStrictEqual([0, expect.stringContaining('0 differences\n')])
  })

  it('knows an order again that only has another number', async () => {
    // every order is one more, as if one had been placed before all of them
    const renamed = readFileSync(path, 'latin1').replace(
      /"orderId":"o-(\d+)"/g,
      (_, n) => `"orderId":"o-${String(Number(n) + 1)}"`,
    )
    const other = resealed(Buffer.from(renamed, 'latin1'), (fields) => fields)
    const said = await diffed(path, written(dir, 'renamed.jsonl', other))
    expect(said).toMatchObject({ differences: 0, settings: [] })
    expect(said.same).toBeGreaterThan(100)
  })

  it('names the one field that was changed', async () => {
    const filled = nth('OrderFilled', 2)
    const other = edited('fee.jsonl', (fields) =>
      fields['seq'] === filled['seq'] ? { ...fields, fee: '9.99999' } : fields,
    )
    const { differences, first, by_type: byType } = await diffed(path, other)
    expect(differences).toBe(1)
    expect(first).toMatchObject([{ kind: 'changed', fields: ['fee'], a: { seq: filled['seq'] } }])
    expect(byType).toStrictEqual({ OrderFilled: { removed: 0, added: 0, changed: 1 } })
  })

  it('names a line that only one side has, on either side', async () => {
    const canceled = nth('CancelOrder', 1)
    const other = edited('lost.jsonl', (fields) =>
      fields['seq'] === canceled['seq'] ? null : fields,
    )
    const lost = await diffed(path, other)
    expect([lost.differences, lost.inputs.removed]).toStrictEqual([1, 0])
    expect(lost.first).toMatchObject([{ kind: 'removed', a: canceled, b: null }])
    const found = await diffed(other, path)
    expect(found.first).toMatchObject([{ kind: 'added', a: null, b: { type: 'CancelOrder' } }])
  })

  it('finds the way again behind inputs that only one side has', async () => {
    const from = Number(nth('TradePrinted', 3)['seq'])
    const isGone = ({ seq, cause }: Fields): boolean =>
      cause === null && Number(seq) >= from && Number(seq) < from + 60
    const gone = fieldsIn(readFileSync(path)).filter(isGone).length
    const other = edited('gap.jsonl', (fields) => (isGone(fields) ? null : fields))
    const { inputs } = await diffed(path, other)
    expect(gone).toBeGreaterThan(5)
    expect([inputs.removed, inputs.added]).toStrictEqual([gone, 0])
    const whole = await diffed(path, path)
    expect(inputs.same).toBe(whole.inputs.same - gone)
  })

  it('says what another setting came to, as both sessions closed', async () => {
    const wide = await record('wide.jsonl', '--param', 'spreadBps=9')
    const said = await diffed(path, wide)
    expect(said.settings).toMatchObject([{ name: 'strategyParams', b: '{"spreadBps":"9"}' }])
    const closed = (file: string) => fieldsIn(readFileSync(file)).at(-1) ?? {}
    for (const [side, file] of [['a', path] as const, ['b', wide] as const]) {
      const { placed, fills, canceled } = closed(file)
      expect(said.effect?.[side]?.['totals']).toMatchObject({ placed, fills, canceled })
    }
    // each line of either side is alike, otherwise, or that side's alone
    const sum = (kind: string) =>
      Object.values(said.by_type).reduce((total, counts) => total + Number(counts[kind]), 0)
    const derived = (file: string): number =>
      fieldsIn(readFileSync(file)).filter(
        ({ cause, type }) =>
          cause !== null && !/^(Sealed@2|SnapshotTaken|SessionClosed)$/.test(String(type)),
      ).length
    expect(said.same + sum('changed') + sum('removed')).toBe(derived(path))
    expect(said.same + sum('changed') + sum('added')).toBe(derived(wide))
    expect(said.differences).toBe(sum('changed') + sum('removed') + sum('added'))
    const { stdout } = await runCli(['diff', path, wide, '--lines', '2'], { columns: 120 })
    expect(stdout).toMatch(/\nnet +-?\$[\d.]+ +-?\$[\d.]+ +[+-]\$[\d.]+\n/)
    expect(stdout).toMatch(/\nset {6}strategyParams: "\{\}" -> /)
    expect(stdout).toMatch(/\nand [\d,]+ more; --lines N shows more\n$/)
    for (const row of stdout.split('\n')) expect(row.length).toBeLessThanOrEqual(120)
  })

  it('refuses what is no journal, and names a line that is none', async () => {
    const page = written(dir, 'page.txt', 'hello\n')
    const lost = await runCli(['diff', path, join(dir, 'none.jsonl')])
    expect([lost.code, lost.stderr]).toStrictEqual([1, expect.stringContaining('no such file')])
    expect((await runCli(['diff', page, path])).stderr).toContain('is not a journal')
    const hurt = linesOf(readFileSync(path)).map((line, i) => (i === 50 ? 'noise\n' : line))
    const ran = await runCli(['diff', path, written(dir, 'hurt.jsonl', hurt.join(''))])
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toContain('hurt.jsonl, line 51: it is no line of a journal.\n')
  })
})
