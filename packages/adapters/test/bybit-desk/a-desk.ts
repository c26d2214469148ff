import type { Instrument, Price, Qty, Scale, Usd } from '@shadowtape/core'
import { example, parseDecimal } from '@shadowtape/core'
import type { Coin, Input, InstrumentListed, MarketSymbol } from '@shadowtape/core'

import { hmacSigner, restPayload } from '../../src/bybit-api/signing'
import type { PrivateMessage } from '../../src/bybit-api/venue-desk'
import type { WireRequest, WireResponse } from '../../src/bybit-api/wire-request'
import type { DeskOptions } from '../../src/bybit-desk/desk-options'
import type { DryRunDesk } from '../../src/bybit-desk/dry-run-desk'
import { newDryRunDesk } from '../../src/bybit-desk/dry-run-desk'

/** When every story of a desk begins: milliseconds since the epoch. */
export const startMs = 1_700_000_000_000

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>

/** An answer as tests reach into it: not all of it is in every one. */
export type Answer = {
  readonly retCode: number
  readonly retMsg: string
  readonly time: number
  readonly result: Json & {
    readonly orderId: string
    readonly orderLinkId: string
    readonly list: ReadonlyArray<Json>
    readonly nextPageCursor: string
  }
  readonly retExtInfo: { readonly list: ReadonlyArray<{ readonly code: number }> }
}

/** BTCUSDT and ETHUSDT as perpetuals, SOLUSDT on spot. */
export const btc = instrument('BTCUSDT', 'linear', ['BTC', 'USDT'], [2, '0.10'], [3, '0.001'])
export const eth = instrument('ETHUSDT', 'linear', ['ETH', 'USDT'], [2, '0.01'], [2, '0.01'])
export const sol = instrument('SOLUSDT', 'spot', ['SOL', 'USDT'], [2, '0.01'], [3, '0.001'])

/** A key that may do everything. */
export const mainKey = { apiKey: 'desk-key', secret: 'desk-secret' }

/** A desk with a clock of its own, and someone who signs what they ask of it. */
export type DeskStory = {
  readonly desk: DryRunDesk
  /** Everything that the private stream was told, in order. */
  readonly told: Array<PrivateMessage>
  readonly nowMs: () => number
  /** Lets time pass, with all that falls due. */
  readonly pass: (ms: number) => void
  /** Lets the clock go on without telling the desk. */
  readonly turnClock: (ms: number) => void
  readonly get: (path: string, query?: string) => Answer
  readonly post: (path: string, body: Json | string) => Answer
  readonly wire: (request: Partial<WireRequest>) => WireResponse
  readonly sees: (...inputs: ReadonlyArray<Input>) => void
  /** Rows of a topic, in the order in which they were told. */
  readonly rows: (topic: PrivateMessage['topic']) => ReadonlyArray<Json>
}

/** A desk that fills every order after 100 ms, and knows `mainKey`. */
export const aDesk = (options: Partial<DeskOptions> = {}): DeskStory => {
  let now = startMs
  const desk = newDryRunDesk({
    clock: () => now,
    instruments: [btc, eth, sol],
    keys: [mainKey],
    fillRate: 1,
    defer: (tell) => tell(),
    ...options,
  })
  const told: Array<PrivateMessage> = []
  desk.onPrivate((message) => told.push(message))
  const wire = (request: Partial<WireRequest>): WireResponse =>
    desk.answer({ method: 'GET', path: '/', query: '', body: '', headers: {}, ...request })
  const asked = (request: Pick<WireRequest, 'method' | 'path' | 'query' | 'body'>): Answer => {
    const tail = request.method === 'GET' ? request.query : request.body
    return JSON.parse(wire({ ...request, headers: signed(tail, now) }).body) as Answer
  }
  return {
    desk,
    told,
    wire,
    nowMs: () => now,
    turnClock: (ms) => {
      now += ms
    },
    pass: (ms) => {
      now += ms
      desk.advance(now * 1_000)
    },
    get: (path, query = '') => asked({ method: 'GET', path, query, body: '' }),
    post: (path, body) =>
      asked({
        method: 'POST',
        path,
        query: '',
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    sees: (...inputs) => {
      for (const input of inputs) desk.observe(now * 1_000, input)
    },
    rows: (topic) => told.filter((each) => each.topic === topic).flatMap(({ data }) => data),
  }
}

/** The headers of a request that a key signs at a time. */
export const signed = (
  tail: string,
  atMs: number,
  { apiKey, secret } = mainKey,
  recvWindow = 5_000,
): Readonly<Record<string, string>> => ({
  'x-bapi-api-key': apiKey,
  'x-bapi-timestamp': String(atMs),
  'x-bapi-recv-window': String(recvWindow),
  'x-bapi-sign': hmacSigner(secret)(restPayload(atMs, apiKey, recvWindow, tail)),
})

/** A book of BTCUSDT around 60000: ten levels of 1 on each side, 1 apart. */
export const aBook = (mid = 60_000): Input =>
  example(
    'BookUpdated',
    {
      symbol: 'BTCUSDT',
      kind: 'snapshot',
      depth: 50,
      bids: Array.from({ length: 10 }, (_, n) => [`${mid - 1 - n}`, '1']),
      asks: Array.from({ length: 10 }, (_, n) => [`${mid + 1 + n}`, '1']),
      updateId: 1,
      crossSeq: 1,
      venueAt: startMs * 1_000,
    },
    listed(btc),
  )

/** A touch of an instrument. */
export const aTouch = (of: Instrument, bid: string, ask: string, qty = '5'): Input =>
  example(
    'QuoteObserved',
    { symbol: of.symbol, bid, bidQty: qty, ask, askQty: qty, venueAt: null, crossSeq: null },
    listed(of),
  )

/** A public trade of an instrument. */
export const aTrade = (of: Instrument, side: string, price: string, qty: string, id = 't-1') =>
  example(
    'TradePrinted',
    { symbol: of.symbol, side, price, qty, tradeId: id, venueAt: startMs * 1_000 },
    listed(of),
  )

/** The listing of an instrument. */
export const listed = (of: Instrument): InstrumentListed =>
  ({ type: 'InstrumentListed', ...of }) as InstrumentListed

/** A limit order to buy 0.010 BTCUSDT at 59000, or what is said instead. */
export const anOrder = (fields: Json = {}): Json => ({
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.010',
  price: '59000',
  ...fields,
})

/** An order on spot: 1 SOLUSDT at 100, or what is said instead. */
export const aSpotOrder = (fields: Json = {}): Json =>
  anOrder({ category: 'spot', symbol: 'SOLUSDT', qty: '1', price: '100', ...fields })

function instrument(
  symbol: string,
  category: 'linear' | 'spot',
  [baseCoin, quoteCoin]: readonly [string, string],
  [priceScale, tick]: readonly [number, string],
  [qtyScale, lot]: readonly [number, string],
): Instrument {
  return {
    symbol: symbol as MarketSymbol,
    category,
    baseCoin: baseCoin as Coin,
    quoteCoin: quoteCoin as Coin,
    priceScale: priceScale as Scale,
    qtyScale: qtyScale as Scale,
    tickSize: parseDecimal(tick, priceScale) as Price,
    lotSize: parseDecimal(lot, qtyScale) as Qty,
    minQty: parseDecimal(lot, qtyScale) as Qty,
    maxQty: parseDecimal('1000', qtyScale) as Qty,
    maxMarketQty: parseDecimal('500', qtyScale) as Qty,
    minNotionalUsd: 5_000_000 as Usd,
    priceLimitX: null,
    priceLimitY: null,
  }
}
