import fc from 'fast-check'

import type { Disturbance } from './small-desk'
import { enveloped, smallDesk } from './small-desk'
import { virtualClock } from './virtual-clock'
import { signHeaders } from '../../src/bybit-api/wire-request'
import { keysOf } from '../../src/bybit-rest/api-keys'
import type { Attempt } from '../../src/bybit-rest/trouble'
import { exchangeFaultText } from '../../src/exchange/exchange-fault'
import { anOrder, madeClient } from './made-client'

const keys = { apiKey: 'PLANTEDKEY0123456789', secret: 'plantedsecret9876543210' }
const asking = { category: 'linear', symbol: 'BTCUSDT', clientOrderId: 'x-1' } as const

/** Where a venue may repeat what it was sent: `SIGN` stands for the signature of the request. */
const leaks: ReadonlyArray<string> = [
  `error sign! origin_string[1700000000000${keys.apiKey}5000category=linear]`,
  `API key ${keys.apiKey} is invalid.`,
  `sign SIGN of ${keys.apiKey} with ${keys.secret} ${'.'.repeat(260)}${keys.secret}`,
]
const aCode = fc.constantFrom(10001, 10002, 10003, 10004, 10006, 10016, 110007, 170213, 777)
const aStatus = fc.constantFrom(200, 302, 400, 401, 403, 404, 429, 500)
const aShape = fc.constantFrom('message', 'row', 'text', 'number', 'lost', 'code', 'batch')

/** An answer, or none, that says as much as it can of what must not be said. */
const anAnswer = fc
  .tuple(aShape, fc.constantFrom(...leaks), aCode, aStatus)
  .map(([shape, leak, code, status]): Disturbance => {
    if (shape === 'lost') return 'lost request'
    const row = { orderId: leak, side: leak, orderLinkId: leak, price: leak, [leak]: leak }
    const bodies: Readonly<Record<string, string>> = {
      message: JSON.stringify({ retCode: code, retMsg: leak, result: {} }),
      row: JSON.stringify({ retCode: 0, retMsg: leak, result: { list: [row] } }),
      text: leak,
      number: JSON.stringify({ retCode: leak, result: leak }),
      code: enveloped(code).body,
      batch: JSON.stringify({
        ...{ retCode: 0, result: { list: [{ orderId: '', orderLinkId: 'x-2' }] } },
        retExtInfo: { list: [{ code, msg: leak }] },
      }),
    }
    return { instead: { status, headers: { 'retry-after': leak }, body: bodies[shape] ?? '' } }
  })

describe('what must stay secret', () => {
  test('is in no fault, in no attempt that is told of, and in nothing thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAnswer, { minLength: 1, maxLength: 6 }), async (answers) => {
        const clock = virtualClock()
        const desk = smallDesk(clock.nowMs, keys)
        const told: Array<Attempt> = []
        const { client } = madeClient({
          ...{ clock, keys: keysOf(keys) },
          onAttempt: (attempt) => told.push(attempt),
          desk: {
            ...desk,
            // the signature of the request itself is said back, too
            answer: (request) => {
              const answer = desk.answer(request)
              const sign = request.headers[signHeaders.sign] ?? ''
              return { ...answer, body: answer.body.replaceAll('SIGN', sign) }
            },
          },
        })
        for (const path of ['create', 'cancel', 'create-batch', 'realtime'])
          desk.disturb(`/v5/order/${path}`, ...answers)
        const outcomes: ReadonlyArray<object> = [
          await client.placeOrder({ ...anOrder, clientOrderId: 'x-1' })(),
          await client.cancelOrder(asking)(),
          await client.placeOrders([{ ...anOrder, clientOrderId: 'x-2' }])(),
          await client.openOrders(asking)(),
        ]
        const faults = outcomes.flatMap((one) => ('left' in one ? [one.left as never] : []))
        const said = JSON.stringify([outcomes, told, faults.map(exchangeFaultText)])
        const signatures = desk.requests.map(({ headers }) => headers[signHeaders.sign])
        for (const secret of [keys.apiKey, keys.secret, ...signatures])
          if (secret !== undefined) expect(said).not.toContain(secret)
        client.close()
      }),
      { seed: 91, numRuns: 100 },
    )
  })
})
