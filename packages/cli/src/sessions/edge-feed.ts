import { readFileSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Bps, EdgeSource, EdgeUpdated, TimestampUs } from '@shadowtape/core'
import {
  Bps as BpsCodec,
  MarketSymbol,
  TimestampUs as Time,
  bpsScale,
  edgeSaid,
  parseDecimal,
} from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/** An edge update and the engine time it came in at. */
export type TimedEdge = { readonly at: TimestampUs; readonly edge: EdgeUpdated }

/** Gives the edge updates due at or before a time, in order, each once. */
export type EdgeFeed = (at: TimestampUs, symbols: ReadonlyArray<string>) => ReadonlyArray<TimedEdge>

/** Where a session's edge comes from. */
export type EdgeOptions = {
  readonly edge: EdgeSource
  readonly edgeFile?: string
  /** How long the demo's edge takes from 10 to 2 bps. */
  readonly edgeSpanUs: number
}

/**
 * Makes feeds, each before its first update. The file of an external one is read and checked once,
 * here; a session that begins again takes a new feed over the same rows.
 */
export const edgeFeeds = (options: EdgeOptions): Either<Failure, () => EdgeFeed> => {
  if (options.edgeFile !== undefined && options.edge !== 'external')
    return left(failure('Usage', 'Error: --edge-file is for --edge external'))
  if (options.edge === 'none' || options.edge === 'markout') return right(() => () => [])
  if (options.edge === 'demo') return right(() => demoFeed(options.edgeSpanUs))
  if (options.edgeFile === undefined)
    return left(failure('Usage', 'Error: --edge external needs --edge-file FILE'))
  const rows = edgeRows(options.edgeFile)
  return 'type' in rows ? left(rows) : right(() => externalFeed(rows))
}

const second = 1_000_000

/** Once a second and symbol, falling evenly from 10 to 2 bps over the span. */
const demoFeed = (spanUs: number): EdgeFeed => {
  let started: number | null = null
  let updates = 0
  return (at, symbols) => {
    started ??= at
    const due: Array<TimedEdge> = []
    for (; started + updates * second <= at; updates++) {
      const share = Math.min(1, (updates * second) / spanUs)
      const edgeBps = (10_000_000 - Math.round(8_000_000 * share)) as Bps
      for (const symbol of symbols)
        due.push({
          at: (started + updates * second) as TimestampUs,
          edge: edgeSaid(symbol as MarketSymbol, edgeBps, 'demo'),
        })
    }
    return due
  }
}

/** Lines `{"at":<µs since 1970>,"symbol":"BTCUSDT","edgeBps":"4.2"}`; `null` is all symbols. */
const externalFeed = (rows: ReadonlyArray<TimedEdge>): EdgeFeed => {
  let next = 0
  return (at, symbols) => {
    const due: Array<TimedEdge> = []
    for (let row = rows[next]; row !== undefined && row.at <= at; row = rows[++next])
      if (row.edge.symbol === null || symbols.includes(row.edge.symbol)) due.push(row)
    return due
  }
}

const edgeRows = (file: string): Array<TimedEdge> | Failure => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return failure('Failed', `Error: ${fileFailureText(fileFailure(file, 'read', error))}`)
  }
  const rows: Array<TimedEdge> = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const row = edgeRow(line, rows.at(-1)?.at ?? 0)
    if (typeof row === 'string')
      return failure('Failed', `Error: ${file}:${String(index + 1)}: ${row}`)
    rows.push(row)
  }
  return rows
}

const edgeRow = (line: string, before: number): TimedEdge | string => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'the line is not JSON'
  }
  const { at, symbol, edgeBps } = (value ?? {}) as Readonly<Record<string, unknown>>
  const edge = typeof edgeBps === 'string' ? parseDecimal(edgeBps, bpsScale) : undefined
  if (!Time.is(at)) return 'at is not microseconds since 1970'
  if (at < before) return `at is ${String(at)}, before the line above`
  if (symbol !== null && !MarketSymbol.is(symbol)) return 'symbol is not a Bybit symbol, nor null'
  if (!BpsCodec.is(edge)) return 'edgeBps is not a decimal text with at most 6 decimals'
  return { at, edge: edgeSaid(symbol, edge, 'external') }
}
