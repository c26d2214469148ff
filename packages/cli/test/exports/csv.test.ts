import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, smallFlags, written } from '../support/demo-journal'
import { csvRecords, csvRows, journalValues } from '../support/export-readers'
import type { Values } from '../support/export-readers'
import { resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const goldens = resolve(__dirname, '../../../../journals')
const names = readdirSync(goldens).filter((name) => /^(?!demo).*\.jsonl$/.test(name))

let small: DemoJournal

beforeAll(async () => {
  small = await demoJournal(dir, 'small.jsonl', smallFlags)
})

const exported = async (journal: string, out: string, ...flags: ReadonlyArray<string>) => {
  const ran = await runCli(['export', journal, '--to', 'csv', '--out', out, ...flags])
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  return out
}

/** A line's values as CSV has them. */
const asText = (value: unknown): string | null => {
  if (value === null) return null
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}

const withoutFrame = ({ type: _type, crc: _crc, ...fields }: Values): Values => fields

const withoutUtc = ({ atUtc: _atUtc, ...fields }: Record<string, string | null>) => fields

describe('export --to csv', () => {
  it.each(names)('has every line of %s, each decimal as it is written', async (name) => {
    const journal = join(goldens, name)
    const out = await exported(journal, join(dir, name))
    const lines = journalValues(readFileSync(journal))
    const types = [...new Set(lines.map(({ type }) => String(type)))].sort()
    expect(readdirSync(out).sort()).toStrictEqual(types.map((type) => `${type}.csv`))
    for (const type of types) {
      const expected = lines.filter((line) => line['type'] === type).map(withoutFrame)
      const found = csvRecords(join(out, `${type}.csv`)).map(withoutUtc)
      expect(found).toStrictEqual(
        expected.map((line) =>
          Object.fromEntries(Object.entries(line).map(([key, value]) => [key, asText(value)])),
        ),
      )
    }
  })

  it('says the time for people as well, in UTC, to the microsecond', async () => {
    const journal = join(goldens, 'market-maker-freeze.jsonl')
    const out = await exported(journal, join(dir, 'q.csv'), '--types', 'QuoteObserved')
    for (const { at, atUtc } of csvRecords(out)) {
      expect(atUtc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
      const micros = BigInt(Date.parse(`${atUtc?.slice(0, 19) ?? ''}Z`)) * 1_000n
      expect(micros + BigInt(atUtc?.slice(20, 26) ?? '')).toBe(BigInt(at ?? ''))
    }
  })

  it('has a head and no row for a type that was asked for and never said', async () => {
    const out = join(dir, 'none')
    await exported(
      join(goldens, 'exec-demo-normal-shadow.jsonl'),
      out,
      '--types',
      'TickerUpdated,Sealed',
    )
    expect(readdirSync(out).sort()).toStrictEqual(['Sealed.csv', 'TickerUpdated.csv'])
    expect(readFileSync(join(out, 'TickerUpdated.csv'), 'utf8')).toBe(
      'seq,at,atUtc,cause,symbol,last,mark,index,fundingRate,nextFundingAt,venueAt\n',
    )
  })

  it('has only the lines that name a symbol, if one is asked for', async () => {
    const { path: journal, bytes } = await demoJournal(dir, 'two.jsonl', fillingFlags)
    const lines = journalValues(bytes)
    const symbol = 'ETHUSDT'
    const out = await exported(journal, join(dir, 'eth'), '--symbol', symbol)
    const ofSymbol = lines.filter((line) => line['symbol'] === symbol)
    expect(ofSymbol.length).toBeGreaterThan(0)
    const rows = readdirSync(out).flatMap((file) => csvRecords(join(out, file)))
    expect(rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b)).toStrictEqual(
      ofSymbol.map(({ seq }) => seq),
    )
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\uff1d1', "'\uff1d1"],
    ["'=1", "''=1"],
    ['a,"b"\nc\rd', 'a,"b"\nc\rd'],
    [' \u{1f600} é', ' \u{1f600} é'],
    ['', ''],
  ])('writes the text %j as %j, which no spreadsheet runs', async (text, cell) => {
    const changed = resealed(small.bytes, (fields) =>
      String(fields['type']).startsWith('SessionOpened') ? { ...fields, source: text } : fields,
    )
    const journal = written(dir, 'changed.jsonl', changed)
    const out = join(dir, 'source.csv')
    await exported(journal, out, '--types', 'SessionOpened', '--force')
    expect(csvRecords(out)[0]?.['source']).toBe(cell)
  })

  it('leaves numbers below zero as they are', async () => {
    const out = join(dir, 'edge.csv')
    const changed = resealed(small.bytes, (fields) =>
      fields['type'] === 'EdgeUpdated' ? { ...fields, edgeBps: '-0.500000' } : fields,
    )
    const journal = written(dir, 'below.jsonl', changed)
    await exported(journal, out, '--types', 'EdgeUpdated')
    expect(csvRecords(out)[0]?.['edgeBps']).toBe('-0.500000')
  })
})

describe('the reader of CSV in these tests', () => {
  it('tells an empty text from none, and knows quotes and line ends inside of them', () => {
    expect(csvRows('a,"b""c",\n"","x\ny",z\n')).toStrictEqual([
      ['a', 'b"c', null],
      ['', 'x\ny', 'z'],
    ])
  })
})
