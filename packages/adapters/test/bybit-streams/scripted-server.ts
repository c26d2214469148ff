import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'

/** One socket that a client opened, seen from the other side. */
export type Visitor = {
  readonly path: string
  /** What it sent, parsed. */
  readonly heard: Array<Readonly<Record<string, unknown>>>
  readonly send: (message: unknown) => void
  readonly socket: WebSocket
  isGone: boolean
}

/** A WebSocket server on loopback that does what a test tells it. */
export type ScriptedServer = {
  readonly address: string
  readonly port: number
  readonly visitors: Array<Visitor>
  /** Answers what is heard; by default pings and subscriptions are acknowledged. */
  answer: (visitor: Visitor, message: Readonly<Record<string, unknown>>) => void
  /** The status of a refused upgrade, or `null` to let clients in. */
  refuseWith: number | null
  readonly stop: () => Promise<void>
}

/** Acknowledges what can be acknowledged, as Bybit does. */
export const acknowledged: ScriptedServer['answer'] = (visitor, { op, req_id }) => {
  if (op === 'ping') visitor.send({ success: true, ret_msg: 'pong', op: 'ping' })
  else visitor.send({ success: true, ret_msg: '', req_id, op })
}

/** Starts a server on a port of its own. */
export const scriptedServer = async (): Promise<ScriptedServer> => {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const visitors: Array<Visitor> = []
  http.on('upgrade', (request, stream, head) => {
    if (server.refuseWith !== null) {
      stream.end(`HTTP/1.1 ${server.refuseWith} No\r\nConnection: close\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const visitor: Visitor = {
        path: request.url ?? '',
        heard: [],
        socket,
        isGone: false,
        send: (message) => {
          socket.send(typeof message === 'string' ? message : JSON.stringify(message))
        },
      }
      visitors.push(visitor)
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as Readonly<Record<string, unknown>>
        visitor.heard.push(message)
        server.answer(visitor, message)
      })
      socket.on('close', () => {
        visitor.isGone = true
      })
      socket.on('error', () => undefined)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const server: ScriptedServer = {
    address: `ws://127.0.0.1:${port}`,
    port,
    visitors,
    answer: acknowledged,
    refuseWith: null,
    stop: async () => {
      for (const { socket } of visitors) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}
