import type { StopMark } from '../../src/pages/report-data'
import type { Thresholds } from '../../src/postmortems/thresholds'

/** Fields of a journal's line, as `shadowtape freeze --json` hands them on. */
export type Line = Readonly<Record<string, unknown>>

/** Where a session stood just before a stop, or after it. */
export type Standing = {
  readonly at: number
  readonly net_usd: string
  readonly exposure_usd: string
  readonly open_orders: number
  readonly fills: number
  readonly inventory_usd_max: string | null
  readonly total_notional_usd_max: string | null
  readonly symbols: ReadonlyArray<{
    readonly account: string
    readonly symbol: string
    readonly qty: string
    readonly worth_usd: string
    readonly open_orders: number
  }>
}

/** An order that a stop found open, and what became of it. */
export type OpenOrder = {
  readonly order_id: string
  readonly account: string | null
  readonly symbol: string
  readonly side: string | null
  readonly price: string | null
  readonly leaves_qty: string | null
  readonly outcome: string
  readonly latency_us: number | null
  readonly heard_us: number | null
  readonly says: string | null
  readonly fills: ReadonlyArray<{
    readonly at: number
    readonly side: string
    readonly price: string
    readonly qty: string
    readonly fee: string
  }>
}

/** Quotes of a symbol around a stop. */
export type QuotesAround = {
  readonly symbol: string
  readonly from_at: number
  readonly to_at: number
  readonly samples: ReadonlyArray<{
    readonly at: number
    readonly bid: string | null
    readonly ask: string | null
    readonly own_bid: string | null
    readonly own_ask: string | null
  }>
  readonly fills: ReadonlyArray<{
    readonly at: number
    readonly side: string
    readonly price: string
    readonly qty: string
  }>
}

/** What a session made from a stop on. */
export type Course = {
  readonly net_usd: string
  readonly fills: number
  readonly placed: number
  readonly low_usd: string
  readonly high_usd: string
  readonly samples: ReadonlyArray<{
    readonly at: number
    readonly net_usd: string
    readonly fills: number
  }>
  readonly next_stop: { readonly at: number; readonly reason: string } | null
}

/** What would have been, had trading not stopped; or why nobody knows. */
export type Otherwise =
  | { readonly unsaid: string }
  | {
      readonly by: string
      readonly kept: {
        readonly until_at: number
        readonly is_to_end: boolean
        readonly recorded: Course
        readonly instead: Course
        readonly lowest_edge_bps: number | null
        readonly is_parted_before: boolean
      }
      readonly thresholds: Thresholds | null
    }

/** A stop as `shadowtape freeze --json` tells it. */
export type FreezePage = {
  readonly file: string
  readonly n: number
  readonly count: number
  readonly line: Line
  readonly beyond: string | null
  readonly first_breach: { readonly at: number; readonly seq: number } | null
  readonly edges_before: ReadonlyArray<{
    readonly at: number
    readonly edge_bps: number
    readonly seq: number
  }>
  readonly window_from_at: number | null
  readonly evidence: ReadonlyArray<{ readonly line: Line; readonly markout: Line | null }>
  readonly causes: ReadonlyArray<Line>
  readonly thaw: Line | null
  readonly before: Standing | null
  readonly after: Standing | null
  readonly open_orders: ReadonlyArray<OpenOrder>
  readonly quotes: QuotesAround | null
  readonly similar: ReadonlyArray<{ readonly n: number; readonly line: Line }>
  readonly otherwise: Otherwise
}

/** The page of a stop, where the report has one; the same program wrote it. */
export const freezePageOf = ({ page }: StopMark): FreezePage | null =>
  page === null ? null : (page as unknown as FreezePage)
