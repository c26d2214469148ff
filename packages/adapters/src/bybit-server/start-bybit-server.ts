import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import type { ApiUrls, StreamCategory } from '../bybit-api/api-env'
import { loopbackUrls, privateStreamPath, publicStreamPath } from '../bybit-api/api-env'
import type { PrivateMessage } from '../bybit-api/venue-desk'
import { newVenueIds } from '../bybit-desk/venue-ids'
import type { ConnectionFault, Faults } from './faults'
import { newFaults } from './faults'
import { newPrivateSide } from './private-side'
import { newPublicSide } from './public-side'
import type { Telling } from './rest-side'
import { answerHttp } from './rest-side'
import type { ServerCore } from './server-core'
import type { ServerOptions } from './server-options'
import { bySystemTimers } from './server-options'
import type { Seen } from './sightings'
import { newSightings } from './sightings'

/** Which streams: the private one, or a public one by its category. */
export type StreamName = 'private' | StreamCategory

/** A server on loopback that speaks as Bybit V5 does, and goes wrong when it is told to. */
export type BybitServer = {
  readonly port: number
  readonly urls: ApiUrls
  /** What is still to go wrong; more can be added. */
  readonly faults: Faults
  readonly seen: () => Seen
  /** Waits until something holds of what was seen. */
  readonly until: (holds: (seen: Seen) => boolean) => Promise<void>
  /** Sends a message of a public topic to its subscribers, byte for byte. */
  readonly publish: (category: StreamCategory, topic: string, text: string) => void
  /** Closes or freezes every client that a stream has now. */
  readonly strike: (stream: StreamName, fault: ConnectionFault) => void
  /** Sends the messages that faults hold back. */
  readonly release: () => void
  /** Ends every connection, frozen ones too, and stops listening. */
  readonly close: () => Promise<void>
}

/**
 * Starts a server on 127.0.0.1, and nowhere else: REST by the desk, and the public and private
 * streams of Bybit V5. It is for tests, our own and those of whoever trades by it. Rejects where
 * the port cannot be listened to.
 */
export const startBybitServer = async (options: ServerOptions): Promise<BybitServer> => {
  const { WebSocketServer } = await import('ws')
  const core = coreOf(options)
  const { desk, sightings, faults } = core
  const sides = {
    private: newPrivateSide(core),
    linear: newPublicSide(core, 'linear'),
    spot: newPublicSide(core, 'spot'),
  }
  const held = heldBack(sides.private)
  const stopPrivate = desk.onPrivate(held.hear)
  const http = createServer((incoming, outgoing) => {
    answerHttp(core, held, incoming, outgoing).catch((error: unknown) => {
      // nothing of this is expected: tests look at what was seen
      sightings.failed(error instanceof Error ? error.message : String(error))
      outgoing.destroy()
    })
  })
  const acceptor = new WebSocketServer({ noServer: true, autoPong: false, maxPayload })
  const hung = new Set<Duplex>()
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const side = streamPaths.get(path)
    const fault = faults.strike('connect', path)
    socket.on('error', () => socket.destroy())
    if (fault?.deed === 'hang') return hung.add(socket)
    if (fault?.deed === 'status') return refuseUpgrade(socket, fault.status)
    if (side === undefined) return refuseUpgrade(socket, 404)
    sightings.count('connections', path)
    acceptor.handleUpgrade(request, socket, head, (client) => sides[side].joined(client))
  })
  const port = await listening(http, options.port ?? 0)
  const stopTicking = ticking(core, options.tickMs ?? 0)
  return {
    port,
    urls: loopbackUrls(port),
    faults,
    seen: sightings.seen,
    until: sightings.until,
    publish: (category, topic, text) => sides[category].publish(topic, text),
    strike: (stream, fault) => sides[stream].strikeAll(fault),
    release: () => {
      for (const side of Object.values(sides)) side.release()
    },
    close: async () => {
      stopTicking()
      stopPrivate()
      sides.linear.stop()
      sides.spot.stop()
      for (const side of Object.values(sides))
        for (const { socket } of side.connections) socket.terminate()
      for (const socket of hung) socket.destroy()
      await closed(http)
    },
  }
}

/** A frame with more bytes than this is none that Bybit would read. */
const maxPayload = 1 << 20

const streamPaths: ReadonlyMap<string, StreamName> = new Map<string, StreamName>([
  [privateStreamPath, 'private'],
  [publicStreamPath('linear'), 'linear'],
  [publicStreamPath('spot'), 'spot'],
])

const coreOf = ({ desk, clock, faults, ackDelayMs, later }: ServerOptions): ServerCore => ({
  desk,
  nowMs: () => Math.floor((clock ?? desk.terms.clock)()),
  faults: newFaults(faults),
  sightings: newSightings(),
  // apart from the desk's own, so that streams do not change what orders are called
  ids: newVenueIds(desk.terms.seed + 1),
  later: later ?? bySystemTimers,
  ackDelayMs: ackDelayMs ?? 15,
})

type Held = Telling & { readonly hear: (message: PrivateMessage) => void }

/** While a request is answered, what it brings about waits until the answer is on its way. */
const heldBack = (side: ReturnType<typeof newPrivateSide>): Held => {
  const waiting: Array<PrivateMessage> = []
  let isHolding = false
  return {
    hear: (message) => {
      if (isHolding) waiting.push(message)
      else side.tell(message)
    },
    hold: () => {
      isHolding = true
    },
    tell: () => {
      isHolding = false
      for (const message of waiting.splice(0)) side.tell(message)
    },
    caughtUp: side.caughtUp,
  }
}

const refuseUpgrade = (socket: Duplex, status: number): void => {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const listening = (http: Server, port: number): Promise<number> =>
  new Promise((done, fail) => {
    http.once('error', fail)
    http.listen(port, '127.0.0.1', () => {
      http.off('error', fail)
      done((http.address() as AddressInfo).port)
    })
  })

const closed = (http: Server): Promise<void> =>
  new Promise((done) => {
    http.close(() => done())
    http.closeAllConnections()
  })

/** Tells the desk of the time, again and again, without keeping the process alive for it. */
const ticking = ({ desk, nowMs }: ServerCore, everyMs: number): (() => void) => {
  if (everyMs <= 0) return () => undefined
  const timer = setInterval(() => desk.advance(nowMs() * 1_000), everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
