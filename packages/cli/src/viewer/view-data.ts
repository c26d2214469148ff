import type { Entry, State } from '@shadowtape/core'

import type { LineFields } from '../journals/line-text'
import type {
  EdgeSeries,
  FillMark,
  MoneySeries,
  Series,
  SessionReport,
  SymbolSeries,
} from '../pages/report-data'

/*
 * What a viewer's page asks of its server, and is told; all of it by GET below `/TOKEN/api/`, as
 * JSON. Instants and lengths are whole microseconds of engine time, since 1970 for instants.
 * What is refused comes with a status of 4xx as `Refused`.
 *
 * A FILTER is what a person types: tests of fields of a line as breakpoints of `step` have them
 * (`type=OrderFilled,OrderDenied symbol=BTCUSDT qty>=0.01`), and words, each of which must be in
 * the line as it is written, small letters or capitals; with blanks between, and all must hold. A
 * word that has blanks, or would be a test, stands in quotes. Empty lets all pass.
 */

/** `session`: what is the same from a session's first line to its last. */
export type SessionFacts = Pick<SessionReport, 'file' | 'header' | 'startAt' | 'configuration'> & {
  /** The program that serves it: `shadowtape 0.1.0`. */
  readonly madeBy: string
  /** The instant, or the line, that a person began with on the command line. */
  readonly begin: { readonly seq: number } | null
  /** What it can be run again with, by the names that `whatif --set` takes, and what it was. */
  readonly settings: ReadonlyArray<{ readonly name: string; readonly value: string }>
  /** Why it cannot be run again, where it cannot: that of a live venue. */
  readonly notRunAgain: string | null
}

/** `now`: how much of a journal there is; it grows where the session is still recorded. */
export type Now = {
  readonly last: number
  readonly lastAt: number
  readonly bytes: number
  readonly isClosed: boolean
  /** How far the lanes of the whole session have been gathered. */
  readonly gathered: { readonly seq: number; readonly isDone: boolean }
  /** What keeps it from being folded on, once that was met: the line, and why. */
  readonly stop: { readonly line: number; readonly says: string } | null
}

/**
 * `place?seq=N&lines=K` or `place?at=US&lines=K`: the state after a line (the last one at or before
 * an instant), and the next lines as they are taken by core's reducers. It is the nearest place
 * that can be had: `seq` says which. 0 is before the first line.
 */
export type Place = {
  readonly seq: number
  readonly at: number
  readonly state: State
  readonly next: ReadonlyArray<Entry>
}

/** A line as a list shows it. */
export type Row = {
  readonly seq: number
  readonly at: number
  readonly cause: number | null
  readonly type: string
  /** What it says, in the words of `shadowtape cat`. */
  readonly says: string
}

/**
 * `rows?from=SEQ&way=next|previous&count=N&where=FILTER`: the next lines after `from`, or those
 * before it, that a filter lets pass, in their order. It looks at a bounded number of lines:
 * `until` is the last it looked at, and `isEnd` whether there is nothing behind that.
 */
export type Rows = {
  readonly rows: ReadonlyArray<Row>
  readonly until: number
  readonly isEnd: boolean
}

/**
 * `find?from=SEQ&way=next|previous&goal=input|fill|denial|freeze|row&where=FILTER`: the next such
 * line after `from`, or the one before it. It looks on until it has found one or met an end.
 */
export type Found = { readonly seq: number | null; readonly at: number | null }

/**
 * `line?seq=N`: a line, its causes, what it rests on, and what it changed in the state; nothing of
 * that where the journal cannot be folded so far.
 */
export type LineFacts = {
  readonly row: Row
  /** The line's bytes as text, and its fields in their order. */
  readonly text: string
  readonly fields: LineFields
  /** What came in first, the line itself not among them. */
  readonly causes: ReadonlyArray<Row>
  readonly evidence: ReadonlyArray<{ readonly line: Row; readonly markout: Row | null }>
  /** How many lines it rests on; the first of them are told. */
  readonly evidenceCount: number
  /** Places in the state that the line changed, in decimals as `state --json` has them. */
  readonly changes: ReadonlyArray<StateChange>
  /** The same in core's whole state, in whole units; `more` of them are not told. */
  readonly inner: { readonly changes: ReadonlyArray<StateChange>; readonly more: number }
}

/** A place in a state by its path, as JSON texts; `null` where there was, or is, nothing. */
export type StateChange = {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * `consequences?seq=N&count=K`: what came of a line, as a tree in its order, and how many lines
 * by type. `until` is the last line that was looked at; `isEnd` whether that is the journal's.
 */
export type Consequences = {
  readonly lines: ReadonlyArray<{ readonly depth: number; readonly row: Row }>
  readonly counts: Readonly<Record<string, number>>
  readonly until: number
  readonly isEnd: boolean
}

/**
 * `lanes`: the whole session as far as it is gathered; `lanes?from=US&to=US`: a stretch of it,
 * finer where that is near enough, with the sample before it, so that lines come in from the left.
 * A sample is of the last line of its interval; there is none where nothing was said.
 */
export type Lanes = {
  readonly startAt: number
  readonly endAt: number
  /** Intervals begin at the session's start; their length is a power of two. */
  readonly intervalUs: number
  /** The last line they are of. */
  readonly seq: number
  readonly times: ReadonlyArray<number>
  readonly money: MoneySeries
  readonly symbols: ReadonlyArray<SymbolSeries>
  readonly edges: ReadonlyArray<EdgeSeries>
  readonly thresholds: SessionReport['thresholds']
  /** Fills, denials and stops are thinned out where there are more; these are their numbers. */
  readonly fills: ReadonlyArray<FillMark>
  readonly fillsCount: number
  /**
   * Of the market, so many trades in the interval of each sample; of our side, so many fills,
   * orders and no's. They add up to wider intervals. `null` at a sample before the stretch.
   */
  readonly tempo: {
    readonly trades: Series
    readonly fills: Series
    readonly placed: Series
    readonly canceled: Series
    readonly denied: Series
  }
  /** Orders that lived within a stretch of few enough; empty where there are too many to tell. */
  readonly orders: ReadonlyArray<OrderSpan>
  /** How many lived in it; where they are not told, how many were placed. */
  readonly ordersCount: number
  readonly denials: ReadonlyArray<DenialMark>
  readonly denialsCount: number
  readonly stops: ReadonlyArray<StopSpan>
  readonly stopsCount: number
}

/** An order from its placing to its end; `null` where it is open at the end. Prices for drawing. */
export type OrderSpan = {
  readonly order: string
  readonly account: string
  readonly symbol: string
  readonly side: 'Buy' | 'Sell'
  /** `null` for one at the market. */
  readonly price: number | null
  readonly qty: string
  /** The line that placed it; `null` where that lies too far before a stretch. */
  readonly seq: number | null
  /** When it was placed; else when it was accepted, or where the stretch begins. */
  readonly from: number
  readonly to: number | null
  /** `filled`, `canceled`, `rejected`; `null` while it is open. */
  readonly ended: 'filled' | 'canceled' | 'rejected' | null
  /** What it was amended to within the stretch, and when. */
  readonly amends: ReadonlyArray<{
    readonly at: number
    readonly price: number
    readonly qty: string
  }>
}

/** A line at an instant, said in a few words. */
export type Mark = { readonly seq: number; readonly at: number; readonly says: string }

/** A no to what our side asked for: our own (`OrderDenied`), or the venue's (`OrderRejected`). */
export type DenialMark = Mark & { readonly type: string; readonly symbol: string }

/** A freeze or reduction, and when it was lifted. */
export type StopSpan = Mark & {
  readonly kind: 'freeze' | 'reduction'
  /** `null` where it is not known to have been, by the last line that these lanes are of. */
  readonly thawAt: number | null
  /** The symbol or account that alone is stopped; `null` where all is. */
  readonly of: string | null
}

/**
 * `whatif?set=NAME=VALUE&set=...&from=LINE`: runs the session again. Told as one JSON a line while
 * it goes on: `Running` several times, then `RanOtherwise` or `Refused`. Who leaves ends it. Each
 * setting has one value; no more than two sessions are run at a time.
 */
export type Running = { readonly type: 'running'; readonly done: number; readonly total: number }

/** What another setting came to; `report` is what `shadowtape whatif --json` says of the same. */
export type RanOtherwise = {
  readonly type: 'ran'
  readonly report: Readonly<Record<string, unknown>>
  /** The command that says the same. */
  readonly command: string
  readonly lanes: Lanes
}

/** What is wrong, in whole sentences. */
export type Refused = { readonly type: 'refused'; readonly says: string }
