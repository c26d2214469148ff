import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

import { runCli } from './run-cli'
import { archiveDay, daySteps } from './support/archive-day'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const day = archiveDay()
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder(), name), content)
  return name
}
const journalOf = (name: string): Buffer => readFileSync(join(folder(), name))
const cli = (...args: ReadonlyArray<string>) => runCli(args, { cwd: folder() })
const run = (files: ReadonlyArray<string>, ...more: ReadonlyArray<string>) =>
  cli('run', '--capture', ...files, ...more)

describe('shadowtape run over archives', () => {
  it('takes a book and trades of Tardis, and the journal replays byte for byte', () => {
    const files = [write('trades.csv.gz', day.tradesCsv), write('book.csv.gz', day.bookCsv)]
    const ran = run(files, '--journal', 'j.jsonl', '--json')
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(ran.stdout)).toMatchObject({
      capture: {
        messages: { 'tardis trades': daySteps, 'tardis incremental_book_L2': daySteps },
        problems: {},
      },
    })
    expect(journalOf('j.jsonl').includes('"type":"OrderFilled"')).toBe(true)
    expect(cli('replay', 'j.jsonl', '--out', 'r.jsonl').code).toBe(0)
    expect(journalOf('r.jsonl').equals(journalOf('j.jsonl'))).toBe(true)
    expect(run(files, '--journal', 'again.jsonl').code).toBe(0)
    expect(journalOf('again.jsonl').equals(journalOf('j.jsonl'))).toBe(true)
    write('plain', gunzipSync(day.tradesCsv))
    // the header names the files: only what they are called may differ
    expect(run(['plain', 'book.csv.gz'], '--journal', 'p.jsonl').code).toBe(0)
    expect(inputsOf('p.jsonl')).toStrictEqual(inputsOf('j.jsonl'))
  })

  it("takes Bybit's order books with Bybit's trades, which may run backwards", () => {
    const book = write('2024-08-08_BTCUSDT_ob500.data.zip', day.bookZip)
    const files = [book, write('BTCUSDT2024-08-08.csv.gz', day.bybitTrades)]
    expect(run(files, '--journal', 'j.jsonl')).toMatchObject({ code: 0, stderr: '' })
    expect(cli('replay', 'j.jsonl').code).toBe(0)
    const reversed = [book, write('reversed.csv', day.bybitTradesReversed)]
    const ran = run(reversed, '--journal', 'r.jsonl')
    expect(ran.code).toBe(0)
    expect(ran.stderr).toContain('reversed.csv: its rows run backwards')
    expect(inputsOf('r.jsonl')).toStrictEqual(inputsOf('j.jsonl'))
  })

  it('begins again where the data turn out finer, or of spot', () => {
    const rows = ['1,1723075200000,60000.1,0.25,buy', '2,1723075200500,60000.123,1e-05,sell']
    const trades = write(
      'BTCUSDT_2024-08-08.csv',
      `id,timestamp,price,volume,side\n${rows.join('\n')}\n`,
    )
    const book = write('BTCUSDT_ob500.data.zip', day.bookZip)
    const ran = run([book, trades], '--journal', 'j.jsonl')
    expect(ran.code).toBe(0)
    const listing = journalOf('j.jsonl')
      .toString()
      .split('\n')
      .find((line) => line.includes('"InstrumentListed"'))
    expect(listing).toMatch(/"category":"spot"/)
    expect(listing).toMatch(/"tickSize":"0.001","lotSize":"0.00001"/)
    expect(cli('replay', 'j.jsonl').code).toBe(0)
  })

  it('leaves a bad row out, names it and ends with 3; --strict stops at it with 1', () => {
    const rows = gunzipSync(day.tradesCsv).toString().split('\n')
    rows[4] = (rows[4] ?? '').replace(',buy,', ',both,').replace(',sell,', ',both,')
    const files = [write('t.csv.gz', gzipSync(rows.join('\n'))), write('b.csv.gz', day.bookCsv)]
    const says = 't.csv.gz:5: bad value: side "both" is neither buy nor sell'
    const lenient = run(files)
    expect(lenient.code).toBe(3)
    expect(lenient.stderr).toContain(says)
    const strict = run(files, '--strict', '--journal', 's.jsonl')
    expect(strict.code).toBe(1)
    expect(strict.stderr).toContain(says)
  })

  it('refuses a table that it does not know, and writes nothing', () => {
    const ran = run([write('k.csv', 'open,high,low,close\n1,2,3,4\n')], '--journal', 'k.jsonl')
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('k.csv:1: it names the columns of no table that is known')
    expect(existsSync(join(folder(), 'k.jsonl'))).toBe(false)
  })

  it('goes on with a session that was cut short', () => {
    const files = [write('trades.csv.gz', day.tradesCsv), write('book.csv.gz', day.bookCsv)]
    expect(run(files, '--journal', 'j.jsonl').code).toBe(0)
    const lines = journalOf('j.jsonl').toString().split('\n')
    write('cut.jsonl', `${lines.slice(0, lines.length >> 1).join('\n')}\n`)
    const ran = run(files, '--resume', 'cut.jsonl', '--journal', 'whole.jsonl')
    expect(ran.code).toBe(0)
    expect(cli('replay', 'whole.jsonl').code).toBe(0)
  })
})

/** The market data of a journal, without what a line's place in it says. */
function inputsOf(name: string): ReadonlyArray<string> {
  const market = /"type":"(?:InstrumentListed|BookUpdated|TradePrinted|QuoteObserved)"/
  return journalOf(name)
    .toString()
    .split('\n')
    .filter((line) => market.test(line))
    .map((line) => line.slice(line.indexOf('"at"')).replace(/,"crc":.*/, ''))
}
