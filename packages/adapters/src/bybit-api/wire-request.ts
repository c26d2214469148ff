/**
 * A REST request as it goes over the wire: `query` is what stands behind the question mark, `body`
 * the raw text; either is empty where there is none. A signature covers exactly these bytes.
 * `headers` have lower-case names.
 */
export type WireRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A REST answer as it came over the wire. `headers` have lower-case names. */
export type WireResponse = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The names of the headers that sign a request, as `WireRequest` has them. */
export const signHeaders = {
  apiKey: 'x-bapi-api-key',
  timestamp: 'x-bapi-timestamp',
  sign: 'x-bapi-sign',
  signType: 'x-bapi-sign-type',
  recvWindow: 'x-bapi-recv-window',
} as const

/** The headers by which the server tells of its limits; any of them may be missing. */
export const limitHeaders = {
  limit: 'x-bapi-limit',
  remaining: 'x-bapi-limit-status',
  resetAt: 'x-bapi-limit-reset-timestamp',
} as const
