import fc from 'fast-check'

import { parsed, publicMessage } from '../../src/bybit-streams/public-message'

const level = fc.tuple(fc.nat(99_999), fc.nat(999)).map(([p, q]) => [`${p}.5`, `0.${q}`])
const levels = fc.array(level, { maxLength: 5 })
const whole = fc.maxSafeNat()

const book = fc
  .record({ type: fc.constantFrom('snapshot', 'delta'), b: levels, a: levels, u: whole, ts: whole })
  .chain(({ type, b, a, u, ts }) =>
    fc.constantFrom(
      { topic: 'orderbook.50.BTCUSDT', type, ts, data: { s: 'BTCUSDT', b, a, u, seq: 1 }, cts: ts },
      { topic: 'orderbook.1.ETHUSDT', type, ts, data: { s: 'ETHUSDT', b, a, u, seq: 9 } },
    ),
  )

const others = fc.constantFrom<unknown>(
  { topic: 'publicTrade.BTCUSDT', type: 'snapshot', ts: 5, data: [{ T: 4, i: '"u":1' }] },
  { topic: 'tickers.BTCUSDT', type: 'delta', data: { symbol: 'BTCUSDT' }, cs: 3, ts: 7 },
  { success: true, ret_msg: 'pong', op: 'ping', conn_id: 'x' },
  { success: false, ret_msg: 'error:handler not found', req_id: 'subscribe-1', op: 'subscribe' },
  { topic: 5 },
  { op: 5 },
  [],
  null,
)

/** One byte put elsewhere, taken out or doubled. */
const damaged = (text: string) =>
  fc
    .record({
      at: fc.nat(Math.max(0, text.length - 1)),
      by: fc.constantFrom('', '0', '"', '}', 'x'),
    })
    .map(({ at, by }) => text.slice(0, at) + by + text.slice(at + 1))

const seeded = { seed: 20_261_130, numRuns: 2_000 }

describe('a glance at a message', () => {
  it('sees what parsing sees, in messages as Bybit writes them', () => {
    fc.assert(
      fc.property(fc.oneof(book, others), fc.constantFrom(0, 1), (message, space) => {
        const text = JSON.stringify(message, null, space)
        expect(publicMessage(Buffer.from(text))).toStrictEqual(parsed(text))
      }),
      seeded,
    )
  })

  it('sees nothing else where one byte is damaged, unless what is damaged is no JSON', () => {
    fc.assert(
      fc.property(
        book.chain((message) => damaged(JSON.stringify(message))),
        (text) => {
          const whole = parsed(text)
          const glance = publicMessage(Buffer.from(text))
          if (whole.type !== 'Unreadable') expect(glance).toStrictEqual(whole)
        },
      ),
      seeded,
    )
  })

  it.each([
    ['', 'Unreadable'],
    ['{}', 'Unreadable'],
    ['{"topic":"orderbook.50.BTCUSDT"}', 'Unreadable'],
    ['{"topic":"orderbook.50.BTCUSDT","type":"delta","data":{"u":-1}}', 'Unreadable'],
    ['{"topic":"orderbook.50.BTCUSDT","type":"delta","data":{"u":1.5}}', 'Unreadable'],
    ['{"topic":"kline.5.BTCUSDT"}', 'Data'],
    ['{"op":"pong","args":["1"],"conn_id":"x"}', 'Control'],
  ])('takes %s for %s', (text, type) => {
    expect(publicMessage(Buffer.from(text)).type).toBe(type)
  })
})
