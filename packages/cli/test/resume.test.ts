import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { newDice } from '../../core/test/fuzz/dice'
import { linesOf, written } from './support/demo-journal'
import { resealed } from './support/resealed'
import { runCli } from './support/run-cli'
import { tempDir } from './support/temp-dir'

const dir = tempDir()
const capture = join(dir, 'made.capture.gz')
const whole = join(dir, 'whole.jsonl')
let bytes: Buffer
let lines: ReadonlyArray<string>
let ends: ReadonlyArray<number>

/** Everything that waits for its time: latencies, markouts, ages and a freeze that thaws. */
const settings = [
  ...['--fill-model', 'queue', '--latency-ms', '20', '--feed-latency', '3', '--entry-latency', '5'],
  ...['--edge', 'markout', '--markouts', '50,400', '--edge-horizon-ms', '50'],
  ...['--edge-min-fills', '4', '--edge-threshold', '0.5', '--snapshot-lines', '150'],
]

const run = (...args: ReadonlyArray<string>) => runCli(['run', '--capture', capture, ...args])

const resumed = async (from: string, to: string, ...more: ReadonlyArray<string>) => {
  rmSync(to, { recursive: true, force: true })
  return run('--resume', from, '--journal', to, ...more)
}

beforeAll(async () => {
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  expect((await run(...settings, '--journal', whole)).code).toBe(0)
  bytes = readFileSync(whole)
  lines = linesOf(bytes)
  let end = 0
  ends = [0, ...lines.map((line) => (end += Buffer.byteLength(line)))]
})

/** What a session said, but for where it was cut and how it was kept. */
const storyOf = (journal: ReadonlyArray<string>): ReadonlyArray<string> => {
  const numbers = new Map<number, number>()
  return journal.flatMap((line) => {
    const { seq, cause, crc: _, ...said } = JSON.parse(line) as Record<string, unknown>
    if (
      /^(Sealed@2|SegmentOpened|SnapshotTaken|SessionResumed|SessionClosed)$/.test(
        String(said['type']),
      )
    )
      return []
    numbers.set(Number(seq), numbers.size + 1)
    return [
      JSON.stringify({ ...said, cause: numbers.get(Number(cause)) ?? null }, withoutSeqs(numbers)),
    ]
  })
}

/** Lines that name other lines, such as a freeze its evidence, name them by their place here. */
const withoutSeqs =
  (numbers: ReadonlyMap<number, number>) =>
  (name: string, value: unknown): unknown => {
    if (name === 'stateDigest') return ''
    if (name === 'windowSeqs')
      return String(value).replace(/\d+/g, (seq) => String(numbers.get(Number(seq))))
    return /Seqs?$/.test(name) && typeof value === 'number' ? numbers.get(value) : value
  }

/** What is wrong with a session that went on, or `null`. */
const complaint = async (cut: Buffer, to: string): Promise<string | null> => {
  const [verified, replayed] = [await runCli(['verify', to]), await runCli(['replay', to])]
  if (verified.code !== 0) return `verify: ${verified.stderr}`
  if (replayed.code !== 0) return `replay: ${replayed.stderr}`
  const found = readFileSync(to)
  const kept = cut.subarray(0, cut.lastIndexOf(10) + 1)
  if (!found.subarray(0, kept.length).equals(kept)) return 'it does not begin with what was kept'
  const [is, was] = [storyOf(linesOf(found)), storyOf(lines)]
  const other = was.findIndex((line, i) => line !== is[i])
  if (is.length !== was.length || other >= 0)
    return `another story: ${String(is[other])}, not ${String(was[other])}`
  return null
}

describe('shadowtape run --resume', () => {
  it('is put to a session with all that it must remember', () => {
    expect(lines.length).toBeGreaterThan(800)
    for (const type of [
      'OrderFilled',
      'MarkoutMeasured',
      'TradingFrozen',
      'SnapshotTaken',
      'Delivered',
    ])
      expect(bytes.includes(`"type":"${type}"`)).toBe(true)
  })

  it('goes on from wherever a session was cut short, and tells the same story', async () => {
    const dice = newDice()
    dice.set(11, 0)
    const [from, to] = [join(dir, 'cut.jsonl'), join(dir, 'on.jsonl')]
    // after the header, at the end, where timers fire, and anywhere
    const places = [ends[1] ?? 0, (ends[1] ?? 0) + 1, bytes.length - 1, ends.at(-2) ?? 0]
    places.push(ends.at(-3) ?? 0, ends.at(-4) ?? 0)
    for (const [i, line] of lines.entries())
      if (
        /"type":"(MarkoutMeasured|TradingFrozen|Sealed@2|SnapshotTaken)"/.test(line) &&
        dice.isOneIn(5)
      )
        places.push(ends[i + 1] ?? 0)
    for (let i = 0; i < 40; i++)
      places.push((ends[1] ?? 0) + dice.below(bytes.length - (ends[1] ?? 0)))
    const said: Array<string> = []
    for (const place of places) {
      const cut = bytes.subarray(0, place)
      writeFileSync(from, cut)
      const { code, stderr } = await resumed(from, to)
      const says = code === 0 ? await complaint(cut, to) : `exit ${String(code)}: ${stderr}`
      if (says !== null) said.push(`cut at ${String(place)}: ${says}`)
      expect(readFileSync(from)).toStrictEqual(cut)
    }
    expect(said).toStrictEqual([])
    expect(places.length).toBeGreaterThan(50)
  })

  it('says where it goes on, and begins a segment there', async () => {
    const cut = written(dir, 'named.jsonl', bytes.subarray(0, (ends[300] ?? 0) + 7))
    const to = join(dir, 'named-on.jsonl')
    const { stderr } = await resumed(cut, to)
    expect(stderr).toContain('going on behind 300 lines of ')
    expect(stderr).toContain('; 7 bytes of a torn line are left out\n')
    const said = linesOf(readFileSync(to)).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    )
    const at = said.findIndex(({ type }) => type === 'SessionResumed')
    expect(said[at]).toMatchObject({
      cause: null,
      keptLines: 300,
      cutBytes: 7,
      at: said[299]?.['at'],
    })
    expect(said.slice(at + 1, at + 3)).toMatchObject([
      { type: 'Sealed@2' },
      { type: 'SegmentOpened' },
    ])
    const cat = await runCli(['cat', to, '--type', 'SessionResumed'])
    expect(cat.stdout).toContain('300 lines kept, 7 bytes of a torn line left out')
    const info = (await runCli(['info', to])).stdout
    expect(info).toMatch(/Went on\n {2}seq \d+, [-0-9T:.]+: 300 lines kept, 7 bytes of a torn line/)
    expect((await runCli(['info', whole])).stdout).not.toContain('Went on')
  })

  it('goes on again with a session that was cut short after it went on', async () => {
    const [first, second] = [join(dir, 'once.jsonl'), join(dir, 'twice.jsonl')]
    await resumed(written(dir, 'first.jsonl', bytes.subarray(0, ends[200])), first)
    const cut = readFileSync(first).subarray(0, (ends[600] ?? 0) + 3)
    expect((await resumed(written(dir, 'second.jsonl', cut), second)).code).toBe(0)
    expect(await complaint(cut, second)).toBeNull()
    expect(linesOf(readFileSync(second)).join('').split('"SessionResumed"')).toHaveLength(3)
  })

  it('takes what recover --mode tail made, and an anchor of it still holds', async () => {
    const cut = written(dir, 'torn.jsonl', bytes.subarray(0, (ends[500] ?? 0) + 40))
    const [kept, to] = [join(dir, 'kept.jsonl'), join(dir, 'kept-on.jsonl')]
    expect((await runCli(['recover', cut, '--mode', 'tail', '--out', kept])).code).toBe(3)
    const anchor = written(dir, 'kept.anchor', (await runCli(['anchor', kept])).stdout)
    expect((await resumed(kept, to)).code).toBe(0)
    expect(await complaint(readFileSync(kept), to)).toBeNull()
    expect((await runCli(['verify', to, '--anchor', anchor])).code).toBe(0)
  })

  it('writes the very close that was cut off', async () => {
    const to = join(dir, 'closed.jsonl')
    await resumed(written(dir, 'closing.jsonl', bytes.subarray(0, ends.at(-3))), to)
    expect(readFileSync(to)).toStrictEqual(bytes)
  })

  it('closes a session that an operator was closing, and takes no more market data', async () => {
    const head = lines.slice(0, 300).join('')
    const at = Number((JSON.parse(lines[299] ?? '') as Record<string, unknown>)['at'])
    const close = `{"seq":301,"at":${String(at)},"cause":null,"type":"CloseSession","reason":"OPERATOR"`
    const cut = resealed(Buffer.from(`${head}${close},"crc":"00000000"}\n`), (fields) => fields)
    const to = join(dir, 'stopped-on.jsonl')
    const ran = await resumed(written(dir, 'stopped.jsonl', cut), to)
    expect([ran.code, ran.stderr]).toStrictEqual([3, expect.stringContaining('by the operator')])
    expect((await runCli(['replay', to])).code).toBe(0)
    expect(readFileSync(to).includes('"SessionResumed"')).toBe(false)
  })

  it('goes on with a run directory in another, segment by segment', async () => {
    const [old, on] = [join(dir, 'old'), join(dir, 'on')]
    expect((await run(...settings, '--roll-bytes', '50000', '--journal', `${old}/`)).code).toBe(0)
    const names = readdirSync(old)
    expect(names.length).toBeGreaterThan(3)
    for (const name of names.slice(3)) rmSync(join(old, name))
    truncateSync(join(old, names[2] ?? ''), 20_011)
    expect((await resumed(old, `${on}/`, '--snapshots')).code).toBe(0)
    for (const name of names.slice(0, 2))
      expect(readFileSync(join(on, name))).toStrictEqual(readFileSync(join(old, name)))
    expect((await runCli(['replay', on])).code).toBe(0)
    expect((await runCli(['doctor', on])).stdout).toContain('nothing found')
    const joined = Buffer.concat(segmentsOf(on).map((name) => readFileSync(join(on, name))))
    expect(storyOf(linesOf(joined)).length).toBe(storyOf(lines).length)
    const flat = await resumed(old, join(dir, 'flat.jsonl'))
    expect([flat.code, flat.stderr]).toStrictEqual([2, expect.stringContaining('a directory\n')])
  })
})

const segmentsOf = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory).filter((name) => name.endsWith('.jsonl'))

describe('shadowtape run --resume refuses', () => {
  const cutAt = (name: string, line: number): string =>
    written(dir, name, bytes.subarray(0, ends[line]))

  const refused = async (code: number, says: string, ...args: ReadonlyArray<string>) => {
    const to = join(dir, 'refused.jsonl')
    const ran = await runCli(['run', '--journal', to, ...args])
    expect([ran.code, ran.stderr]).toStrictEqual([code, expect.stringContaining(says)])
    expect(existsSync(to)).toBe(false)
  }
  const from = ['--capture', capture, '--resume']

  it('a journal that is whole, corrupt, or none of run', async () => {
    await refused(2, 'it has its close; nothing is left to go on\n', ...from, whole)
    const noise = written(dir, 'followed.jsonl', Buffer.concat([bytes, Buffer.from('x')]))
    await refused(2, 'it has its close', ...from, noise)
    const bad = lines.slice(0, 400).with(200, 'noise\n').join('')
    const corrupt = written(dir, 'corrupt.jsonl', bad)
    await refused(1, 'line 201', ...from, corrupt)
    await refused(1, 'no torn tail but corruption', ...from, corrupt)
    const demo = join(dir, 'demo.jsonl')
    await runCli(['exec-demo', '--shadow', '--mode', 'dryrun', '--journal', demo])
    truncateSync(demo, 5_000)
    await refused(2, 'it is a session of exec-demo, not of run\n', ...from, demo)
    await refused(1, 'no such file', ...from, join(dir, 'nowhere.jsonl'))
  })

  it('a salvage, and what an older catalogue wrote', async () => {
    const salvaged = join(dir, 'salvaged.jsonl')
    const cut = written(dir, 'hole.jsonl', lines.slice(0, 400).toSpliced(200, 1).join(''))
    await runCli(['recover', cut, '--mode', 'salvage', '--out', salvaged])
    await refused(5, 'it was salvaged', ...from, salvaged)
    const old = join(__dirname, '..', '..', '..', 'journals', 'history', '0.1.0')
    const [name = ''] = segmentsOf(old)
    const copy = join(dir, 'old.jsonl')
    copyFileSync(join(old, name), copy)
    truncateSync(copy, 9_000)
    const session = /"session":"([^"]+)"/.exec(readFileSync(copy, 'utf8'))?.[1]
    const says = session === 'run' ? 'an older message catalogue' : `a session of ${session}`
    await refused(session === 'run' ? 5 : 2, says, ...from, copy)
  })

  it('settings, as the header has them, and a place that would be lost', async () => {
    const cut = cutAt('settings.jsonl', 300)
    await refused(2, '--seed does not go with --resume', ...from, cut, '--seed', '1')
    await refused(2, '--config does not go with', ...from, cut, '--config', capture)
    const here = await run('--resume', cut)
    expect([here.code, here.stderr]).toStrictEqual([2, expect.stringContaining('needs --journal')])
    const same = await run('--resume', cut, '--journal', cut, '--force')
    expect([same.code, same.stderr]).toStrictEqual([2, expect.stringContaining('would be lost')])
    const segments = join(dir, 'segments')
    mkdirSync(segments)
    const segment = join(segments, '000001.jsonl')
    copyFileSync(cut, segment)
    const into = await run('--resume', segment, '--journal', `${segments}/`, '--force')
    expect([into.code, into.stderr]).toStrictEqual([2, expect.stringContaining('would be lost')])
    expect(readFileSync(segment)).toStrictEqual(readFileSync(cut))
  })

  it('other market data than it was recorded from, and says where', async () => {
    const cut = cutAt('other.jsonl', 700)
    const elsewhere = join(dir, 'elsewhere')
    mkdirSync(elsewhere)
    const other = join(elsewhere, 'made.capture.gz')
    const market = { ...generatedPlan, seed: 7, calmUs: 1_500_000, toxicUs: 4_000_000 }
    await writeGeneratedCapture(market, other, 'replace')()
    await refused(1, 'was recorded, not', '--capture', other, '--resume', cut)
    await writeGeneratedCapture(
      { ...generatedPlan, calmUs: 300_000, toxicUs: 0 },
      other,
      'replace',
    )()
    await refused(1, 'but the captures end before it', '--capture', other, '--resume', cut)
    const renamed = join(elsewhere, 'renamed.capture.gz')
    copyFileSync(capture, renamed)
    const says = 'the session was recorded from made.capture.gz, not renamed.capture.gz\n'
    await refused(2, says, '--capture', renamed, '--resume', cut)
  })

  it('a session that decides otherwise now, and writes no line of its own', async () => {
    const cut = bytes.subarray(0, ends[700])
    const changed = resealed(cut, (fields) =>
      fields['type'] === 'OrderPlaced' && Number(fields['seq']) > 60
        ? { ...fields, price: '1.00' }
        : fields,
    )
    const to = join(dir, 'diverged.jsonl')
    const ran = await resumed(written(dir, 'changed.jsonl', changed), to)
    expect([ran.code, ran.stderr]).toStrictEqual([
      4,
      expect.stringMatching(/does not come out the same .* shadowtape replay .* says what differs/),
    ])
    const kept = readFileSync(to)
    expect(changed.subarray(0, kept.length).equals(kept)).toBe(true)
  })

  it('to go on where the journal cannot be written', async () => {
    const cut = cutAt('taken.jsonl', 300)
    const to = join(dir, 'taken-on.jsonl')
    appendFileSync(to, 'mine\n')
    const ran = await run('--resume', cut, '--journal', to)
    expect([ran.code, ran.stderr]).toStrictEqual([1, expect.stringContaining('--force replaces')])
    expect(readFileSync(to, 'utf8')).toBe('mine\n')
  })
})
