import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import type { Instrument } from '@shadowtape/core'
import { commonInstruments } from '@shadowtape/adapters'

import type { Heard } from '../captures/capture-builder'
import { hear, newFolder } from '../captures/capture-builder'
import { aTable, columns } from './archive-builder'
import type { Placed } from './made-market'
import { bareLines, madeMarket, receivedLines, written } from './made-market'

const folder = newFolder()
afterAll(() => folder.remove())

const linear = commonInstruments.get('BTCUSDT') as Instrument
const spot: Instrument = { ...linear, category: 'spot' }
const listed = { instruments: new Map([['BTCUSDT', linear]]) }
const listedSpot = { instruments: new Map([['BTCUSDT', spot]]) }

/** What came of a read, but what archives of books do not carry. */
const carried = ({ inputs, times, problems }: Heard) => ({
  times,
  problems,
  inputs: inputs.map((input) => {
    if (input.type === 'BookUpdated') return { ...input, depth: 0, crossSeq: 0 }
    return input.type === 'QuoteObserved' ? { ...input, crossSeq: null } : input
  }),
})

/** Each form: its first line, its rows, and the same as messages in a capture. */
const forms = [
  {
    name: "Bybit's trades",
    file: 'trades.csv',
    header: columns.trading,
    rows: (placed: Placed) => [written.tradingRow(placed)],
    capture: (market: ReadonlyArray<Placed>) => bareLines(market, written.trade),
    options: listed,
  },
  {
    name: "Bybit's spot trades",
    file: 'BTCUSDT_2024-08-08.csv',
    header: columns.spot,
    rows: (placed: Placed) => [written.spotRow(placed)],
    capture: (market: ReadonlyArray<Placed>) => bareLines(market, written.trade),
    options: listedSpot,
  },
  {
    name: 'trades of Tardis',
    file: 'trades.csv',
    header: columns.trades,
    rows: (placed: Placed) => [written.tardisTradeRow(placed)],
    capture: (market: ReadonlyArray<Placed>) => receivedLines(market, written.trade),
    options: listed,
  },
  {
    name: 'incremental_book_L2',
    file: 'book.csv',
    header: columns.levels,
    rows: written.levelRows,
    capture: (market: ReadonlyArray<Placed>) => receivedLines(market, written.book),
    options: listed,
  },
  {
    name: 'book_snapshot',
    file: 'book.csv',
    header: columns.snapshots(4),
    rows: (placed: Placed) => [written.snapshotRow(placed)],
    capture: (market: ReadonlyArray<Placed>) => receivedLines(market, written.snapshot),
    options: listed,
  },
  {
    name: 'quotes',
    file: 'quotes.csv',
    header: columns.quotes,
    rows: (placed: Placed) => [written.quoteRow(placed)],
    capture: (market: ReadonlyArray<Placed>) => receivedLines(market, written.touch),
    options: listed,
  },
]

const tableOf = (form: (typeof forms)[number], market: ReadonlyArray<Placed>): string =>
  aTable(form.header, market.flatMap(form.rows))

describe.each(forms)('$name', (form) => {
  it('comes to the same inputs as the market written as a capture', async () => {
    await fc.assert(
      fc.asyncProperty(madeMarket, async (market) => {
        const archive = await hear([folder.write(form.file, tableOf(form, market))], form.options)
        const capture = await hear([folder.write('c', form.capture(market))], form.options)
        expect(carried(archive)).toStrictEqual(carried(capture))
        expect(archive.inputs).toHaveLength(market.length + 1)
      }),
      { seed: 21, numRuns: 60 },
    )
  })

  it('comes to the same in two files, cut between any two messages', async () => {
    const half = fc.double({ min: 0, max: 1, noNaN: true })
    await fc.assert(
      fc.asyncProperty(madeMarket, half, fc.boolean(), async (market, share, isPacked) => {
        fc.pre(market.length > 1)
        const cut = 1 + Math.floor(share * (market.length - 1.5))
        const parts = [market.slice(0, cut), market.slice(cut)].map((part, index) => {
          const text = tableOf(form, part)
          const name = index === 0 ? form.file : form.file.replace('.csv', '-2.csv')
          return folder.write(name, isPacked ? gzipSync(text) : text)
        })
        const whole = await hear(
          [folder.write(`BTCUSDT.${form.file}`, tableOf(form, market))],
          form.options,
        )
        const merged = await hear(parts, form.options)
        expect(merged.inputs).toStrictEqual(whole.inputs)
        expect(merged.times).toStrictEqual(whole.times)
        expect(merged.problems).toStrictEqual([])
      }),
      { seed: 22, numRuns: 60 },
    )
  })
})

describe('several archives and a capture together', () => {
  it('are merged by time, and at one time in the order in which they are named', async () => {
    await fc.assert(
      fc.asyncProperty(madeMarket, madeMarket, madeMarket, async (first, second, third) => {
        const files = [
          folder.write('book.csv', aTable(columns.levels, first.flatMap(written.levelRows))),
          folder.write(
            'trades.csv.gz',
            gzipSync(aTable(columns.trades, second.map(written.tardisTradeRow))),
          ),
          folder.write('touch', receivedLines(third, written.touch)),
        ]
        const heard = await hear(files, listed)
        const lines = [
          ...first.map((placed) => ({ placed, file: 0, message: written.book(placed) })),
          ...second.map((placed) => ({ placed, file: 1, message: written.trade(placed) })),
          ...third.map((placed) => ({ placed, file: 2, message: written.touch(placed) })),
        ].sort((a, b) => a.placed.us - b.placed.us || a.file - b.file || a.placed.n - b.placed.n)
        const text = lines.map(
          ({ placed, message }) => `${placed.us}000 ${JSON.stringify(message)}\n`,
        )
        const capture = await hear([folder.write('c', text.join(''))], listed)
        expect(carried(heard)).toStrictEqual(carried(capture))
        expect(heard.times.length).toBe(first.length + second.length + third.length + 1)
      }),
      { seed: 23, numRuns: 60 },
    )
  })
})
