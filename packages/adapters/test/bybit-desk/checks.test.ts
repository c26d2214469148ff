import { generateKeyPairSync } from 'node:crypto'

import { isRight } from 'fp-ts/Either'

import { restPayload, rsaSigner } from '../../src/bybit-api/signing'
import type { WireRequest } from '../../src/bybit-api/wire-request'
import { routes } from '../../src/bybit-desk/routes'
import type { Answer } from './a-desk'
import { aDesk, anOrder, mainKey, signed, startMs } from './a-desk'

const query = 'category=linear&symbol=BTCUSDT'
const look = { path: '/v5/order/realtime', query }

const answerOf = (story: ReturnType<typeof aDesk>, request: Partial<WireRequest>): Answer =>
  JSON.parse(story.wire(request).body) as Answer

describe('what is checked of a request', () => {
  test('first its route', () => {
    const story = aDesk()
    const lost = story.wire({ path: '/v5/order/nowhere' })
    expect(lost.status).toBe(404)
    expect(JSON.parse(lost.body)).toMatchObject({ retCode: 10017, retMsg: 'Route not found.' })
    expect(story.wire({ ...look, method: 'POST' }).status).toBe(404)
    expect(story.wire({ path: '/v5/order/create' }).status).toBe(404)
    expect(story.wire({ path: 'constructor' }).status).toBe(404)
  })

  test('then that a GET has no body', () => {
    const story = aDesk()
    expect(story.wire({ ...look, body: '{}' }).status).toBe(403)
    expect(story.wire({ path: '/v5/market/time', body: ' ' }).status).toBe(403)
  })

  test.each(['x-bapi-api-key', 'x-bapi-timestamp', 'x-bapi-sign'])('then its %s', (name) => {
    const { [name]: _, ...headers } = signed(query, startMs)
    expect(answerOf(aDesk(), { ...look, headers })).toMatchObject({ retCode: 10001 })
  })

  test('then its key, before its time', () => {
    const headers = signed(query, 0, { apiKey: 'other', secret: 'other' })
    expect(answerOf(aDesk(), { ...look, headers })).toMatchObject({
      retCode: 10003,
      retMsg: 'API key is invalid.',
    })
  })

  test.each([
    ['as old as its window', -5_000, 0],
    ['older than its window', -5_001, 10002],
    ['less than a second ahead', 999, 0],
    ['a second ahead', 1_000, 10002],
  ])('then its time: %s', (_, offsetMs, retCode) => {
    const headers = signed(query, startMs + offsetMs, mainKey)
    expect(answerOf(aDesk(), { ...look, headers }).retCode).toBe(retCode)
  })

  test('in words that name the three times, before its signature', () => {
    const headers = { ...signed(query, startMs - 9_000), 'x-bapi-sign': 'bad' }
    expect(answerOf(aDesk(), { ...look, headers }).retMsg).toBe(
      'invalid request, please check your server timestamp or recv_window param. ' +
        'req_timestamp[1699999991000],server_timestamp[1700000000000],recv_window[5000]',
    )
  })

  test('by the window that the request says, and by its own where it says none', () => {
    const late = signed(query, startMs - 9_000, mainKey, 10_000)
    expect(answerOf(aDesk(), { ...look, headers: late }).retCode).toBe(0)
    const payload = `${startMs - 9_000}${mainKey.apiKey}${query}`
    const { 'x-bapi-recv-window': _, ...headers } = late
    expect(answerOf(aDesk(), { ...look, headers }).retCode).toBe(10002)
    const patient = aDesk({ recvWindowMs: 10_000 })
    // without a window nothing of it is signed
    expect(answerOf(patient, { ...look, headers }).retMsg).toBe(
      `error sign! origin_string[${payload}]`,
    )
  })

  test('then its signature, over the bytes that came', () => {
    const story = aDesk()
    const headers = signed(query, startMs)
    const other = answerOf(story, { ...look, query: 'symbol=BTCUSDT&category=linear', headers })
    expect(other.retCode).toBe(10004)
    expect(other.retMsg).toContain('origin_string[')
    const body = '{"category": "linear", "symbol": "BTCUSDT", "orderId": "x"}'
    const post = { method: 'POST', path: '/v5/order/cancel' } as const
    expect(answerOf(story, { ...post, body, headers: signed(body, startMs) }).retCode).toBe(110001)
    const compact = JSON.stringify(JSON.parse(body))
    expect(
      answerOf(story, { ...post, body: compact, headers: signed(body, startMs) }).retCode,
    ).toBe(10004)
  })

  test('by the public half of a key whose other half the user keeps', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
    const story = aDesk({ keys: [{ apiKey: 'rsa', secret: pem }] })
    const sign = rsaSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
    if (!isRight(sign)) throw new Error(sign.left)
    const headers = {
      ...signed(query, startMs, { apiKey: 'rsa', secret: 'unused' }),
      'x-bapi-sign': sign.right(restPayload(startMs, 'rsa', 5_000, query)),
    }
    expect(answerOf(story, { ...look, headers }).retCode).toBe(0)
    const other = { ...headers, 'x-bapi-sign': sign.right('something else') }
    expect(answerOf(story, { ...look, headers: other }).retCode).toBe(10004)
  })

  test('then what its key may do', () => {
    const keys = [
      { ...mainKey, isReadOnly: true },
      { apiKey: 'spot', secret: 's', categories: ['spot'] as const },
    ]
    const story = aDesk({ keys })
    expect(story.post('/v5/order/create', anOrder())).toMatchObject({
      retCode: 10005,
      retMsg: 'Permission denied, please check your API key permissions.',
    })
    expect(story.get(look.path, look.query).retCode).toBe(0)
    const body = JSON.stringify(anOrder())
    const headers = signed(body, startMs, { apiKey: 'spot', secret: 's' })
    const post = { method: 'POST', path: '/v5/order/create', body, headers } as const
    expect(answerOf(story, post).retCode).toBe(10005)
  })

  test('and that its body is a JSON object', () => {
    const story = aDesk()
    for (const body of ['', 'no', '[]', 'null', '"x"', '{"category":'])
      expect(story.post('/v5/order/create', body)).toMatchObject({
        retCode: 10001,
        retMsg: 'Request parameter error.',
      })
  })
})

describe('the budget of a second', () => {
  const limited = () => aDesk({ rateRule: 'non-vip', fillRate: 0 })
  const create = (story: ReturnType<typeof aDesk>, fields = {}) =>
    story.post('/v5/order/create', anOrder(fields)).retCode

  test('is rolling, by endpoint and category', () => {
    const story = limited()
    for (let n = 0; n < 10; n++) {
      expect(create(story)).toBe(0)
      story.turnClock(50)
    }
    expect(create(story)).toBe(10006)
    expect(create(story, { category: 'spot', symbol: 'SOLUSDT', price: '50', qty: '1' })).toBe(0)
    expect(story.get(look.path, look.query).retCode).toBe(0)
    story.turnClock(500)
    expect(create(story)).toBe(0)
    expect(create(story)).toBe(10006)
  })

  test('is told by headers', () => {
    const story = limited()
    const ask = () => story.wire({ ...look, headers: signed(query, story.nowMs()) }).headers
    expect(ask()).toMatchObject({
      'x-bapi-limit': '50',
      'x-bapi-limit-status': '49',
      'x-bapi-limit-reset-timestamp': String(startMs),
    })
    for (let n = 0; n < 49; n++) ask()
    story.turnClock(10)
    expect(ask()).toMatchObject({
      'x-bapi-limit-status': '0',
      'x-bapi-limit-reset-timestamp': String(startMs + 1_000),
    })
    expect(aDesk().wire({ ...look, headers: signed(query, startMs) }).headers).not.toHaveProperty(
      'x-bapi-limit',
    )
  })

  test('counts batches by their orders, and fails those above it', () => {
    const story = limited()
    const request = Array.from({ length: 12 }, () => anOrder())
    const answer = story.post('/v5/order/create-batch', { category: 'linear', request })
    expect(answer.retCode).toBe(0)
    expect(answer.retExtInfo.list.map(({ code }) => code)).toStrictEqual([
      ...Array<number>(10).fill(0),
      10006,
      10006,
    ])
    expect(create(story)).toBe(0)
  })
})

test('every signed route wants a signature, and every public one does without', () => {
  const story = aDesk()
  for (const [path, { method, needs }] of routes) {
    const { retCode } = answerOf(story, { method, path, query: method === 'GET' ? query : '' })
    expect([path, needs === 'nothing' ? retCode === 0 : retCode]).toStrictEqual([
      path,
      needs === 'nothing' ? true : 10001,
    ])
  }
})
