import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { isLoopbackHeader } from './loopback'
import { startLoopbackServer } from './loopback-server'

/** Where figures are served, and what is asked for them. */
export type ObsServerOptions = {
  /** `127.0.0.1` (the default) or `::1`; anything else is refused. */
  readonly host?: string
  /** 0 takes any that is free. */
  readonly port: number
  /** Why the session is not ready for orders; nothing where it is. */
  readonly notReady: () => ReadonlyArray<string>
  readonly metrics: { readonly contentType: string; readonly text: () => Promise<string> }
}

/** A server that answers. */
export type ObsServer = {
  readonly host: string
  readonly port: number
  /** Such as `http://127.0.0.1:9464`. */
  readonly url: string
  /** Ends it and every connection to it; a second time does nothing. */
  readonly close: () => Promise<void>
}

/** Why a server does not listen, in a sentence without a full stop. */
export type ObsServerRefused = { readonly type: 'ObsServerRefused'; readonly says: string }

/**
 * Serves `/health` (200 while this process answers at all), `/ready` (503 with the reasons where
 * the session is not) and `/metrics` (Prometheus' text format) on loopback alone. It answers GET
 * and HEAD, 404 elsewhere, 405 to other methods, and 403 to who asks under another host's name.
 * It does not keep a process alive.
 */
export const startObsServer = async (
  options: ObsServerOptions,
): Promise<Either<ObsServerRefused, ObsServer>> => {
  const { host = '127.0.0.1', port } = options
  const started = await startLoopbackServer({
    ...{ host, port },
    onRequest: (request, response) => {
      void answered(options, request, response)
    },
  })
  if (isLeft(started)) return left({ type: 'ObsServerRefused', says: started.left })
  const { unref, ...server } = started.right
  unref()
  return right(server)
}

type Answer = {
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

const answered = async (
  options: ObsServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const answer = await answerTo(options, request)
  // a body that comes with a question is not read: the connection ends with the answer
  const isBodySent = request.headers['content-length'] ?? request.headers['transfer-encoding']
  if (isBodySent !== undefined) response.setHeader('Connection', 'close')
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...answer.headers,
  })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

const answerTo = async (
  { notReady, metrics }: ObsServerOptions,
  { headers, method, url }: IncomingMessage,
): Promise<Answer> => {
  if (!isLoopbackHeader(headers.host))
    return said(403, { error: 'the Host header names another machine' })
  const [path] = (url ?? '').split('?')
  if (path !== '/health' && path !== '/ready' && path !== '/metrics')
    return said(404, { error: 'there is /health, /ready and /metrics' })
  if (method !== 'GET' && method !== 'HEAD')
    return { ...said(405, { error: 'only GET and HEAD' }), headers: { Allow: 'GET, HEAD' } }
  try {
    if (path === '/health') return said(200, { status: 'ok' })
    if (path === '/metrics')
      return { status: 200, contentType: metrics.contentType, body: await metrics.text() }
    const reasons = notReady()
    return reasons.length === 0
      ? said(200, { status: 'ready' })
      : said(503, { status: 'not ready', reasons })
  } catch {
    // what went wrong may hold anything; it is not for who asks
    return said(500, { error: 'the figures could not be read' })
  }
}

const said = (status: number, body: object): Answer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
})
