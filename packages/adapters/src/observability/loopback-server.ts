import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { isLoopbackHost, urlOf } from './loopback'

/** Where is listened, and who answers. */
export type LoopbackServerOptions = {
  /** `127.0.0.1` (the default) or `::1`; anything else is refused. */
  readonly host?: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void
}

/** A server of this machine's own. It keeps a process alive until `unref` is called. */
export type LoopbackServer = {
  readonly host: string
  readonly port: number
  /** Such as `http://127.0.0.1:9464`. */
  readonly url: string
  readonly unref: () => void
  /** Ends it and every connection to it; a second time does nothing. */
  readonly close: () => Promise<void>
}

/**
 * Listens on loopback alone, to requests of a few short headers that come soon. Left is why it does
 * not, in a sentence without a full stop. Whose name a request bears is for `onRequest` to look at.
 */
export const startLoopbackServer = async ({
  host = '127.0.0.1',
  port,
  onRequest,
}: LoopbackServerOptions): Promise<Either<string, LoopbackServer>> => {
  if (!isLoopbackHost(host))
    return left(`${host} is not this machine's own: only 127.0.0.1 and ::1 are listened on`)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return left(`${String(port)} is no port: they go from 0 to 65535`)
  const server = createServer(limits, onRequest)
  const failed = await listening(server, host, port)
  if (failed !== null) return left(unheard(host, port, failed))
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
    unref: () => {
      server.unref()
    },
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
