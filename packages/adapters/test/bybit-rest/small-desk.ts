import { hmacSigner, restPayload } from '../../src/bybit-api/signing'
import type { PrivateMessage, VenueDesk } from '../../src/bybit-api/venue-desk'
import type { WireRequest, WireResponse } from '../../src/bybit-api/wire-request'
import { signHeaders } from '../../src/bybit-api/wire-request'
import { dryRunKeys } from '../../src/bybit-rest/api-keys'

/** An order as the small desk keeps it. */
export type DeskOrder = Record<string, string | boolean>

/** What happens to a request instead of, or beside, being answered. */
export type Disturbance =
  /** It is carried out, and the answer is lost. */
  | 'lost answer'
  /** It never arrives, and nobody says so. */
  | 'lost request'
  /** It is carried out, and answered with something else. */
  | { readonly instead: WireResponse }
  /** It is not carried out, and answered so. */
  | { readonly refusedWith: WireResponse }

/**
 * A venue small enough to be seen through: it checks signatures and times as Bybit does, keeps
 * orders by orderLinkId, fills none, and is disturbed as a test wants it.
 */
export type SmallDesk = VenueDesk & {
  readonly requests: ReadonlyArray<WireRequest>
  readonly orders: ReadonlyMap<string, DeskOrder>
  /** What happens to the next requests to a path, one after the other. */
  readonly disturb: (path: string, ...with_: ReadonlyArray<Disturbance | null>) => void
  readonly change: (orderLinkId: string, fields: DeskOrder) => void
  readonly tell: (message: PrivateMessage) => void
  readonly sent: (path: string) => ReadonlyArray<WireRequest>
}

/** An answer in Bybit's envelope. */
export const enveloped = (
  retCode: number,
  result: object = {},
  more: object = {},
): WireResponse => ({
  status: 200,
  headers: {},
  body: JSON.stringify({
    retCode,
    retMsg: retCode === 0 ? 'OK' : `no ${retCode}`,
    result,
    ...more,
  }),
})

export const smallDesk = (
  nowMs: () => number,
  keys: { readonly apiKey: string; readonly secret: string } = dryRunKeys,
): SmallDesk => {
  const requests: Array<WireRequest> = []
  const orders = new Map<string, DeskOrder>()
  const planned = new Map<string, Array<Disturbance | null>>()
  const listeners = new Set<(message: PrivateMessage) => void>()
  const sign = hmacSigner(keys.secret)

  const isSigned = ({ method, query, body, headers }: WireRequest): boolean => {
    const [key, at, window] = [signHeaders.apiKey, signHeaders.timestamp, signHeaders.recvWindow]
    const tail = method === 'GET' ? query : body
    const payload = restPayload(
      Number(headers[at]),
      String(headers[key]),
      Number(headers[window]),
      tail,
    )
    return headers[key] === keys.apiKey && headers[signHeaders.sign] === sign(payload)
  }

  const inTime = ({ headers }: WireRequest): boolean => {
    const at = Number(headers[signHeaders.timestamp])
    return nowMs() - Number(headers[signHeaders.recvWindow]) <= at && at < nowMs() + 1_000
  }

  const one = (fields: Record<string, string>): DeskOrder | undefined =>
    [...orders.values()].find((order) =>
      fields['orderId'] !== undefined
        ? order['orderId'] === fields['orderId']
        : order['orderLinkId'] === fields['orderLinkId'],
    )

  const create = (fields: Record<string, string>): readonly [number, object] => {
    const id = String(fields['orderLinkId'])
    if (orders.has(id)) return [110072, {}]
    const orderId = `order-${orders.size + 1}`
    orders.set(id, newOrder(fields, orderId, nowMs()))
    return [0, { orderId, orderLinkId: id }]
  }

  const change = (fields: Record<string, string>, to: DeskOrder): readonly [number, object] => {
    const order = one(fields)
    if (order === undefined || order['orderStatus'] !== 'New') return [110001, {}]
    Object.assign(order, to)
    return [0, { orderId: order['orderId'], orderLinkId: order['orderLinkId'] }]
  }

  const cancelAll = (): readonly [number, object] => {
    const open = [...orders.values()].filter((order) => order['orderStatus'] === 'New')
    for (const order of open) order['orderStatus'] = 'Cancelled'
    return [0, { list: open.map(({ orderId, orderLinkId }) => ({ orderId, orderLinkId })) }]
  }

  const batch = (
    items: ReadonlyArray<Record<string, string>>,
    each: (fields: Record<string, string>) => readonly [number, object],
  ): WireResponse => {
    const done = items.map(each)
    const list = done.map(([code, ack], i) =>
      code === 0 ? ack : { orderId: '', orderLinkId: items[i]?.['orderLinkId'] ?? '' },
    )
    return enveloped(
      0,
      { list },
      { retExtInfo: { list: done.map(([code]) => ({ code, msg: '' })) } },
    )
  }

  const amended = ({ qty, price }: Record<string, string>): DeskOrder => ({
    ...(qty === undefined ? {} : { qty }),
    ...(price === undefined ? {} : { price }),
  })
  const canceled = { orderStatus: 'Cancelled' }

  const carriedOut = ({ path, query, body }: WireRequest): WireResponse => {
    const fields = JSON.parse(body === '' ? '{}' : body) as Record<string, string>
    const items = (fields['request'] ?? []) as unknown as ReadonlyArray<Record<string, string>>
    const asked = Object.fromEntries(new URLSearchParams(query)) as Record<string, string>
    switch (path) {
      case '/v5/market/time':
        return enveloped(0, {}, { time: nowMs() })
      case '/v5/market/instruments-info':
        return enveloped(0, { list: [listed] })
      case '/v5/order/create':
        return enveloped(...create(fields))
      case '/v5/order/amend':
        return enveloped(...change(fields, amended(fields)))
      case '/v5/order/cancel':
        return enveloped(...change(fields, canceled))
      case '/v5/order/cancel-all':
        return enveloped(...cancelAll())
      case '/v5/order/create-batch':
        return batch(items, create)
      case '/v5/order/amend-batch':
        return batch(items, (item) => change(item, amended(item)))
      case '/v5/order/cancel-batch':
        return batch(items, (item) => change(item, canceled))
      case '/v5/order/realtime':
      case '/v5/order/history': {
        const isNamed = asked['orderLinkId'] !== undefined || asked['orderId'] !== undefined
        const found = isNamed
          ? [one(asked)].filter((row) => row !== undefined)
          : [...orders.values()]
        const open = found.filter((row) => isNamed || row['orderStatus'] === 'New')
        return enveloped(0, { list: open, nextPageCursor: '' })
      }
      default:
        return { status: 404, headers: {}, body: '{"retCode":10017,"retMsg":"Route not found."}' }
    }
  }

  return {
    requests,
    orders,
    disturb: (path, ...with_) => planned.set(path, [...(planned.get(path) ?? []), ...with_]),
    change: (id, fields) => Object.assign(orders.get(id) ?? {}, fields),
    sent: (path) => requests.filter((request) => request.path === path),
    tell: (message) => {
      for (const listener of listeners) listener(message)
    },
    onPrivate: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    answer: (request) => {
      requests.push(request)
      const disturbance = planned.get(request.path)?.shift() ?? null
      if (disturbance === 'lost request') throw new Error(JSON.stringify(request))
      if (disturbance !== null && typeof disturbance === 'object' && 'refusedWith' in disturbance)
        return disturbance.refusedWith
      if (!request.path.startsWith('/v5/market/')) {
        if (!isSigned(request)) return enveloped(10004)
        if (!inTime(request)) return enveloped(10002)
      }
      const answer = carriedOut(request)
      if (disturbance === 'lost answer') throw new Error(JSON.stringify(request))
      return disturbance === null ? answer : disturbance.instead
    },
  }
}

const newOrder = (fields: Record<string, string>, orderId: string, nowMs: number): DeskOrder => ({
  orderId,
  orderLinkId: String(fields['orderLinkId']),
  symbol: String(fields['symbol']),
  side: String(fields['side']),
  orderType: String(fields['orderType']),
  timeInForce: String(fields['timeInForce']),
  orderStatus: 'New',
  price: fields['price'] ?? '0',
  qty: String(fields['qty']),
  cumExecQty: '0',
  leavesQty: String(fields['qty']),
  avgPrice: '',
  rejectReason: 'EC_NoError',
  reduceOnly: false,
  createdTime: String(nowMs),
  updatedTime: String(nowMs),
})

const listed = {
  symbol: 'BTCUSDT',
  status: 'Trading',
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  priceFilter: { minPrice: '0.10', maxPrice: '1999999.80', tickSize: '0.10' },
  lotSizeFilter: {
    maxOrderQty: '1190.000',
    minOrderQty: '0.001',
    qtyStep: '0.001',
    maxMktOrderQty: '500.000',
    minNotionalValue: '5',
  },
}
