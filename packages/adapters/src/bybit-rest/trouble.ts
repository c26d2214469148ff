import type { RetReason } from '../bybit-api/ret-codes'
import type { ExchangeFault } from '../exchange/exchange-fault'

/** Why a call must not be sent any more, or `null`: what it was for may be over by its turn. */
export type Overtaken = () => string | null

/** What is done about an order. */
export type OrderDeed = 'place' | 'amend' | 'cancel'

/** Why something about an order, by its client id, is not to be sent any more, or `null`. */
export type Unwanted = (deed: OrderDeed, clientOrderId: string) => string | null

/** Why a request is sent: for the first time, or what the try before it came to. */
export type AttemptReason =
  RetReason | 'FIRST' | 'NOT_SENT' | 'NO_ANSWER' | 'GARBLED' | 'HTTP_429' | 'HTTP_5XX'

/**
 * One sending of a request, told just before it. An ear that throws stops it: what cannot be
 * journaled is not sent. There is no key and no signature in it.
 */
export type Attempt = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Our id of the one order that it is about, if it is about one and names it so. */
  readonly clientOrderId: string | null
  /** 1 for the first. */
  readonly attempt: number
  readonly reason: AttemptReason
  /** How long was waited since the try before, in ms; for the first, for the rate limit. */
  readonly waitedMs: number
}

/**
 * Why a request came to nothing. `Over`: it was not carried out, and stays so; `tries` were made.
 * `Unsure`: an order request may have been carried out, and is to be asked about.
 */
export type Trouble =
  | { readonly type: 'Over'; readonly fault: ExchangeFault; readonly tries: number }
  | {
      readonly type: 'Unsure'
      readonly reason: AttemptReason
      readonly retCode: number | null
      readonly says: string
    }
