import type { Category, FillModel, Instrument } from '@shadowtape/core'

/** A key that the desk accepts. */
export type DeskKey = {
  readonly apiKey: string
  /** What an HMAC key signs with, or the PEM of an RSA key's public half. */
  readonly secret: string
  /** A key that may only look is refused with 10005 where it wants to change something. */
  readonly isReadOnly?: boolean
  /** The categories that it may trade in; all, where it does not say. */
  readonly categories?: ReadonlyArray<Category>
}

/** A linear position that the account begins with. Size and price are decimals. */
export type DeskPosition = {
  readonly symbol: string
  readonly side: 'Buy' | 'Sell'
  readonly size: string
  readonly entryPrice: string
}

/** Whether the venue counts requests per second and endpoint, as Bybit does for a non-VIP. */
export type RateRule = 'none' | 'non-vip'

/** What a desk is made of. Everything that is left out is as in `defaultDesk`. */
export type DeskOptions = {
  /** The one clock, in milliseconds: of answers, of the time rule, and of what falls due. */
  readonly clock: () => number
  /** What can be traded; a symbol is of one category only. `observe` may list more. */
  readonly instruments: ReadonlyArray<Instrument>
  readonly keys: ReadonlyArray<DeskKey>
  /** Of the scheduled fill model: how long after its acceptance an order fills. */
  readonly fillLatencyMs?: number
  /** Of the scheduled fill model: the share of orders that fill, from 0 to 1. */
  readonly fillRate?: number
  readonly fillModel?: FillModel
  readonly seed?: number
  /** Shares of the notional, as decimals. */
  readonly fees?: { readonly maker: string; readonly taker: string }
  /** Coins and decimals; `null` where the venue is not to look at what the account has. */
  readonly balances?: Readonly<Record<string, string>> | null
  readonly positions?: ReadonlyArray<DeskPosition>
  /** How many times its margin a position may be: a whole number from 1 to 100. */
  readonly leverage?: number
  /** How long a request lives that does not say so itself. */
  readonly recvWindowMs?: number
  /** How far a request's time may be ahead of the clock: it must be less. */
  readonly futureMs?: number
  readonly rateRule?: RateRule
  /** How many orders that are closed the desk remembers, and how many executions. */
  readonly closedOrdersMax?: number
  readonly executionsMax?: number
  /** How many public trades of each symbol it remembers. */
  readonly publicTradesMax?: number
  /**
   * Puts off what private streams are told, until the answer that brought it about is out of the
   * desk. By default to the next turn of Node's loop.
   */
  readonly defer?: (tell: () => void) => void
}

/** Everything that is told about a desk. */
export type DeskTerms = Required<DeskOptions>

/**
 * What a desk is where nobody says otherwise: fees are Bybit's for a non-VIP on linear, balances
 * those that its demo trading gives, the time rule that of its "Integration guidance".
 */
export const defaultDesk = {
  fillLatencyMs: 100,
  fillRate: 0.8,
  fillModel: 'scheduled',
  seed: 42,
  fees: { maker: '0.0002', taker: '0.00055' },
  balances: { USDT: '100000', USDC: '100000', BTC: '15', ETH: '200' },
  positions: [],
  leverage: 10,
  recvWindowMs: 5_000,
  futureMs: 1_000,
  rateRule: 'none',
  closedOrdersMax: 1_000,
  executionsMax: 2_000,
  publicTradesMax: 1_000,
  defer: (tell: () => void): void => {
    setImmediate(tell)
  },
} as const satisfies Omit<DeskTerms, 'clock' | 'instruments' | 'keys'>
