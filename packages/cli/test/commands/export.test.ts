import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, linesOf, smallFlags, written } from '../support/demo-journal'
import { csvRecords, mcapFile, parquetFile } from '../support/export-readers'
import { changing, resealed } from '../support/resealed'
import { runChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
let journal: DemoJournal
let small: DemoJournal

beforeAll(async () => {
  journal = await demoJournal(dir, 'filling.jsonl', fillingFlags)
  small = await demoJournal(dir, 'small.jsonl', smallFlags)
})

const formats = ['csv', 'parquet', 'mcap'] as const
const place = (name: string): string => join(dir, name)

/** Every file under a path, with its digest. */
const digests = (path: string): Record<string, string> => {
  const names = path.endsWith('.mcap') ? [''] : readdirSync(path)
  return Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(join(path, name))
      return [name, createHash('sha256').update(bytes).digest('hex')]
    }),
  )
}

const outOf = (name: string, format: string): string =>
  place(format === 'mcap' ? `${name}.mcap` : `${name}-${format}`)

describe('export', () => {
  it.each(formats)('to %s gives the same bytes twice, wherever it runs', async (format) => {
    const [one, two] = [outOf('one', format), outOf('two', format)]
    const first = await runCli(['export', journal.path, '--to', format, '--out', one])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const env = { TZ: process.env['TZ'], LANG: process.env['LANG'] }
    Object.assign(process.env, { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8' })
    try {
      const second = await runChild(['export', journal.path, '--to', format, '--out', two], dir)
      expect(second).toMatchObject({ code: 0, stderr: '' })
    } finally {
      for (const [name, value] of Object.entries(env))
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
    }
    expect(digests(two)).toStrictEqual(digests(one))
  })

  it('says what it wrote, for people and for programs', async () => {
    const fills = linesOf(journal.bytes).filter((line) => line.includes('"OrderFilled"')).length
    const flags = ['--to', 'csv', '--types', 'OrderFilled', '--out']
    const said = await runCli(['export', journal.path, ...flags, place('said.csv')])
    expect(said.stdout).toMatch(
      new RegExp(`said\\.csv: .* kB, from ${String(linesOf(journal.bytes).length)} lines\n`),
    )
    expect(said.stdout).toContain(`OrderFilled  ${String(fills)} rows\n`)
    const json = await runCli(['export', journal.path, ...flags, place('json.csv'), '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ verdict: 'exported', to: 'csv', lines: linesOf(journal.bytes).length },
      files: [{ type: 'OrderFilled', rows: fills, path: place('json.csv') }],
    })
  })

  it.each(formats)('to %s refuses a place that is taken, unless --force', async (format) => {
    const out = outOf('taken', format)
    const args = ['export', small.path, '--to', format, '--out', out]
    if (format === 'mcap') writeFileSync(out, 'precious')
    else {
      mkdirSync(out)
      writeFileSync(join(out, 'mine.txt'), 'precious')
      writeFileSync(join(out, `TickerUpdated.${format}`), 'of an older export')
    }
    const kept = digests(out)
    const refused = await runCli(args)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--force replaces')
    expect(refused.stderr).toContain('Nothing was exported')
    expect(digests(out)).toStrictEqual(kept)
    expect(await runCli([...args, '--force'])).toMatchObject({ code: 0, stderr: '' })
    if (format === 'mcap') return
    expect(readFileSync(join(out, 'mine.txt'), 'utf8')).toBe('precious')
    expect(readdirSync(out)).toContain(`SessionOpened.${format}`)
    expect(readdirSync(out)).not.toContain(`TickerUpdated.${format}`)
  })

  it('never writes over the journal', async () => {
    const folder = place('around')
    mkdirSync(folder)
    const inside = join(folder, 'Sealed.csv')
    linkSync(small.path, inside)
    const cases = [
      ['--to', 'mcap', '--out', small.path],
      ['--to', 'csv', '--types', 'Sealed', '--out', inside],
      ['--to', 'csv', '--out', folder],
    ]
    for (const flags of cases) {
      const ran = await runCli(['export', small.path, '--force', ...flags])
      expect({ code: ran.code, stdout: ran.stdout }).toStrictEqual({ code: 2, stdout: '' })
      expect(ran.stderr).toContain('it would be lost')
    }
    expect(readFileSync(small.path).equals(small.bytes)).toBe(true)
  })

  it.each([
    [['--to', 'csv', '--out', 'all.csv'], 'would be a folder of files'],
    [['--to', 'mcap', '--out', '.'], 'is a folder; MCAP is a file'],
    [['--to', 'xlsx', '--out', 'a'], 'Allowed choices are csv, parquet, mcap'],
    [['--to', 'csv', '--out', 'a', '--types', 'Fills'], 'There is no message "Fills"'],
    [['--to', 'csv'], "required option '--out <path>' not specified"],
  ])('says of %j how it is meant', async (flags, says) => {
    const ran = await runCli(['export', small.path, ...flags])
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(says)
  })

  it.each([
    ['nothing', '', 1, 'is not a journal: it is empty'],
    ['another file', 'hello\n', 1, 'is not a journal'],
    ['no whole line', '{"seq":1,', 1, 'the file was cut short in this line'],
  ])('writes nothing for %s', async (name, bytes, code, says) => {
    const path = written(dir, 'foreign.jsonl', bytes)
    const ran = await runCli(['export', path, '--to', 'csv', '--out', place(`of ${name}`)])
    expect(ran).toMatchObject({ code, stdout: '' })
    expect(ran.stderr).toContain(says)
    expect(existsSync(place(`of ${name}`))).toBe(false)
  })
})

describe('export of a journal that is not whole', () => {
  /** Exports in all three formats; says how far each came. */
  const exported = async (name: string, bytes: Buffer) => {
    const path = written(dir, `${name}.jsonl`, bytes)
    const runs = []
    for (const format of formats) {
      const out = outOf(name, format)
      runs.push(await runCli(['export', path, '--to', format, '--out', out]))
    }
    const seqs = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>) =>
      rows.map(({ seq }) => Number(seq))
    const folder = outOf(name, 'csv')
    const csv = readdirSync(folder).flatMap((file) => seqs(csvRecords(join(folder, file))))
    const parquet = []
    for (const file of readdirSync(outOf(name, 'parquet')))
      parquet.push(await parquetFile(join(outOf(name, 'parquet'), file)))
    const mcap = await mcapFile(outOf(name, 'mcap'))
    const events = mcap.messages.filter(({ topic }) => topic.startsWith('/events/'))
    const ends = [
      Math.max(...csv),
      Math.max(...parquet.flatMap(({ rows }) => seqs(rows))),
      Math.max(...events.map(({ sequence }) => sequence)),
    ]
    const verdicts = [
      parquet[0]?.label['shadowtape.verdict'],
      mcap.labels[0]?.['shadowtape.verdict'],
    ]
    return { runs, ends, verdicts, lines: [csv.length, events.length] }
  }

  it('has every line before a damaged one, and no other', async () => {
    const lines = linesOf(journal.bytes)
    const damaged = lines.map((line, i) => (i === 29 ? line.replace('"seq":30', '"seq":31') : line))
    const {
      runs,
      ends,
      verdicts,
      lines: counts,
    } = await exported('damaged', Buffer.from(damaged.join('')))
    for (const ran of runs) {
      expect(ran.code).toBe(1)
      expect(ran.stderr).toContain('damaged.jsonl, line 30')
      expect(ran.stderr).toContain('holds what is sound: 29 lines')
    }
    expect(ends).toStrictEqual([29, 29, 29])
    expect(counts).toStrictEqual([29, 29])
    expect(verdicts).toStrictEqual(['damaged', 'damaged'])
  })

  it('has every whole line of one that was cut short', async () => {
    const lines = linesOf(journal.bytes)
    const bytes = Buffer.from(lines.slice(0, 40).join('') + (lines[40] ?? '').slice(0, 20))
    const { runs, ends, verdicts } = await exported('cut', bytes)
    for (const ran of runs) {
      expect(ran.code).toBe(1)
      expect(ran.stderr).toContain('the file was cut short in this line')
    }
    expect(ends).toStrictEqual([40, 40, 40])
    expect(verdicts).toStrictEqual(['cut short', 'cut short'])
  })

  it('stops at a line that was sealed wrong at birth', async () => {
    const seq = linesOf(journal.bytes).findIndex((line) => line.includes('"OrderFilled"')) + 1
    const { runs, ends } = await exported(
      'wrong',
      resealed(journal.bytes, changing(seq, 'price', 'cheap')),
    )
    for (const ran of runs) {
      expect(ran.code).toBe(1)
      expect(ran.stderr).toContain(`line ${String(seq)}, field price`)
    }
    expect(ends).toStrictEqual([seq - 1, seq - 1, seq - 1])
  })

  it('plots nothing behind a line that contradicts those before it', async () => {
    const seq = linesOf(journal.bytes).findIndex((line) => line.includes('"OrderAccepted"')) + 1
    const bytes = resealed(journal.bytes, changing(seq, 'orderId', 'o-999'))
    const path = written(dir, 'contradicts.jsonl', bytes)
    const out = place('contradicts.mcap')
    const ran = await runCli(['export', path, '--to', 'mcap', '--out', out])
    expect(ran.code).toBe(4)
    expect(ran.stderr).toContain(`contradicts itself at seq ${String(seq)}`)
    const { messages } = await mcapFile(out)
    expect(Math.max(...messages.map(({ sequence }) => sequence))).toBe(seq - 1)
  })

  it('to MCAP is refused for another engine, whose lines may fold to another state', async () => {
    const bytes = resealed(small.bytes, changing(1, 'engineVersion', '9.9.9'))
    const path = written(dir, 'newer.jsonl', bytes)
    const out = place('newer.mcap')
    const ran = await runCli(['export', path, '--to', 'mcap', '--out', out])
    expect(ran).toMatchObject({ code: 5, stdout: '' })
    expect(existsSync(out)).toBe(false)
    const csv = await runCli(['export', path, '--to', 'csv', '--out', place('newer')])
    expect(csv.code).toBe(0)
  })
})
