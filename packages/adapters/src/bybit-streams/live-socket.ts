import type { RawData, WebSocket } from 'ws' with { 'resolution-mode': 'import' }

import { shortJson } from '../bybit/shape-fault'
import { newHeartbeat } from './heartbeat'
import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'

/** What one socket tells of itself: opened at most once, lost exactly once. */
export type SocketEar = {
  readonly opened: () => void
  readonly frame: (bytes: Buffer, receivedNs: string) => void
  readonly lost: (reason: string) => void
}

/** One socket from its first packet to its end. It pings, and finds out when nobody is there. */
export type LiveSocket = {
  readonly isOpen: () => boolean
  readonly send: (text: string) => boolean
  /** Reads nothing more until `resume`; the other side is held back by TCP. */
  readonly pause: () => void
  readonly resume: () => void
  /** Cuts the connection at once. */
  readonly cut: (reason: string) => void
  /** Says goodbye, and cuts it where no goodbye comes back in time. */
  readonly end: (reason: string) => void
}

const ping = JSON.stringify({ op: 'ping' })
const goodbyeWithinMs = 2_000

/** Listens to a socket that was just made. */
export const liveSocket = (
  socket: WebSocket,
  time: StreamTime,
  timing: StreamTiming,
  ear: SocketEar,
): LiveSocket => {
  let isLost = false
  let reason: string | null = null
  let callOff = time.after(timing.openWithinMs, () => {
    cut(`not open within ${timing.openWithinMs} ms`)
  })
  const send = (text: string): void => {
    socket.send(text, () => undefined)
  }
  const lost = (why: string): void => {
    if (isLost) return
    isLost = true
    callOff()
    heart.stop()
    ear.lost(reason ?? why)
  }
  const cut = (why: string): void => {
    reason ??= why
    socket.terminate()
    lost(why)
  }
  const heart = newHeartbeat(time, timing, () => send(ping), cut)
  socket.on('open', () => {
    if (isLost) return
    callOff()
    heart.begin()
    ear.opened()
  })
  socket.on('ping', heart.heard)
  socket.on('pong', heart.heard)
  socket.on('message', (data: RawData) => {
    heart.heard()
    if (!isLost) ear.frame(data as Buffer, time.receivedNs())
  })
  socket.on('error', (error) => {
    reason ??= shortMessage(error)
  })
  socket.on('close', (code, words) => lost(closedText(code, words.toString('utf8'))))
  const hold = (isHeld: boolean): void => {
    heart.hold(isHeld)
    if (isHeld) socket.pause()
    else socket.resume()
  }
  const isOpen = (): boolean => !isLost && socket.readyState === socket.OPEN
  return {
    isOpen,
    send: (text) => {
      if (!isOpen()) return false
      send(text)
      return true
    },
    pause: () => hold(true),
    resume: () => hold(false),
    cut,
    end: (why) => {
      if (isLost) return
      reason ??= why
      heart.stop()
      socket.close(1000)
      callOff = time.after(goodbyeWithinMs, () => {
        cut(why)
      })
    },
  }
}

const closedText = (code: number, words: string): string =>
  `closed by the other side (${code}${words === '' ? '' : ` ${shortJson(words)}`})`

/** The first line of an error, without what it may quote at length. */
const shortMessage = (error: Error): string => {
  const [line = ''] = (error.message || (error as NodeJS.ErrnoException).code || '').split('\n')
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`
}
