import type { WebSocket } from 'ws'

import type { ConnectionFault } from './faults'

/** A client's socket, as far as the server uses it. */
export type StreamSocket = Pick<
  WebSocket,
  'OPEN' | 'close' | 'on' | 'once' | 'pause' | 'ping' | 'pong' | 'readyState' | 'send' | 'terminate'
>

/** One client's stream. */
export type Connection = {
  readonly socket: StreamSocket
  readonly id: string
  readonly topics: Set<string>
  /** Of a private stream: whether its opening was signed by a key that the desk knows. */
  isKnown: boolean
  /** Whether nothing goes through any more, either way. */
  isFrozen: boolean
}

/** A stream that has just been opened. */
export const newConnection = (socket: StreamSocket, id: string): Connection => ({
  socket,
  id,
  topics: new Set(),
  isKnown: false,
  isFrozen: false,
})

/** Sends a text, unless the stream is frozen or going. */
export const send = ({ socket, isFrozen }: Connection, text: string): void => {
  if (!isFrozen && socket.readyState === socket.OPEN) socket.send(text)
}

/** Has a stream closed or frozen. A frozen one is not even read, so that it answers no ping. */
export const strikeConnection = (connection: Connection, fault: ConnectionFault): void => {
  const { socket } = connection
  if (fault.deed === 'freeze') {
    connection.isFrozen = true
    socket.pause()
  } else if (fault.code === 1006) socket.terminate()
  else socket.close(fault.code)
}

/**
 * Waits until a client has read all that was sent to it: what it answers to a ping comes after. One
 * that is gone, or frozen, is not waited for.
 */
export const caughtUp = ({ socket, isFrozen }: Connection): Promise<void> =>
  new Promise((done) => {
    if (isFrozen || socket.readyState !== socket.OPEN) return done()
    socket.once('pong', () => done())
    socket.once('close', () => done())
    socket.ping()
  })
