import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'

import fc from 'fast-check'

import { failureOf, hear, marketOf, newFolder, summaryOf } from '../captures/capture-builder'
import { aTable, columns } from './archive-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const row = (second: number, id: string | number): string =>
  `${1_585_180_700 + second}.5,BTCUSDT,Buy,1,6700,PlusTick,${id},1,1,1`
const temporary = (): ReadonlyArray<string> =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('shadowtape-rows-'))

describe('an archive whose rows run backwards', () => {
  it('is turned around, rows of one time too, with a warning and no file left behind', async () => {
    const before = temporary()
    const rows = [row(3, 'd'), row(2, 'c'), row(2, 'b'), row(1, 'a')]
    const path = folder.write('t.csv.gz', gzipSync(aTable(columns.trading, rows)))
    const heard = await hear([path])
    expect(heard.problems).toStrictEqual([])
    expect(summaryOf(heard).lines).toBe(5)
    expect(marketOf(heard)).toMatchObject(['a', 'b', 'c', 'd'].map((tradeId) => ({ tradeId })))
    expect(heard.warnings).toStrictEqual([
      `${path}: its rows run backwards; they are turned around in a temporary file first`,
    ])
    expect(temporary()).toStrictEqual(before)
  })

  it('is the same as the one that runs forwards, whatever its size and its line ends', async () => {
    const line = fc.record({
      wait: fc.integer({ min: 0, max: 2 }),
      id: fc.string({ unit: fc.constantFrom('a', 'b', '7'), minLength: 1, maxLength: 60 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 2, maxLength: 60 }),
        fc.constantFrom(1, 200),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, times, lineEnd, isEnded) => {
          let second = 0
          const rows = Array.from({ length: times }, () => lines)
            .flat()
            .map(({ wait, id }) => row((second += wait), id))
          if (new Set(rows.map((text) => text.split(',')[0])).size === 1) return
          const backwards = aTable(columns.trading, [...rows].reverse(), lineEnd)
          const text = isEnded ? backwards : backwards.slice(0, -lineEnd.length)
          const turned = await hear([folder.write('b.csv', `\n${text}`)])
          const straight = await hear([folder.write('f.csv', aTable(columns.trading, rows))])
          expect(turned.problems).toStrictEqual([])
          expect(turned.inputs).toStrictEqual(straight.inputs)
          expect(turned.times).toStrictEqual(straight.times)
        },
      ),
      { seed: 5, numRuns: 40 },
    )
  })

  it('is far larger than what is read at once', async () => {
    const count = 30_000
    const rows = Array.from({ length: count }, (_, i) =>
      row(count - i, `trade-number-${count - i}`),
    )
    const heard = await hear([
      folder.write('large.csv.gz', gzipSync(aTable(columns.trading, rows))),
    ])
    expect(summaryOf(heard).problems.size).toBe(0)
    expect(heard.inputs).toHaveLength(count + 1)
    expect(heard.times[1]).toBeLessThan(heard.times[count] as number)
  })

  it('names a bad row by its line in the file', async () => {
    const rows = [row(3, 'd'), 'nonsense', row(2, 'b'), row(9, 'late'), row(1, 'a')]
    const text = `\n${aTable(columns.trading, rows.slice(0, 2))}\n${aTable(rows[2] ?? '', rows.slice(3))}`
    const heard = await hear([folder.write('t.csv', text)])
    // what was written before the row that is too late, and is earlier than it
    expect(heard.problems).toMatchObject([
      { kind: 'time runs back', field: 'timestamp', line: 6 },
      { kind: 'bad shape', field: 'row', line: 4 },
      { kind: 'time runs back', field: 'timestamp', line: 3 },
    ])
    expect(marketOf(heard)).toMatchObject([{ tradeId: 'a' }, { tradeId: 'late' }])
  })

  it('is cut short: nothing of it is read, as its first rows are missing', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => row(20_000 - i, i))
    const packed = gzipSync(aTable(columns.trading, rows))
    const heard = await hear([folder.write('cut.gz', packed.subarray(0, -50))])
    expect(failureOf(heard)).toMatchObject({ type: 'Truncated', line: 0 })
    expect(heard.inputs).toStrictEqual([])
  })
})

describe('an archive in which some rows are earlier than those before', () => {
  it('runs forwards, and has bad rows', async () => {
    const rows = [row(1, 'a'), row(3, 'c'), row(2, 'b')]
    const heard = await hear([folder.write('t.csv', aTable(columns.trading, rows))])
    expect(heard.warnings).toStrictEqual([])
    expect(heard.problems).toMatchObject([{ kind: 'time runs back', line: 4 }])
  })
})
