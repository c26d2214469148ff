import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { WireRequest } from '../../src/bybit-api/wire-request'

/** A server on loopback, at a port that was free. */
export type Loopback = {
  readonly url: string
  readonly server: Server
  readonly end: () => Promise<void>
}

/** Listens, and puts every request whole before what handles it, as the bytes that came. */
export const loopback = async (
  handle: (request: WireRequest, response: ServerResponse, raw: IncomingMessage) => void,
): Promise<Loopback> => {
  const server = createServer((raw, response) => {
    const chunks: Array<Buffer> = []
    raw.on('data', (chunk: Buffer) => chunks.push(chunk))
    raw.on('end', () => {
      const [path = '', query = ''] = (raw.url ?? '').split('?', 2)
      const headers = Object.fromEntries(
        Object.entries(raw.headers).map(([name, value]) => [name, String(value)]),
      )
      const method = raw.method === 'POST' ? 'POST' : 'GET'
      const body = Buffer.concat(chunks).toString('utf8')
      handle({ method, path, query, body, headers }, response, raw)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
