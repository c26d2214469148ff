import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'

import { isLeft, isRight } from 'fp-ts/Either'

import type { ObsServer, ObsServerOptions } from '../../src'
import { startObsServer } from '../../src'

type Answered = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const asked = (
  server: ObsServer,
  path: string,
  { method = 'GET', host, body, agent }: Asking = {},
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const asking = request(
      `${server.url}${path}`,
      {
        method,
        headers: {
          ...(host === undefined ? {} : { Host: host }),
          ...(body === undefined ? {} : { 'Content-Length': body.length }),
        },
        ...(agent && { agent }),
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
type Asking = {
  readonly method?: string
  readonly host?: string
  readonly body?: string
  readonly agent?: Agent
}

const metrics = { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('a 1\n') }
const servers: Array<ObsServer> = []
const started = async (options: Partial<ObsServerOptions> = {}): Promise<ObsServer> => {
  const server = await startObsServer({ port: 0, notReady: () => [], metrics, ...options })
  if (isLeft(server)) throw new Error(server.left.says)
  servers.push(server.right)
  return server.right
}
const refusal = async (options: Partial<ObsServerOptions>): Promise<string> => {
  const server = await startObsServer({ port: 0, notReady: () => [], metrics, ...options })
  if (isRight(server)) servers.push(server.right)
  return isLeft(server) ? server.left.says : 'it listens'
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

describe('the server', () => {
  it('says that it lives, that the session is ready, and the figures', async () => {
    const server = await started()
    expect(await asked(server, '/health')).toMatchObject({ status: 200, body: '{"status":"ok"}\n' })
    const ready = { status: 200, body: '{"status":"ready"}\n' }
    expect(await asked(server, '/ready')).toMatchObject(ready)
    const told = await asked(server, '/metrics?a=b')
    expect(told).toMatchObject({ status: 200, body: 'a 1\n' })
    expect(told.headers['content-type']).toBe('text/plain; version=0.0.4')
    expect(told.headers['cache-control']).toBe('no-store')
  })

  it('says 503 and why where the session is not ready, and 200 when it is again', async () => {
    const reasons: Array<string> = ['trading is frozen: OPERATOR, line 7', 'not connected: public']
    const server = await started({ notReady: () => reasons })
    const answer = await asked(server, '/ready')
    expect(answer.status).toBe(503)
    expect(JSON.parse(answer.body)).toStrictEqual({ status: 'not ready', reasons })
    expect((await asked(server, '/health')).status).toBe(200)
    reasons.length = 0
    expect((await asked(server, '/ready')).status).toBe(200)
  })

  it('answers HEAD as GET, without the body', async () => {
    const server = await started()
    for (const path of ['/health', '/ready', '/metrics']) {
      const [got, head] = [await asked(server, path), await asked(server, path, { method: 'HEAD' })]
      expect(head).toMatchObject({ status: got.status, body: '' })
      expect(head.headers['content-length']).toBe(String(Buffer.byteLength(got.body)))
    }
  })

  it.each(['/', '/healthz', '/metrics/', '/metrics/x', '/..', '//metrics', '/%6detrics'])(
    'has nothing at %s',
    async (path) => {
      expect((await asked(await started(), path)).status).toBe(404)
    },
  )

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('does not take %s', async (method) => {
    const server = await started()
    const answer = await asked(server, '/metrics', { method, body: 'x'.repeat(100_000) })
    expect([answer.status, answer.headers.allow]).toStrictEqual([405, 'GET, HEAD'])
    expect((await asked(server, '/health')).status).toBe(200)
  })

  it.each([
    ['evil.example', 403],
    ['evil.example:9464', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1:99999', 403],
    ['127.0.0.1:9464@evil.example', 403],
    ['0.0.0.0', 403],
    ['localhost', 200],
    ['LOCALHOST:80', 200],
    ['127.0.0.1:9464', 200],
    ['[::1]:9464', 200],
  ])('answers a request for the host %j by %i', async (host, status) => {
    const server = await started()
    for (const path of ['/health', '/ready', '/metrics'])
      expect((await asked(server, path, { host })).status).toBe(status)
  })

  it('answers a request that names no host by 403', async () => {
    const server = await started()
    const old = connect(server.port, server.host)
    old.write('GET /metrics HTTP/1.0\r\n\r\n')
    let text = ''
    for await (const piece of old) text += String(piece)
    expect(text).toMatch(/^HTTP\/1\.1 403 /)
    expect(text).not.toContain('a 1')
  })

  it('says 500 and nothing else where the figures cannot be read', async () => {
    const text = () => Promise.reject(new Error('a secret'))
    const server = await started({ metrics: { contentType: 'text/plain', text } })
    const answer = await asked(server, '/metrics')
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('secret')
    expect((await asked(server, '/health')).status).toBe(200)
  })

  it('lives on after a client that speaks no HTTP, and one that goes away', async () => {
    const server = await started()
    const rude = connect(server.port, server.host)
    rude.end('\x16\x03\x01 nonsense\r\n\r\n')
    rude.resume()
    await once(rude, 'close')
    const gone = connect(server.port, server.host)
    gone.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n')
    gone.destroy()
    await once(gone, 'close')
    expect((await asked(server, '/health')).status).toBe(200)
  })
})

describe('where the server listens', () => {
  it.each(['0.0.0.0', '::', '192.168.0.1', 'localhost', 'example.com', '127.0.0.2', ''])(
    'is never %j',
    async (host) => {
      expect(await refusal({ host })).toContain("is not this machine's own")
    },
  )

  it.each([-1, 65_536, 0.5, NaN])('is no port %d', async (port) => {
    expect(await refusal({ port })).toBe(`${String(port)} is no port: they go from 0 to 65535`)
  })

  it('is a port that nobody has; one that is taken is refused in words', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const says = `port ${String(port)} of 127.0.0.1 is taken by another program`
    expect(await refusal({ port })).toBe(says)
    other.close()
    await once(other, 'close')
    expect((await asked(await started({ port }), '/health')).status).toBe(200)
  })
})

describe('a server that is closed', () => {
  it('lets go of its port, and of connections that were kept alive or half asked', async () => {
    const server = await started()
    const agent = new Agent({ keepAlive: true })
    await asked(server, '/health', { agent })
    const half = connect(server.port, server.host)
    half.on('error', () => undefined)
    await once(half, 'connect')
    half.write('GET /health HTTP/1.1\r\nHo')
    const ended = new Promise((resolve) => half.once('close', resolve))
    await server.close()
    await ended
    agent.destroy()
    await expect(asked(server, '/health')).rejects.toThrow('ECONNREFUSED')
    await server.close()
    expect((await asked(await started({ port: server.port }), '/health')).status).toBe(200)
  })
})
