import { copyFileSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Finding } from '../../src/doctor/finding'
import { findingKinds } from '../../src/doctor/finding'
import { demoJournal, fillingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed, withCrc } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const flags = [...fillingFlags, '--snapshot-lines', '40', '--snapshots']
let bytes: Buffer
let lines: ReadonlyArray<string>
let path: string

beforeAll(async () => {
  const made = await demoJournal(dir, 'sound.jsonl', flags)
  ;({ bytes, path } = made)
  lines = linesOf(bytes)
})

type Examined = { readonly verdict: string; readonly findings: ReadonlyArray<Finding> }

const examined = async (file: string) => {
  const ran = await runCli(['doctor', file, '--json'])
  return { code: ran.code, ...(JSON.parse(ran.stdout) as Examined) }
}

const found = async (name: string, damaged: string | Uint8Array) => {
  const { code, findings } = await examined(written(dir, name, damaged))
  return { code, found: findings.map(({ id, line, field }) => [id, line, field]) }
}

const sealsAt = (): ReadonlyArray<number> =>
  lines.flatMap((line, i) => (line.includes('"type":"Sealed@2"') ? [i] : []))

const firstQuote = (): number => lines.findIndex((line) => line.includes('"QuoteObserved"'))

const replaced = (i: number, change: (line: string) => string): string =>
  lines.toSpliced(i, 1, change(lines[i] ?? '')).join('')

/** One journal per kind of finding: how it is made, and exactly what is found in it. */
const defects: Readonly<Record<string, readonly [() => string | Uint8Array, unknown]>> = {
  'not-a-journal': [() => 'hello\n', [['not-a-journal', null, null]]],
  'other-version': [
    () => replaced(0, (line) => withCrc(line.replace('"formatVersion":1', '"formatVersion":999'))),
    [['other-version', null, null]],
  ],
  'header-damaged': [
    () => replaced(0, (line) => line.replace('"seed":42', '"seed":43')),
    [['header-damaged', 1, 'crc']],
  ],
  'header-config': [
    () => resealed(bytes, changing(1, 'seed', 43)),
    [['header-config', 1, 'configDigest']],
  ],
  'line-torn': [
    () => bytes.subarray(0, bytes.length - 30),
    [
      ['line-torn', 0, null],
      ['close-missing', null, null],
    ],
  ],
  'line-damaged': [
    () => replaced(30, (line) => line.replace('"at":1', '"at":2')),
    [['line-damaged', 31, 'crc']],
  ],
  'line-form': [
    () => resealed(bytes, changing(firstQuote() + 1, 'bid', '1.5')),
    [['line-form', 0, null]],
  ],
  'listing-missing': [
    () =>
      resealed(bytes, (fields) => (fields['seq'] === 2 ? { ...fields, symbol: 'XUSDT' } : fields)),
    [['listing-missing', 4, 'symbol']],
  ],
  'seq-gap': [() => lines.toSpliced(20, 2).join(''), [['seq-gap', 21, 'seq']]],
  'seq-back': [
    () => lines.toSpliced(20, 0, lines[18] ?? '').join(''),
    [
      ['seq-back', 21, 'seq'],
      ['seq-gap', 22, 'seq'],
    ],
  ],
  'time-back': [
    () => resealed(bytes, (fields) => (fields['seq'] === 60 ? { ...fields, at: 1_000 } : fields)),
    [['time-back', 60, 'at']],
  ],
  'cause-ahead': [
    () => resealed(bytes, (fields) => (fields['seq'] === 9 ? { ...fields, cause: 9 } : fields)),
    [['cause-ahead', 9, 'cause']],
  ],
  'cause-wrong': [
    () =>
      resealed(bytes, (fields) =>
        fields['type'] === 'OrderAccepted' && fields['orderId'] === 'o-1'
          ? { ...fields, cause: null }
          : fields,
      ),
    [['cause-wrong', 0, 'cause']],
  ],
  'resumed-lines': [
    () =>
      resealed(bytes, ({ seq, at, ...said }) =>
        seq === firstQuote() + 1
          ? { seq, at, cause: null, type: 'SessionResumed', keptLines: 999, cutBytes: 0 }
          : { seq, at, ...said },
      ),
    [['resumed-lines', 0, 'keptLines']],
  ],
  'seal-lines': [
    () => replaced(sealsAt()[1] ?? 0, (line) => withCrc(line.replace(/"lines":\d+/, '"lines":7'))),
    [['seal-lines', 0, 'lines']],
  ],
  'seal-digest': [
    () => replaced(firstQuote(), (line) => withCrc(line.replace(/"bid":"4/, '"bid":"3'))),
    [['seal-digest', 0, 'digest']],
  ],
  'close-missing': [() => lines.slice(0, -1).join(''), [['close-missing', null, null]]],
  'close-lines': [
    () => replaced(lines.length - 1, (line) => withCrc(line.replace(/"lines":\d+/, '"lines":7'))),
    [['close-lines', null, 'lines']],
  ],
  'close-totals': [
    () => replaced(lines.length - 1, (line) => withCrc(line.replace(/"fills":\d+/, '"fills":999'))),
    [['close-totals', null, 'fills']],
  ],
  'after-close': [() => Buffer.concat([bytes, Buffer.from('more')]), [['after-close', 0, null]]],
}

describe('shadowtape doctor', () => {
  it('finds nothing in a healthy journal and its snapshots', async () => {
    expect(await examined(path)).toMatchObject({ code: 0, verdict: 'healthy', findings: [] })
    const ran = await runCli(['doctor', path])
    expect(ran.stderr).toBe('')
    expect(ran.stdout).toMatch(/: nothing found in \d+ lines and \d+ snapshots\.\n$/)
  })

  it('finds nothing in a journal of an older version', async () => {
    const history = join(__dirname, '../../../../journals/history/0.1.0')
    for (const name of readdirSync(history).filter((file) => file.endsWith('.jsonl')))
      expect(await examined(join(history, name))).toMatchObject({ verdict: 'healthy' })
  })

  it.each(Object.keys(defects))('names %s, and nothing else', async (kind) => {
    const [make, expected] = defects[kind] ?? [() => '', []]
    const result = await found(`${kind}.jsonl`, make())
    const exact = (expected as ReadonlyArray<readonly [string, number | null, unknown]>).map(
      ([id, line, field], i) => [id, line === 0 ? result.found[i]?.[1] : line, field],
    )
    expect(result).toStrictEqual({ code: 1, found: exact })
    // a 0 stands for a line that depends on the recording, but is one
    for (const [i, [, line]] of exact.entries())
      if ((expected as ReadonlyArray<ReadonlyArray<unknown>>)[i]?.[1] === 0)
        expect(line).toBeGreaterThan(0)
  })

  it('goes on behind the first defect, and finds the others', async () => {
    const hurt = lines
      .map((line, i) => (i === 10 || i === 70 ? line.replace('"at":1', '"at":2') : line))
      .toSpliced(100, 1)
    const result = await found('several.jsonl', hurt.join(''))
    expect(result.found).toStrictEqual([
      ['line-damaged', 11, 'crc'],
      ['line-damaged', 71, 'crc'],
      ['seq-gap', 101, 'seq'],
    ])
  })

  it('says where a salvage lost lines', async () => {
    const damaged = written(dir, 'for-salvage.jsonl', lines.toSpliced(20, 1).join(''))
    const out = join(dir, 'a-salvage.jsonl')
    await runCli(['recover', damaged, '--mode', 'salvage', '--out', out])
    const { findings } = await examined(out)
    expect(findings.map(({ id, line }) => [id, line])).toStrictEqual([['lines-lost', 21]])
  })

  it('holds snapshots to the lines that name them', async () => {
    const journal = join(dir, 'snaps.jsonl')
    copyFileSync(path, journal)
    const made = await demoJournal(dir, 'snaps-made.jsonl', flags)
    renameSync(`${made.path}.snapshots`, `${journal}.snapshots`)
    const kept = readdirSync(`${journal}.snapshots`).map((name) =>
      join(`${journal}.snapshots`, name),
    )
    const [first = '', second = '', third = ''] = kept
    writeFileSync(first, readFileSync(first, 'utf8').replace('"seq":', '"seq":1'))
    writeFileSync(second, 'not JSON')
    renameSync(third, third.replace(/\d{16}-/, '0000000000000009-'))
    writeFileSync(join(`${journal}.snapshots`, 'x.tmp'), '')
    const { code, findings } = await examined(journal)
    expect(code).toBe(1)
    expect(findings.map(({ id }) => id).sort()).toStrictEqual([
      'snapshot-damaged',
      'snapshot-damaged',
      'snapshot-stray',
      'snapshot-unnamed',
    ])
  })

  it('tells people where, what, and what can be done', async () => {
    const damaged = written(dir, 'told.jsonl', lines.toSpliced(20, 2).join(''))
    const ran = await runCli(['doctor', damaged])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain(
      `error   seq-gap          ${damaged}, line 21, field seq: seq is 23, but 21 is next\n`,
    )
    expect(ran.stdout).toContain(findingKinds['seq-gap'][1])
    expect(ran.stdout).toContain('1 finding in ')
  })

  it('lists a few of very many, and counts the rest', async () => {
    const hurt = lines.map((line, i) => (i > 0 ? line.replace('"at":1', '"at":2') : line))
    const ran = await runCli(['doctor', written(dir, 'many.jsonl', hurt.join(''))])
    expect(ran.stdout.match(/line-damaged/g)).toHaveLength(21)
    expect(ran.stdout).toContain(`line-damaged     and ${String(lines.length - 1 - 20)} more`)
  })

  it('says what it cannot read', async () => {
    const ran = await runCli(['doctor', join(dir, 'none.jsonl')])
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toContain('no such file or directory')
  })
})
