import * as t from 'io-ts'
import { BookKind } from '@shadowtape/core'

const isWhole = (u: unknown): u is number =>
  Number.isSafeInteger(u) && (u as number) >= 0 && !Object.is(u, -0)

const Whole = new t.Type<number>(
  'a whole number',
  isWhole,
  (u, context) => (isWhole(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
)

// not a tuple: io-ts lets a tuple have more than it should
const WireLevels = t.array(t.array(t.string, 'price and size'), 'levels')

/** An `orderbook` message as Bybit sends it. */
export const BookWire = t.intersection([
  t.type({
    type: BookKind,
    ts: Whole,
    data: t.type({ s: t.string, b: WireLevels, a: WireLevels, u: Whole, seq: Whole }),
  }),
  t.partial({ cts: Whole }),
])
export type BookWire = t.TypeOf<typeof BookWire>

const WireTrade = t.intersection([
  t.type({
    T: Whole,
    s: t.string,
    S: t.keyof({ Buy: null, Sell: null }, 'Buy or Sell'),
    v: t.string,
    p: t.string,
    i: t.string,
  }),
  t.partial({ BT: t.boolean }),
])

/** A `publicTrade` message as Bybit sends it. */
export const TradesWire = t.type({
  type: t.literal('snapshot'),
  ts: Whole,
  data: t.array(WireTrade, 'trades'),
})
export type TradesWire = t.TypeOf<typeof TradesWire>

/** A `tickers` message as Bybit sends it, of a linear symbol or of a spot one. */
export const TickerWire = t.type({
  type: BookKind,
  ts: Whole,
  data: t.intersection([
    t.type({ symbol: t.string }),
    t.partial({
      lastPrice: t.string,
      markPrice: t.string,
      indexPrice: t.string,
      bid1Price: t.string,
      bid1Size: t.string,
      ask1Price: t.string,
      ask1Size: t.string,
      fundingRate: t.string,
      nextFundingTime: t.string,
    }),
  ]),
})
export type TickerWire = t.TypeOf<typeof TickerWire>

/** A message of any topic that a session uses. */
export type Wire =
  | { readonly kind: 'book'; readonly wire: BookWire }
  | { readonly kind: 'trades'; readonly wire: TradesWire }
  | { readonly kind: 'tickers'; readonly wire: TickerWire }
