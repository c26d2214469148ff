import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

import { hmacSigner, restPayload } from '../../src/bybit-api/signing'
import { closedNetwork, openNetwork } from '../../src/bybit-api/network-access'
import type { WireRequest } from '../../src/bybit-api/wire-request'
import { canonicalRequest } from '../../src/bybit-rest/canonical-request'
import { orderCall, question } from '../../src/bybit-rest/endpoints'
import { httpTransport } from '../../src/bybit-rest/http-transport'
import type { Transport } from '../../src/bybit-rest/transport'
import type { Loopback } from './loopback-server'
import { loopback } from './loopback-server'

type Handle = (request: WireRequest, response: ServerResponse, raw: IncomingMessage) => void

const asked: WireRequest = { method: 'GET', path: '/v5/x', query: '', body: '', headers: {} }
const open = openNetwork('testnet')
const defaults = { access: open, timeoutMs: 20_000, answerBytesMax: 1_000 }

let handle: Handle
let server: Loopback
let transport: Transport

beforeEach(async () => {
  server = await loopback((request, response, raw) => handle(request, response, raw))
  transport = httpTransport({ ...defaults, baseUrl: server.url })
})

afterEach(async () => {
  transport.close()
  await server.end()
})

describe('requests over HTTP', () => {
  test('arrive as the bytes that were signed', async () => {
    const heard: Array<WireRequest> = []
    handle = (request, response) => {
      heard.push(request)
      response.end('{}')
    }
    const sign = hmacSigner('a-secret')
    const signing = { apiKey: 'a-key', sign, timestampMs: 1_700_000_000_000, recvWindowMs: 5_000 }
    const calls = [
      question('/v5/order/realtime', 'linear', { category: 'linear', cursor: 'a%3D1%26b' }),
      question('/v5/order/realtime', 'linear', { category: 'linear', orderLinkId: "a'b ü&=" }),
      orderCall('create', 'linear', { symbol: 'BTCUSDT', note: 'ü 😀 "quoted"' }),
    ]
    for (const call of calls) {
      const request = canonicalRequest(call, signing)
      await transport.send(request)()
      const got = heard.at(-1)
      expect([got?.query, got?.body]).toStrictEqual([request.query, request.body])
      const tail = call.method === 'GET' ? got?.query : got?.body
      const payload = restPayload(1_700_000_000_000, 'a-key', 5_000, tail ?? '')
      expect(got?.headers['x-bapi-sign']).toBe(sign(payload))
      expect(got?.headers['x-bapi-api-key']).toBe('a-key')
    }
    expect(heard.at(-1)?.headers['content-type']).toBe('application/json')
  })

  test('keep their connection for the next one', async () => {
    const ports = new Set<number | undefined>()
    handle = (_, response, raw) => {
      ports.add(raw.socket.remotePort)
      response.end('{}')
    }
    for (let i = 0; i < 5; i += 1) await transport.send(asked)()
    expect(ports.size).toBe(1)
  })

  test('come back with status, headers in lower case, and body', async () => {
    handle = (_, response) => response.writeHead(404, { 'X-Bapi-Limit': '10' }).end('gone')
    expect(await transport.send(asked)()).toMatchObject({
      right: { status: 404, body: 'gone', headers: { 'x-bapi-limit': '10' } },
    })
  })

  test('are not sent on elsewhere', async () => {
    const heard: Array<string> = []
    handle = ({ path }, response) => {
      heard.push(path)
      response.writeHead(307, { location: '/elsewhere' }).end()
    }
    expect(await transport.send(asked)()).toMatchObject({ right: { status: 307 } })
    expect(heard).toStrictEqual(['/v5/x'])
  })
})

describe('requests over HTTP that come to nothing', () => {
  test('were certainly not sent where nobody listens', async () => {
    await server.end()
    expect(await transport.send(asked)()).toMatchObject({
      left: { type: 'NotSent', says: expect.stringMatching(/ECONNREFUSED/) as string },
    })
  })

  test('were certainly not sent where no TLS comes about', async () => {
    const plain = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.resume().end('this is no TLS\r\n')
    })
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as AddressInfo
    const tls = httpTransport({ ...defaults, baseUrl: `https://127.0.0.1:${port}` })
    expect(await tls.send(asked)()).toMatchObject({ left: { type: 'NotSent' } })
    tls.close()
    await new Promise((resolve) => plain.close(resolve))
  })

  test.each<readonly [string, Handle]>([
    ['the connection is cut', (_, _response, raw) => raw.socket.destroy()],
    [
      'the answer breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"retCode":0')
        response.socket?.end()
      },
    ],
    ['the answer is too large', (_, response) => response.end('x'.repeat(1_001))],
    [
      'no HTTP comes back',
      (_, _response, raw) => {
        raw.socket.end('220 this is a mail server\r\n')
      },
    ],
  ])('may have been sent: %s', async (_name, how) => {
    handle = how
    expect(await transport.send(asked)()).toMatchObject({ left: { type: 'NoAnswer' } })
  })

  test('may have been sent when a kept connection turns out to be cut', async () => {
    handle = (_, response) => response.end('{}')
    await transport.send(asked)()
    handle = (_, _response, raw) => raw.socket.destroy()
    expect(await transport.send(asked)()).toMatchObject({ left: { type: 'NoAnswer' } })
  })

  test('may have been sent when the answer takes too long', async () => {
    const hasty = httpTransport({ ...defaults, baseUrl: server.url, timeoutMs: 200 })
    handle = () => undefined
    const outcome = await hasty.send(asked)()
    expect(outcome).toMatchObject({ left: { says: expect.stringMatching(/200 ms/) as string } })
    hasty.close()
  })

  test.each([
    ['the network is closed', closedNetwork, ''],
    ['the host is no host of the environment', open, 'https://api.bybit.com'],
    ['the host is nobody’s', open, 'https://example.com'],
  ])('are refused before a socket is opened: %s', async (_name, access, baseUrl) => {
    const heard: Array<string> = []
    server.server.on('connection', () => heard.push('connection'))
    const guarded = httpTransport({ ...defaults, access, baseUrl: baseUrl || server.url })
    expect(await guarded.send(asked)()).toMatchObject({ left: { type: 'Refused' } })
    expect(heard).toStrictEqual([])
    guarded.close()
  })
})
