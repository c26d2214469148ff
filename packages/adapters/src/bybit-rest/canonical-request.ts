import type { ApiSigner } from '../bybit-api/signing'
import { restPayload } from '../bybit-api/signing'
import type { OrderCategory } from '../bybit-api/venue-limits'
import type { WireRequest } from '../bybit-api/wire-request'
import { signHeaders } from '../bybit-api/wire-request'

/** A value of a parameter; one that is `undefined` is left out. */
export type Param = string | number | boolean | undefined

/** A call to an endpoint, before it is written down. */
export type EndpointCall = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly category: OrderCategory
  /** A query's parameters in the order they are written; a page's token goes in as it came. */
  readonly query: Readonly<Record<string, Param>>
  readonly body: object | null
  /** Whether it may change orders, or only asks. */
  readonly kind: 'order' | 'question'
  readonly isSigned: boolean
  /** What it costs where orders are counted. */
  readonly orders: number
}

/** A key, what signs with it, and the moment of signing by the exchange's clock. */
export type Signing = {
  readonly apiKey: string
  readonly sign: ApiSigner
  readonly timestampMs: number
  readonly recvWindowMs: number
}

/**
 * Writes a call down: the one place where bytes of a query or a body are made. What is signed is
 * what is returned, and nothing makes these bytes a second time.
 */
export const canonicalRequest = (call: EndpointCall, signing: Signing | null): WireRequest => {
  const query = queryOf(call.query)
  const body = call.body === null ? '' : JSON.stringify(call.body)
  const type: Readonly<Record<string, string>> =
    call.method === 'POST' ? { 'content-type': 'application/json' } : {}
  const signed = signing === null ? {} : signatureOf(signing, call.method === 'GET' ? query : body)
  return { method: call.method, path: call.path, query, body, headers: { ...type, ...signed } }
}

const signatureOf = (
  { apiKey, sign, timestampMs, recvWindowMs }: Signing,
  tail: string,
): Readonly<Record<string, string>> => ({
  [signHeaders.apiKey]: apiKey,
  [signHeaders.timestamp]: String(timestampMs),
  [signHeaders.recvWindow]: String(recvWindowMs),
  [signHeaders.signType]: '2',
  [signHeaders.sign]: sign(restPayload(timestampMs, apiKey, recvWindowMs, tail)),
})

const queryOf = (params: Readonly<Record<string, Param>>): string =>
  Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encoded(name, String(value))}`)
    .join('&')

/**
 * A page's token comes percent-encoded and goes back as it came: encoded once more it would be
 * another one. A token with any other byte in it is encoded, so that it stays one value.
 */
const encoded = (name: string, value: string): string =>
  name === 'cursor' && /^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*$/.test(value)
    ? value
    : encodeURIComponent(value)
