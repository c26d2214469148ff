import type { ClientRequest, IncomingMessage } from 'node:http'
import type * as http from 'node:http'
import type * as https from 'node:https'
import type { Socket } from 'node:net'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { NetworkAccess } from '../bybit-api/network-access'
import { throughGuard } from '../bybit-api/network-access'
import type { WireRequest, WireResponse } from '../bybit-api/wire-request'
import type { Transport, TransportFault } from './transport'

/** Where requests go, and what is too long or too much. */
export type HttpOptions = {
  readonly access: NetworkAccess
  /** The base URL, with no slash at its end. */
  readonly baseUrl: string
  /** From the first byte to the last of the answer. */
  readonly timeoutMs: number
  readonly answerBytesMax: number
}

/**
 * Sends requests over HTTP or HTTPS, on connections that are kept. Every request goes through the
 * network guard before a socket is opened. Certificates are always checked, whatever the
 * environment says; redirects are not followed, proxies not asked.
 */
export const httpTransport = (options: HttpOptions): Transport => {
  let web: Promise<Web> | null = null
  return {
    send: (request) => async () => {
      const guarded = throughGuard(options.access, `${options.baseUrl}${request.path}`)
      if (guarded._tag === 'Left') return left({ type: 'Refused', says: guarded.left.says })
      web ??= loaded()
      return sent(options, await web, guarded.right, request)
    },
    close: () => {
      void web?.then(({ agents }) => {
        agents.http.destroy()
        agents.https.destroy()
      })
    },
  }
}

/** Node's modules, loaded only once something is sent, and the connections that are kept. */
type Web = {
  readonly http: typeof http
  readonly https: typeof https
  readonly agents: { readonly http: http.Agent; readonly https: https.Agent }
}
type Sent = Either<TransportFault, WireResponse>

const loaded = async (): Promise<Web> => {
  const [plain, secure] = await Promise.all([import('node:http'), import('node:https')])
  const keep = { keepAlive: true, maxSockets: 64 }
  return {
    http: plain,
    https: secure,
    agents: { http: new plain.Agent(keep), https: new secure.Agent(keep) },
  }
}

const sent = (options: HttpOptions, web: Web, url: URL, request: WireRequest): Promise<Sent> =>
  new Promise((resolve) => {
    let isOut = false
    const fail = (says: string): void => {
      clearTimeout(timer)
      resolve(left({ type: isOut ? 'NoAnswer' : 'NotSent', says }))
    }
    let outgoing: ClientRequest | null = null
    const timer = setTimeout(() => {
      fail(`${url.host} took longer than ${options.timeoutMs} ms`)
      outgoing?.destroy()
    }, options.timeoutMs)
    try {
      outgoing = opened(web, url, request)
    } catch {
      return fail('the request cannot be written as HTTP')
    }
    outgoing.on('socket', (socket: Socket) => {
      // a kept connection is there already, and from then on a byte may have gone out
      if (!socket.connecting) isOut = true
      else {
        const ready = url.protocol === 'https:' ? 'secureConnect' : 'connect'
        socket.once(ready, () => (isOut = true))
      }
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      fail(`${url.host} could not be ${isOut ? 'heard' : 'reached'} (${codeOf(error)})`)
    })
    outgoing.on('response', (incoming) => {
      isOut = true
      collect(incoming, options.answerBytesMax, fail, (body) => {
        clearTimeout(timer)
        resolve(right({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body }))
      })
    })
    outgoing.end(request.method === 'POST' ? request.body : undefined)
  })

const opened = ({ http, https, agents }: Web, url: URL, request: WireRequest): ClientRequest => {
  const isTls = url.protocol === 'https:'
  const options = {
    method: request.method,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
    // the path as it was signed: URL would write some of its bytes anew
    path: `${url.pathname}${request.query === '' ? '' : `?${request.query}`}`,
    headers: {
      ...request.headers,
      ...(request.method === 'POST' ? { 'content-length': Buffer.byteLength(request.body) } : {}),
    },
  }
  return isTls
    ? https.request({ ...options, agent: agents.https, rejectUnauthorized: true })
    : http.request({ ...options, agent: agents.http })
}

const collect = (
  incoming: IncomingMessage,
  bytesMax: number,
  fail: (says: string) => void,
  done: (body: string) => void,
): void => {
  const chunks: Array<Buffer> = []
  let bytes = 0
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > bytesMax) {
      fail(`the answer has more than ${bytesMax} bytes`)
      incoming.destroy()
    } else chunks.push(chunk)
  })
  incoming.on('error', (error: NodeJS.ErrnoException) =>
    fail(`the answer broke off (${codeOf(error)})`),
  )
  incoming.on('end', () => {
    // without its last byte an answer also ends, but is not complete
    if (incoming.complete) done(Buffer.concat(chunks).toString('utf8'))
    else fail('the answer broke off')
  })
}

const headersOf = (incoming: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))

/** A code is one of Node's own words; a message could quote what was sent. */
const codeOf = (error: NodeJS.ErrnoException): string =>
  typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : 'no code'
