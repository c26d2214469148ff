import fc from 'fast-check'

import { routes } from '../../src/bybit-desk/routes'
import type { Json } from './a-desk'
import { aBook, aDesk, aSpotOrder, aTouch, anOrder, btc, sol } from './a-desk'

const seeded = { seed: 20_260_105, numRuns: 150 }

/** Names that endpoints read, and words that they may be given for them. */
const names = [
  ...['category', 'symbol', 'side', 'orderType', 'qty', 'price', 'timeInForce', 'orderId'],
  ...['orderLinkId', 'reduceOnly', 'closeOnTrigger', 'triggerPrice', 'triggerDirection', 'smpType'],
  ...['limit', 'cursor', 'openOnly', 'request', 'takeProfit', 'stopLoss', 'buyLeverage', 'coin'],
  ...['sellLeverage', 'accountType', 'settleCoin', 'startTime', 'endTime', 'orderFilter'],
  ...['marketUnit', 'positionIdx', '__proto__', 'constructor'],
]
const word = fc.oneof(
  fc.constantFrom('linear', 'spot', 'BTCUSDT', 'SOLUSDT', 'Buy', 'Sell', 'Limit', 'Market'),
  fc.constantFrom('1', '2', '0', '0.001', '1e5', '-1', '60000', '99999999999999', '9'.repeat(40)),
  fc.constantFrom('true', 'false', 'PostOnly', 'IOC', 'FOK', 'UNIFIED', 'page_token%3D5%26', '%'),
  fc.string(),
)
const value = fc.oneof({ weight: 6, arbitrary: word }, fc.jsonValue(), fc.double())
const some = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 })
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), value),
  some.map((fields) => anOrder(fields)),
  some.map((fields) => aSpotOrder(fields)),
)

describe('a desk, by law', () => {
  test('answers whatever it is asked, in its envelope', () => {
    const story = aDesk({ fillRate: 0.5, closedOrdersMax: 20, executionsMax: 20 })
    story.sees(aBook(), aTouch(sol, '99', '101'))
    const asked = fc.record({ path: fc.constantFrom(...routes.keys()), body, ms: fc.nat(40) })
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), (requests) => {
        for (const { path, body: fields, ms } of requests) {
          story.pass(ms)
          const isGet = routes.get(path)?.method === 'GET'
          const texts = Object.entries(fields).map(
            ([name, each]) =>
              [name, typeof each === 'string' ? each : JSON.stringify(each)] as const,
          )
          const answer = isGet
            ? story.get(path, String(new URLSearchParams(Object.fromEntries(texts))))
            : story.post(path, fields)
          expect(Object.keys(answer)).toStrictEqual([
            ...['retCode', 'retMsg', 'result', 'retExtInfo', 'time'],
          ])
          expect(Number.isSafeInteger(answer.retCode)).toBe(true)
        }
      }),
      seeded,
    )
  })

  const order = fc.record({
    side: fc.constantFrom('Buy', 'Sell'),
    orderType: fc.constantFrom('Limit', 'Market'),
    qty: fc.integer({ min: 1, max: 3_000 }).map((n) => (n / 1_000).toFixed(3)),
    price: fc.integer({ min: 59_980, max: 60_020 }).map(String),
    timeInForce: fc.constantFrom('GTC', 'IOC', 'FOK', 'PostOnly'),
    reduceOnly: fc.boolean(),
  })
  const step = fc.oneof(
    order.map((fields) => ({ path: '/v5/order/create', body: anOrder(fields) })),
    order.map((fields) => ({
      path: '/v5/order/create',
      body: aSpotOrder({ ...fields, price: '98' }),
    })),
    fc.constant({
      path: '/v5/order/cancel-all',
      body: { category: 'linear', symbol: 'BTCUSDT' } as Json,
    }),
    fc
      .integer({ min: 59_000, max: 61_000 })
      .map((mid) => ({ path: 'book', body: { mid } as Json })),
    fc.nat(150).map((ms) => ({ path: 'time', body: { ms } as Json })),
  )

  test('tells by its stream, by REST and by its position the same story', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const story = aDesk({ fillRate: 0.7, balances: null })
        story.sees(aBook(), aTouch(sol, '99', '101'))
        for (const { path, body: fields } of steps)
          if (path === 'time') story.pass(Number(fields['ms']))
          else if (path === 'book')
            story.sees(aTouch(btc, String(Number(fields['mid']) - 1), String(fields['mid'])))
          else story.post(path, fields)
        const executions = story.rows('execution').filter((row) => row['category'] === 'linear')
        const sum = executions.reduce(
          (held, row) => held + (row['side'] === 'Buy' ? 1 : -1) * thousandths(row['execQty']),
          0,
        )
        const query = 'category=linear&symbol=BTCUSDT'
        const [position] = story.get('/v5/position/list', query).result.list
        expect((position!['side'] === 'Sell' ? -1 : 1) * thousandths(position!['size'])).toBe(sum)
        const { list } = story.get('/v5/execution/list', `${query}&limit=100`).result
        const byRest = list.map((row) => row['execId'])
        expect(byRest).toStrictEqual(
          executions
            .map((row) => row['execId'])
            .reverse()
            .slice(0, 100),
        )
        expect(new Set(byRest).size).toBe(byRest.length)
        for (const row of story.rows('order')) {
          const [filled, left] = [thousandths(row['cumExecQty']), thousandths(row['leavesQty'])]
          if (row['marketUnit'] === '' && row['orderStatus'] === 'Filled')
            expect(filled).toBe(thousandths(row['qty']))
          if (row['orderStatus'] === 'PartiallyFilled')
            expect(filled + left).toBe(thousandths(row['qty']))
        }
        const state = story.desk.state.accounts['main' as never] as Json
        expect(state['openCount']).toBe(
          story.get('/v5/order/realtime', `${query}&limit=50`).result.list.length +
            story.get('/v5/order/realtime', 'category=spot&limit=50').result.list.length,
        )
      }),
      { ...seeded, numRuns: 60 },
    )
  })
})

const thousandths = (text: unknown): number => Math.round(Number(text) * 1_000)
