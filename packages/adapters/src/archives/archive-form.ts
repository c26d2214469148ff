import { basename } from 'node:path'

import * as E from 'fp-ts/Either'

/** What the rows of an archive tell: trades, or books in one of three ways. */
export type RowKind = 'trades' | 'levels' | 'snapshots' | 'quotes'

/** An archive's form, as its first line tells it. */
export type ArchiveForm = {
  readonly kind: RowKind
  /** What its messages are counted as: `bybit trades`, `tardis book_snapshot_25`. */
  readonly name: string
  /** The market of all its rows; `null` where each row names its exchange. */
  readonly market: string | null
  /** The symbol of all its rows, by the file's name; `null` where each row has it. */
  readonly symbol: string | null
  /** Its columns by name, and their names as they stand. */
  readonly columns: ReadonlyMap<string, number>
  readonly names: ReadonlyArray<string>
  /** How many decimals of its times are microseconds' : 6 for seconds, 3 for milliseconds. */
  readonly timeScale: number
  /** How many levels a side has; 0 where that is not told. */
  readonly depth: number
  /** Whether some of these archives are written from the last row to the first. */
  readonly mayBeReversed: boolean
}

type Shape = Pick<ArchiveForm, 'kind' | 'name' | 'market' | 'timeScale' | 'mayBeReversed'> & {
  readonly needs: ReadonlyArray<string>
}

const ofTardis = { market: null, timeScale: 0, mayBeReversed: false }
const tardis = ['exchange', 'symbol', 'timestamp']

/** Every form that is known; the first whose columns are all there is the one. */
const shapes: ReadonlyArray<Shape> = [
  {
    ...ofTardis,
    kind: 'levels',
    name: 'tardis incremental_book_L2',
    needs: [...tardis, 'is_snapshot', 'side', 'price', 'amount'],
  },
  {
    ...ofTardis,
    kind: 'trades',
    name: 'tardis trades',
    needs: [...tardis, 'side', 'price', 'amount'],
  },
  {
    ...ofTardis,
    kind: 'quotes',
    name: 'tardis quotes',
    needs: [...tardis, 'ask_amount', 'ask_price', 'bid_price', 'bid_amount'],
  },
  {
    ...ofTardis,
    kind: 'snapshots',
    name: 'tardis book_snapshot',
    needs: [...tardis, 'bids[0].price', 'bids[0].amount', 'asks[0].price', 'asks[0].amount'],
  },
  {
    kind: 'trades',
    name: 'bybit trades',
    market: 'bybit',
    timeScale: 6,
    mayBeReversed: true,
    needs: ['timestamp', 'symbol', 'side', 'size', 'price'],
  },
  {
    kind: 'trades',
    name: 'bybit spot trades',
    market: 'bybit-spot',
    timeScale: 3,
    mayBeReversed: true,
    needs: ['timestamp', 'price', 'volume', 'side'],
  },
]

/**
 * The form of the archive whose first line this is; `null` where the line is not the first of any
 * table, and words where it is, but of none that is known. Columns may come in any order, and
 * there may be more of them.
 */
export const archiveForm = (file: string, line: string): E.Either<string, ArchiveForm | null> => {
  if (!looksLikeTable(line)) return E.right(null)
  const names = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const columns = new Map(names.map((name, index) => [name, index]))
  const shape = shapes.find(({ needs }) => needs.every((name) => columns.has(name)))
  if (shape === undefined) return E.left(unknownColumns(names))
  if (columns.size < names.length) return E.left('it names a column twice')
  if (shape.name === 'tardis trades' && /liquidations/i.test(basename(file)))
    return E.left('by its name it has liquidations, which look like trades but are none')
  const symbol = columns.has('symbol') ? null : symbolOfName(basename(file))
  if (!columns.has('symbol') && symbol === null) return E.left(noSymbol)
  const depth = depthOf(shape.kind, columns)
  const name = shape.kind === 'snapshots' ? `${shape.name}_${depth}` : shape.name
  const { kind, market, timeScale, mayBeReversed } = shape
  return E.right({ kind, name, market, symbol, columns, names, timeScale, depth, mayBeReversed })
}

/** A line of fields, and none of a capture: those are JSON, or what is left of it. */
const looksLikeTable = (line: string): boolean => {
  const cells = line.split(',')
  const isJson = /[{}]/.test(line) || /^\d{19} /.test(line)
  return !isJson && cells.length >= 4 && cells.every((cell) => /^\s*("?)[^"]*\1\s*$/.test(cell))
}

/** The symbol that the name of a spot archive begins with: `BTCUSDT_2022-11-10.csv.gz`. */
const symbolOfName = (name: string): string | null =>
  /^(?:\d{4}-\d{2}-\d{2}[-_])?([A-Z0-9]*[A-Z][A-Z0-9]*?)(?:[-_.]?\d{4}-\d{2}(?!\d)|[-_. ]|$)/.exec(
    name,
  )?.[1] ?? null

const noSymbol =
  'its rows have no symbol, and its name does not begin with one: ' +
  'call it as it is published, such as BTCUSDT_2022-11-10.csv.gz'

const depthOf = (kind: RowKind, columns: ReadonlyMap<string, number>): number => {
  if (kind === 'quotes') return 1
  let depth = 0
  if (kind !== 'snapshots') return 0
  while (levelColumns(depth).every((name) => columns.has(name))) depth++
  return depth
}

/** The columns of the nth level of a book in one row. */
export const levelColumns = (level: number): ReadonlyArray<string> => [
  `bids[${level}].price`,
  `bids[${level}].amount`,
  `asks[${level}].price`,
  `asks[${level}].amount`,
]

const unknownColumns = (names: ReadonlyArray<string>): string => {
  const missing = shapes.map(({ name, needs }) => ({
    name,
    total: needs.length,
    lacks: needs.filter((need) => !names.includes(need)),
  }))
  missing.sort((a, b) => a.lacks.length / a.total - b.lacks.length / b.total)
  const [nearest] = missing
  if (nearest !== undefined && nearest.lacks.length * 2 <= nearest.total)
    return `it looks like ${nearest.name}, but has no column ${nearest.lacks.join(', ')}`
  const shown = names.join(',')
  return (
    (/^\d/.test(shown)
      ? 'it is a table without a line that names its columns: '
      : 'it names the columns of no table that is known: ') +
    (shown.length <= 80 ? shown : `${shown.slice(0, 79)}…`)
  )
}
