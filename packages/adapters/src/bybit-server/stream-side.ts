import type { Connection, StreamSocket } from './connection'
import { newConnection, send, strikeConnection } from './connection'
import type { ConnectionFault } from './faults'
import type { ServerCore } from './server-core'
import type { Frame } from './stream-frames'
import { ackText, invalidOpText, readFrame } from './stream-frames'

/** One stream of the server: its clients, and what answers their frames. */
export type StreamSide = {
  readonly connections: ReadonlySet<Connection>
  /** Takes in a client. */
  readonly joined: (socket: StreamSocket) => void
  /** Closes or freezes every client there is now. */
  readonly strikeAll: (fault: ConnectionFault) => void
}

/** What a side says to a frame, and does; it is asked only about frames that can be read. */
export type Answering = (connection: Connection, frame: Frame) => void

/** A stream whose frames are answered by someone; faults come before. */
export const newStreamSide = (core: ServerCore, answering: Answering): StreamSide => {
  const connections = new Set<Connection>()
  return {
    connections,
    joined: (socket) => {
      const connection = newConnection(socket, core.ids.next('connection', 'linear'))
      connections.add(connection)
      core.sightings.opened(1)
      socket.on('message', (data: Buffer) => framed(core, connection, answering, String(data)))
      socket.on('ping', (data: Buffer) => {
        core.sightings.pinged()
        if (!connection.isFrozen) socket.pong(data)
      })
      // a client that goes wrong is closed by `ws`, which tells of that below
      socket.on('error', () => undefined)
      socket.on('close', () => {
        if (connections.delete(connection)) core.sightings.opened(-1)
      })
    },
    strikeAll: (fault) => {
      for (const connection of connections) strikeConnection(connection, fault)
    },
  }
}

const framed = (
  core: ServerCore,
  connection: Connection,
  answering: Answering,
  text: string,
): void => {
  if (connection.isFrozen) return
  const frame = readFrame(text)
  core.sightings.count('frames', frame?.op ?? 'unreadable')
  const fault = core.faults.strike('frame', frame?.op ?? 'unreadable')
  const answer = (): void => {
    if (frame === null) send(connection, invalidOpText(null, connection.id))
    else answering(connection, frame)
  }
  switch (fault?.deed) {
    case 'ignore':
      return
    case 'close':
    case 'freeze':
      return strikeConnection(connection, fault)
    case 'refuse':
      if (frame !== null) send(connection, ackText(frame, connection.id, 'refused', fault.retMsg))
      return
    case 'delay':
      core.later(fault.ms, answer)
      return
    case undefined:
      if (core.ackDelayMs > 0) core.later(core.ackDelayMs, answer)
      else answer()
  }
}
