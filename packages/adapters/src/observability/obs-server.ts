import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { isLoopbackHeader, isLoopbackHost, urlOf } from './loopback'

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
  if (!isLoopbackHost(host))
    return refused(`${host} is not this machine's own: only 127.0.0.1 and ::1 are listened on`)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return refused(`${String(port)} is no port: they go from 0 to 65535`)
  const server = createServer(limits, (request, response) => {
    void answered(options, request, response)
  })
  const failed = await listening(server, host, port)
  if (failed !== null) return refused(unheard(host, port, failed))
  server.unref()
  const { port: taken } = server.address() as AddressInfo
  let closed: Promise<void> | null = null
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve()
      })
      server.closeAllConnections()
    })
  return right({
    host,
    port: taken,
    url: urlOf(host, taken),
    close: () => (closed ??= close()),
  })
}

/** Who asks sends a few short headers, and soon. */
const limits = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
}

const listening = (server: Server, host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      resolve(error.code ?? error.message)
    }
    server.once('error', failed)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed)
      // a connection that cannot be taken is that client's loss, not the session's
      server.on('error', () => undefined)
      resolve(null)
    })
  })

const unheard = (host: string, port: number, code: string): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${String(port)} of ${host} is taken by another program`
    case 'EACCES':
      return `port ${String(port)} of ${host} may not be listened on: permission denied`
    case 'EADDRNOTAVAIL':
      return `${host} is no address that this machine has`
    default:
      return `port ${String(port)} of ${host} cannot be listened on: the system said ${code}`
  }
}

const refused = (says: string): Either<ObsServerRefused, never> =>
  left({ type: 'ObsServerRefused', says })

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
