import type { Input } from '@shadowtape/core'
import { example } from '@shadowtape/core'
import fc from 'fast-check'

import type { Told } from './a-server'
import { bookDepths, newMarketFeed } from '../../src/bybit-server/market-feed'
import { aDesk, btc, listed, startMs } from '../bybit-desk/a-desk'

type Level = readonly [price: string, qty: string]

const level = fc.tuple(
  fc.integer({ min: 1, max: 300 }).map(String),
  fc.constantFrom('0', '0', '1', '2', '3'),
)
const change = fc.record({
  kind: fc.constantFrom('snapshot', 'delta', 'delta', 'delta', 'delta'),
  bids: fc.uniqueArray(level, { maxLength: 80, selector: ([price]) => price }),
  asks: fc.uniqueArray(level, { maxLength: 80, selector: ([price]) => price }),
})

const book = (kind: string, bids: ReadonlyArray<Level>, asks: ReadonlyArray<Level>, id: number) =>
  example(
    'BookUpdated',
    {
      symbol: 'BTCUSDT',
      kind,
      depth: 1_000,
      bids: bids.filter(([, qty]) => kind === 'delta' || qty !== '0'),
      // asks lie above all bids
      asks: asks
        .filter(([, qty]) => kind === 'delta' || qty !== '0')
        .map(([price, qty]) => [String(Number(price) + 300), qty]),
      updateId: id,
      crossSeq: id,
      venueAt: startMs * 1_000,
    },
    listed(btc),
  ) as Input

/** A client that holds the feed to what Bybit promises. */
const strictClient = () => {
  const sides = { b: new Map<string, string>(), a: new Map<string, string>() }
  let last = 0
  return {
    hear: (text: string): void => {
      const { type, data } = JSON.parse(text) as Told
      const u = Number(data['u'])
      if (last > 0) expect(u).toBe(last + 1)
      last = u
      for (const name of ['b', 'a'] as const) {
        if (type === 'snapshot') sides[name].clear()
        for (const [price, size] of data[name] as ReadonlyArray<Level>) {
          if (size !== '0') sides[name].set(price, size)
          // nothing may be deleted that is not there
          else expect(sides[name].delete(price)).toBe(true)
        }
      }
    },
    levels: (name: 'b' | 'a') =>
      [...sides[name]].sort(([x], [y]) => (Number(x) - Number(y)) * (name === 'b' ? -1 : 1)),
  }
}

test('whoever keeps a book by its messages has what REST shows, at every depth', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 25 }), (changes) => {
      const story = aDesk()
      const clients = new Map(bookDepths.map((depth) => [topicOf(depth), strictClient()]))
      const feed = newMarketFeed(story.desk, 'linear', {
        isWanted: (topic) => clients.has(topic),
        strike: () => null,
        publish: (topic, text) => clients.get(topic)?.hear(text),
      })
      story.desk.onMarket(feed.heard)
      story.sees(book('snapshot', [['100', '1']], [['1', '1']], 1))
      for (const [place, { kind, bids, asks }] of changes.entries()) {
        story.sees(book(kind, bids, asks, place + 2))
        for (const depth of bookDepths) {
          const client = clients.get(topicOf(depth))
          const query = `category=linear&symbol=BTCUSDT&limit=${depth}`
          const { result } = story.get('/v5/market/orderbook', query)
          expect(client?.levels('b')).toStrictEqual(result['b'])
          expect(client?.levels('a')).toStrictEqual(result['a'])
        }
      }
    }),
    { seed: 20_260_105, numRuns: 25 },
  )
})

const topicOf = (depth: number): string => `orderbook.${depth}.BTCUSDT`
