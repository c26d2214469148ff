import type { StreamCategory } from '../bybit-api/api-env'
import type { Connection } from './connection'
import { send } from './connection'
import type { MarketFeed } from './market-feed'
import { newMarketFeed } from './market-feed'
import type { ServerCore } from './server-core'
import type { Frame } from './stream-frames'
import { ackText, invalidOpText, unknownTopic } from './stream-frames'
import type { StreamOutlet } from './stream-outlet'
import { newStreamOutlet } from './stream-outlet'
import type { StreamSide } from './stream-side'
import { newStreamSide } from './stream-side'

/** The public stream of a category. */
export type PublicSide = StreamSide & {
  /** Sends a message of a topic to its subscribers, as it is. */
  readonly publish: (topic: string, text: string) => void
  readonly release: () => void
  readonly stop: () => void
}

/** Bybit's most topics of one request on spot. */
const spotArgsMax = 10

/** A public stream that tells what the desk sees of the market. */
export const newPublicSide = (core: ServerCore, category: StreamCategory): PublicSide => {
  const outlet = newStreamOutlet(core.later)
  const side: StreamSide = newStreamSide(core, (connection, frame) =>
    answered(core, category, feed, connection, frame),
  )
  const wanting = (topic: string): ReadonlyArray<Connection> =>
    [...side.connections].filter(({ topics }) => topics.has(topic))
  const feed = newMarketFeed(core.desk, category, {
    isWanted: (topic) => wanting(topic).length > 0,
    strike: (topic) => core.faults.strike('message', topic),
    publish: (topic, text, fault) => outlet.send(wanting(topic), text, fault),
  })
  const stop = core.desk.onMarket(feed.heard)
  return {
    ...side,
    stop,
    release: outlet.release,
    publish: (topic, text) => told(outlet, core, topic, wanting(topic), text),
  }
}

const told = (
  outlet: StreamOutlet,
  { faults }: ServerCore,
  topic: string,
  to: ReadonlyArray<Connection>,
  text: string,
): void => outlet.send(to, text, faults.strike('message', topic))

const answered = (
  core: ServerCore,
  category: StreamCategory,
  feed: MarketFeed,
  connection: Connection,
  frame: Frame,
): void => {
  const refuse = (says: string): void =>
    send(connection, ackText(frame, connection.id, 'refused', says))
  const done = (says: string): void => send(connection, ackText(frame, connection.id, 'done', says))
  switch (frame.op) {
    case 'ping':
      return done('pong')
    case 'subscribe': {
      if (category === 'spot' && frame.args.length > spotArgsMax)
        return refuse(`args size >${spotArgsMax}`)
      const unknown = frame.args.find(
        (topic) => typeof topic !== 'string' || feed.topicOf(topic) === null,
      )
      if (unknown !== undefined) return refuse(unknownTopic(unknown))
      const topics = frame.args as ReadonlyArray<string>
      for (const topic of topics) core.sightings.count('subscriptions', topic)
      done(category === 'spot' ? 'subscribe' : '')
      for (const topic of topics) subscribed(feed, connection, topic)
      return
    }
    case 'unsubscribe':
      for (const topic of frame.args) connection.topics.delete(String(topic))
      return done(category === 'spot' ? 'unsubscribe' : '')
    default:
      return send(connection, invalidOpText(frame, connection.id))
  }
}

const subscribed = (feed: MarketFeed, connection: Connection, topic: string): void => {
  const text = feed.snapshot(topic)
  connection.topics.add(topic)
  if (text !== null) send(connection, text)
}
