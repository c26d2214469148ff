import { streamPayload } from '../bybit-api/signing'
import type { PrivateMessage } from '../bybit-api/venue-desk'
import type { Connection } from './connection'
import { caughtUp, send } from './connection'
import type { ServerCore } from './server-core'
import type { Frame } from './stream-frames'
import { ackText, invalidOpText, pongText, unknownTopic } from './stream-frames'
import { newStreamOutlet } from './stream-outlet'
import type { StreamSide } from './stream-side'
import { newStreamSide } from './stream-side'

/** The stream of orders, executions, positions and wallet. */
export type PrivateSide = StreamSide & {
  readonly tell: (message: PrivateMessage) => void
  readonly release: () => void
  /** Waits until every client has read what it was sent. */
  readonly caughtUp: () => Promise<void>
}

const whole: ReadonlySet<string> = new Set(['order', 'execution', 'position', 'wallet', 'greeks'])
const parted = /^(order|execution|position)\.(linear|spot|inverse|option)$/
const silent = /^dcp\.(future|spot|option)$/

/** A private stream that tells what the desk tells. */
export const newPrivateSide = (core: ServerCore): PrivateSide => {
  const outlet = newStreamOutlet(core.later)
  const side = newStreamSide(core, (connection, frame) => answered(core, connection, frame))
  return {
    ...side,
    release: outlet.release,
    tell: (message) => {
      const id = core.ids.next('message', 'linear')
      const sent = partsOf(message)
        .map((part) => ({ ...part, to: subscribersOf(side, part.topic) }))
        .filter(({ to }) => to.length > 0)
      if (sent.length === 0) return
      const fault = core.faults.strike('message', message.topic)
      for (const { to, topic, data } of sent) {
        const { creationTime } = message
        outlet.send(to, JSON.stringify({ id, topic, creationTime, data }), fault)
      }
    },
    caughtUp: async () => {
      await Promise.all([...side.connections].map(caughtUp))
    },
  }
}

type Part = { readonly topic: string; readonly data: PrivateMessage['data'] }

/** A message for those who want all categories, and for those who want one. */
const partsOf = ({ topic, data }: PrivateMessage): ReadonlyArray<Part> => {
  const categories = ['linear', 'spot'].filter((name) =>
    data.some(({ category }) => category === name),
  )
  const parts = categories.map((name) => ({
    topic: `${topic}.${name}`,
    data: data.filter(({ category }) => category === name),
  }))
  return [{ topic, data }, ...parts]
}

const subscribersOf = ({ connections }: StreamSide, topic: string): ReadonlyArray<Connection> =>
  [...connections].filter(({ topics }) => topics.has(topic))

const answered = (core: ServerCore, connection: Connection, frame: Frame): void => {
  const refuse = (says: string): void =>
    send(connection, ackText(frame, connection.id, 'refused', says))
  switch (frame.op) {
    case 'ping':
      return send(connection, pongText(frame, connection.id, core.nowMs()))
    case 'auth':
      return authenticated(core, connection, frame)
    case 'subscribe': {
      if (!connection.isKnown) return refuse('Request not authorized')
      const unknown = frame.args.find((topic) => !isTopic(topic))
      if (unknown !== undefined) return refuse(unknownTopic(unknown))
      const topics = frame.args as ReadonlyArray<string>
      const kinds = new Set(topics.filter((topic) => !silent.test(topic)).map((t) => whole.has(t)))
      if (kinds.size > 1) return refuse('error:all-in-one and categorised topics are mixed')
      for (const topic of topics) {
        core.sightings.count('subscriptions', topic)
        connection.topics.add(topic)
      }
      return send(connection, ackText(frame, connection.id, 'done', ''))
    }
    case 'unsubscribe':
      for (const topic of frame.args) connection.topics.delete(String(topic))
      return send(connection, ackText(frame, connection.id, 'done', ''))
    default:
      return send(connection, invalidOpText(frame, connection.id))
  }
}

const isTopic = (topic: unknown): topic is string =>
  typeof topic === 'string' && (whole.has(topic) || parted.test(topic) || silent.test(topic))

/** `expires` comes as a number or as a text; who cannot open the stream is sent away. */
const authenticated = ({ desk, nowMs }: ServerCore, connection: Connection, frame: Frame): void => {
  const [apiKey, expires, signature] = frame.args.map(String)
  const says = (): string | null => {
    if (apiKey === undefined || expires === undefined || signature === undefined)
      return 'Params Error'
    if (!/^[0-9]{1,15}$/.test(expires)) return 'Params Error'
    if (Number(expires) <= nowMs()) return 'Params Error: expires is not in the future'
    const isSigned = desk.isSignedBy(apiKey, streamPayload(Number(expires)), signature)
    return isSigned ? null : 'API key is invalid.'
  }
  const no = says()
  if (no === null) {
    connection.isKnown = true
    return send(connection, ackText(frame, connection.id, 'done', ''))
  }
  send(connection, ackText(frame, connection.id, 'refused', no))
  connection.socket.close(unauthorized)
}

// RFC 6455: a message that is against the rules
const unauthorized = 1008
