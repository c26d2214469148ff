import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { demoJournal, fillingFlags, written } from '../support/demo-journal'
import type { Values } from '../support/export-readers'
import { journalValues, parquetFile } from '../support/export-readers'
import { resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const goldens = resolve(__dirname, '../../../../journals')
const names = readdirSync(goldens).filter((name) => /^(?!demo).*\.jsonl$/.test(name))

const exported = async (journal: string, out: string, ...flags: ReadonlyArray<string>) => {
  const ran = await runCli(['export', journal, '--to', 'parquet', '--out', out, ...flags])
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  return out
}

type Columns = Awaited<ReturnType<typeof parquetFile>>['columns']

/** A decimal's text as the whole number it is at a scale. */
const unscaled = (text: string, scale: number): bigint => {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`)
}

const levels = (value: ReadonlyArray<unknown>, columns: Columns) =>
  (value as ReadonlyArray<readonly [string, string]>).map(([price, qty]) => ({
    price: unscaled(price, columns.get('price')?.scale ?? 0),
    qty: unscaled(qty, columns.get('qty')?.scale ?? 0),
  }))

/** A line's value as it should be stored. */
const stored = (name: string, value: unknown, columns: Columns): unknown => {
  const column = columns.get(name)
  if (Array.isArray(value)) return levels(value, columns)
  if (typeof value === 'number') return BigInt(value)
  return typeof value === 'string' && column?.converted_type === 'DECIMAL'
    ? unscaled(value, column.scale ?? 0)
    : value
}

const storedRow = ({ type: _type, crc: _crc, ...fields }: Values, columns: Columns): Values =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, stored(name, value, columns)]),
  )

describe('export --to parquet', () => {
  it.each(names)('has every value of %s, exactly', async (name) => {
    const journal = join(goldens, name)
    const out = await exported(journal, join(dir, name))
    const lines = journalValues(readFileSync(journal))
    const types = [...new Set(lines.map(({ type }) => String(type)))].sort()
    expect(readdirSync(out).sort()).toStrictEqual(types.map((type) => `${type}.parquet`))
    for (const type of types) {
      const { rows, columns } = await parquetFile(join(out, `${type}.parquet`))
      const expected = lines.filter((line) => line['type'] === type)
      expect(rows).toEqual(expected.map((line) => storedRow(line, columns)))
    }
  })

  it('declares times, whole numbers, decimals, booleans and texts as what they are', async () => {
    const { path } = await demoJournal(dir, 'filling.jsonl', fillingFlags)
    const out = await exported(path, join(dir, 'typed'), '--types', 'OrderPlaced,OrderFilled')
    const { columns } = await parquetFile(join(out, 'OrderPlaced.parquet'))
    expect(columns.get('at')).toMatchObject({
      ...{ type: 'INT64', repetition_type: 'REQUIRED' },
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
    })
    expect(columns.get('cause')).toMatchObject({ type: 'INT64', repetition_type: 'OPTIONAL' })
    expect(columns.get('price')).toMatchObject({
      ...{ type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 },
      repetition_type: 'OPTIONAL',
    })
    expect(columns.get('reduceOnly')).toMatchObject({ type: 'BOOLEAN' })
    expect(columns.get('side')).toMatchObject({ converted_type: 'UTF8' })
  })

  it('says in each file of what journal it is, and how far that is sound', async () => {
    const journal = join(goldens, 'exec-demo-fake-dryrun.jsonl')
    const out = await exported(journal, join(dir, 'f.parquet'), '--types', 'SessionClosed')
    const lines = journalValues(readFileSync(journal))
    expect((await parquetFile(out)).label).toMatchObject({
      'shadowtape.lines': String(lines.length),
      'shadowtape.verdict': 'sound',
      'shadowtape.head': lines.at(-1)?.['digest'],
    })
  })

  it('has no row in the file of a type that was asked for and never said', async () => {
    const journal = join(goldens, 'exec-demo-fake-dryrun.jsonl')
    const out = await exported(journal, join(dir, 'none.parquet'), '--types', 'BookUpdated')
    const { rows, columns } = await parquetFile(out)
    expect(rows).toStrictEqual([])
    expect([...columns.keys()]).toEqual(expect.arrayContaining(['seq', 'bids', 'asks', 'price']))
  })

  it('gives a column one scale, the finest of its symbols, wider where 18 digits are few', async () => {
    const { bytes } = await demoJournal(dir, 'two.jsonl', fillingFlags)
    const changed = resealed(bytes, (fields) => finer(fields))
    const journal = written(dir, 'finer.jsonl', changed)
    const out = await exported(journal, join(dir, 'finer.parquet'), '--types', 'InstrumentListed')
    const { rows, columns } = await parquetFile(out)
    expect(columns.get('tickSize')).toMatchObject({ type: 'FIXED_LEN_BYTE_ARRAY', scale: 8 })
    expect(rows.map(({ tickSize }) => wide(tickSize))).toStrictEqual([1_000_000n, 1n])
  })
})

/** A listing of ETHUSDT at eight decimals; the journal is made to end behind it. */
const finer = (fields: Record<string, unknown>): Record<string, unknown> =>
  fields['type'] === 'InstrumentListed' && fields['symbol'] === 'ETHUSDT'
    ? { ...fields, priceScale: 8, tickSize: '0.00000001' }
    : withDecimals(fields)

/** Prices of ETHUSDT as they are written at eight decimals. */
const withDecimals = (fields: Record<string, unknown>): Record<string, unknown> => {
  if (fields['symbol'] !== 'ETHUSDT') return fields
  const prices = ['bid', 'ask', 'price', 'triggeredAt', 'triggerPrice']
  const amounts = ['fee', 'feeQty']
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) =>
      typeof value === 'string' && [...prices, ...amounts].includes(name)
        ? [name, `${value}000000`]
        : [name, value],
    ),
  )
}

const wide = (bytes: unknown): bigint =>
  (bytes as Uint8Array).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
