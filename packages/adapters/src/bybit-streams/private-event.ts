import type { TaskEither } from 'fp-ts/TaskEither'

import type { OrderReport, PrivateReport } from './private-reports'
import type { ConnectionState } from './stream-connection'

/** Where a report was heard: over the stream, or by asking after what a lost stream missed. */
export type ReportSource = 'stream' | 'backfill'

/** Something that a private stream tells. Nothing in it holds a secret or a signature. */
export type PrivateEvent =
  | { readonly type: 'Connection'; readonly state: ConnectionState }
  | { readonly type: 'SignedIn' }
  /** Told once for as long as the venue says the same; it is tried again after a minute. */
  | { readonly type: 'AuthRefused'; readonly says: string }
  | { readonly type: 'Refused'; readonly topic: string; readonly says: string }
  | { readonly type: 'Unanswered'; readonly topics: ReadonlyArray<string> }
  | (PrivateReport & {
      readonly source: ReportSource
      /** When it came in, 19 digits of nanoseconds. */
      readonly receivedNs: string
    })
  /** An execution came again, and is not told again. */
  | { readonly type: 'Duplicate'; readonly execId: string }
  | { readonly type: 'Undecodable'; readonly topic: string | null; readonly says: string }
  | { readonly type: 'BackfillFailed'; readonly says: string }
  | CaughtUp

/** From here on nothing is missing: what was missed has been told, and these orders are open. */
export type CaughtUp = {
  readonly type: 'CaughtUp'
  readonly sinceMs: number
  /** How many executions only the back-fill knew. */
  readonly executions: number
  readonly openOrders: ReadonlyArray<OrderReport>
}

/** Rows as REST gives them: of `execution/list` and of `order/realtime`, all their pages. */
export type BackfillRows = {
  readonly executions: ReadonlyArray<unknown>
  readonly openOrders: ReadonlyArray<unknown>
}

/** Asks for executions since a time, milliseconds of the venue's clock, and for open orders. */
export type Backfill = (sinceMs: number) => TaskEither<string, BackfillRows>
