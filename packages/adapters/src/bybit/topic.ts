import type { MarketSymbol } from '@shadowtape/core'

/** What a public topic carries. */
export type TopicKind = 'book' | 'trades' | 'tickers'

/** A public topic whose messages a session can use; `depth` is 0 where there is no book. */
export type Topic = {
  readonly kind: TopicKind
  /** The topic without its symbol, such as `orderbook.50`. */
  readonly name: string
  readonly depth: number
  readonly symbol: string
}

/** A topic of a symbol whose decimals are known, so that its messages can be read. */
export type KnownTopic = Topic & {
  readonly text: string
  readonly symbol: MarketSymbol
  readonly bytes: Uint8Array
  readonly symbolBytes: Uint8Array
  readonly priceScale: number
  readonly qtyScale: number
}

/** Takes a topic's name apart; `null` for every topic that a session has no use for. */
export const topicOf = (text: string): Topic | null => {
  const match = /^(?:(orderbook)\.(1|50|200|500|1000)|(publicTrade)|(tickers))\.(.+)$/.exec(text)
  if (match === null) return null
  const [, book, depth, trades, , symbol = ''] = match
  if (book !== undefined) {
    return { kind: 'book', name: `orderbook.${depth}`, depth: Number(depth), symbol }
  }
  return trades !== undefined
    ? { kind: 'trades', name: trades, depth: 0, symbol }
    : { kind: 'tickers', name: 'tickers', depth: 0, symbol }
}

/** A topic together with the decimals of its symbol's prices and quantities. */
export const knownTopic = (
  text: string,
  topic: Topic,
  instrument: {
    readonly symbol: MarketSymbol
    readonly priceScale: number
    readonly qtyScale: number
  },
): KnownTopic => ({
  ...topic,
  text,
  symbol: instrument.symbol,
  bytes: Buffer.from(text, 'utf8'),
  symbolBytes: Buffer.from(instrument.symbol, 'utf8'),
  priceScale: instrument.priceScale,
  qtyScale: instrument.qtyScale,
})
