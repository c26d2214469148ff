import type { Either } from 'fp-ts/Either'
import { isLeft, map, right } from 'fp-ts/Either'

import type { NetworkAccess, NetworkRefused } from '../bybit-api/network-access'
import { throughGuard } from '../bybit-api/network-access'
import { newBackOff } from './back-off'
import type { LiveSocket } from './live-socket'
import { liveSocket } from './live-socket'
import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'

/** How a connection stands. `Closed` is the last word; `Waiting` says how long it will. */
export type ConnectionState =
  | { readonly type: 'Connecting' }
  | { readonly type: 'Open' }
  | { readonly type: 'Lost'; readonly reason: string }
  | { readonly type: 'Waiting'; readonly ms: number }
  | { readonly type: 'Closed' }

/** What a connection tells: how it stands, and every frame with the time it was received. */
export type ConnectionEar = {
  readonly state: (state: ConnectionState) => void
  /** `receivedNs` is nanoseconds since the epoch, 19 digits. */
  readonly frame: (bytes: Buffer, receivedNs: string) => void
}

/** Where a connection goes, and by which times and dice. */
export type ConnectionOptions = {
  readonly access: NetworkAccess
  readonly address: string
  readonly time: StreamTime
  readonly timing: StreamTiming
  /** What the waits before coming back are drawn of. */
  readonly seed: number
  /** A frame of more bytes ends its socket. */
  readonly frameBytesMax: number
}

/** A WebSocket that comes back by itself, until it is closed for good. */
export type StreamConnection = {
  /** Sends a text; false where no socket is open. */
  readonly send: (text: string) => boolean
  /** Lets the socket go and comes back, not before so many milliseconds if they are given. */
  readonly drop: (reason: string, waitMs?: number) => void
  /** Reads nothing until `resume`, and holds the other side back; a ping's answer can wait. */
  readonly pause: () => void
  readonly resume: () => void
  /** Ends it; resolves when the socket is gone. */
  readonly close: () => Promise<void>
}

/**
 * Opens a connection that lasts: it passes the network guard before each socket, pings, finds a
 * half-open socket out, and comes back after a loss by a back-off. `Left` where the guard refuses.
 */
export const openConnection = (
  options: ConnectionOptions,
  ear: ConnectionEar,
): Either<NetworkRefused, StreamConnection> => {
  const passed = throughGuard(options.access, options.address)
  return isLeft(passed) ? passed : right(lastingConnection(options, ear))
}

const lastingConnection = (options: ConnectionOptions, ear: ConnectionEar): StreamConnection => {
  const { time, timing } = options
  const backOff = newBackOff(options.seed, timing)
  let live: LiveSocket | null = null
  let isClosed = false
  let isPaused = false
  let openedAt: number | null = null
  let waitAtLeast = 0
  let callOff: () => void = () => undefined
  let gone: () => void = () => undefined
  let closing: Promise<void> | null = null
  const hasEnded = (): boolean => isClosed

  const lost = (reason: string): void => {
    live = null
    const openFor = openedAt === null ? 0 : time.nowMs() - openedAt
    openedAt = null
    if (hasEnded()) return gone()
    ear.state({ type: 'Lost', reason })
    // the ear may have closed it
    if (hasEnded()) return
    const ms = Math.max(backOff.next(openFor), waitAtLeast, refusedWait(reason, timing))
    waitAtLeast = 0
    ear.state({ type: 'Waiting', ms })
    if (!hasEnded()) callOff = time.after(ms, () => void connect())
  }
  const connect = async (): Promise<void> => {
    ear.state({ type: 'Connecting' })
    const make = await socketMaker(options)
    if (hasEnded()) return gone()
    const socket = make()
    if (isLeft(socket)) return lost(socket.left.says)
    live = liveSocket(socket.right, time, timing, {
      opened: () => {
        openedAt = time.nowMs()
        if (isPaused) live?.pause()
        ear.state({ type: 'Open' })
      },
      frame: (bytes, receivedNs) => {
        if (!hasEnded()) ear.frame(bytes, receivedNs)
      },
      lost,
    })
  }
  const first = connect()
  const end = async (): Promise<void> => {
    isClosed = true
    callOff()
    await first
    const left = new Promise<void>((resolve) => (gone = resolve))
    if (live !== null) leave(live)
    else gone()
    await left
    ear.state({ type: 'Closed' })
  }
  const hold = (isNow: boolean) => (): void => {
    isPaused = isNow
    if (live?.isOpen() === true) live[isNow ? 'pause' : 'resume']()
  }
  return {
    send: (text) => live?.send(text) ?? false,
    drop: (reason, waitMs = 0) => {
      waitAtLeast = waitMs
      live?.cut(reason)
    },
    pause: hold(true),
    resume: hold(false),
    close: () => (closing ??= end()),
  }
}

const leave = (live: LiveSocket): void => {
  if (live.isOpen()) live.end('closed')
  else live.cut('closed')
}

/** Loads `ws`, and hands back what makes one socket, behind the guard. */
const socketMaker = async ({ access, address, frameBytesMax }: ConnectionOptions) => {
  const { WebSocket } = await import('ws')
  const manners = { maxPayload: frameBytesMax, perMessageDeflate: false, followRedirects: false }
  return () => map((url: URL) => new WebSocket(url, manners))(throughGuard(access, address))
}

/** How long at least to wait where the server says that it is asked too often. */
const refusedWait = (reason: string, { backOffMaxMs }: StreamTiming): number =>
  /response: (?:403|429)$/.test(reason) ? backOffMaxMs : 0
