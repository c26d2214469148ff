import type { Either } from 'fp-ts/Either'
import { isLeft, isRight, right } from 'fp-ts/Either'

import type { StreamCategory } from '../bybit-api/api-env'
import { publicStreamPath } from '../bybit-api/api-env'
import type { NetworkAccess, NetworkRefused } from '../bybit-api/network-access'
import type { PublicEar } from './public-event'
import { publicMessage } from './public-message'
import type { StreamConnection } from './stream-connection'
import { openConnection } from './stream-connection'
import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'
import type { TopicBatch } from './subscription-plan'
import { planLimits, subscriptionPlan } from './subscription-plan'
import { topicSubscriptions } from './topic-subscriptions'

/** What to stream, from where, and by which times and dice. */
export type PublicStreamOptions = {
  readonly access: NetworkAccess
  /** The base address, such as `wss://stream.bybit.com`; the category's path is put behind it. */
  readonly address: string
  readonly category: StreamCategory
  readonly symbols: ReadonlyArray<string>
  /** Topics without their symbol: `orderbook.{depth}`, `publicTrade`, `tickers`. */
  readonly kinds: ReadonlyArray<string>
  readonly time: StreamTime
  readonly timing: StreamTiming
  readonly seed: number
}

/** Public market data over as many connections as it takes. */
export type PublicStream = {
  /** Reads nothing until `resume`, and holds the venue back. */
  readonly pause: () => void
  readonly resume: () => void
  readonly close: () => Promise<void>
}

/** A frame of more bytes ends its socket; a book of 1,000 levels a side has some 60,000. */
export const publicFrameBytesMax = 8 * 1024 * 1024

/**
 * Streams public topics: subscribes again after each loss, asks for a book anew where its `u` shows
 * a gap or no snapshot comes, and hands over every frame raw. `Left` where the guard refuses.
 */
export const openPublicStream = (
  options: PublicStreamOptions,
  ear: PublicEar,
): Either<NetworkRefused, PublicStream> => {
  const limits = planLimits(options.category)
  const connections: Array<StreamConnection> = []
  const ends: Array<() => void> = []
  for (const batches of subscriptionPlan(options.symbols, options.kinds, limits)) {
    const opened = openBatches(options, connections.length, batches, ear)
    if (isLeft(opened)) return opened
    connections.push(opened.right.connection)
    ends.push(opened.right.end)
  }
  const each = (act: (connection: StreamConnection) => void) => () => {
    connections.forEach(act)
  }
  return right({
    pause: each((connection) => {
      connection.pause()
    }),
    resume: each((connection) => {
      connection.resume()
    }),
    close: async () => {
      for (const end of ends) end()
      await Promise.all(connections.map((connection) => connection.close()))
    },
  })
}

type Opened = { readonly connection: StreamConnection; readonly end: () => void }

/** One connection with its topics. */
const openBatches = (
  options: PublicStreamOptions,
  number: number,
  batches: ReadonlyArray<TopicBatch>,
  ear: PublicEar,
): Either<NetworkRefused, Opened> => {
  const { time, timing } = options
  const topics = topicSubscriptions(batches, options, ear.event, {
    send: (text) => isRight(opened) && opened.right.send(text),
    drop: (reason) => {
      if (isRight(opened)) opened.right.drop(reason)
    },
  })
  const opened: Either<NetworkRefused, StreamConnection> = openConnection(
    {
      access: options.access,
      address: `${options.address}${publicStreamPath(options.category)}`,
      time,
      timing,
      seed: options.seed + number,
      frameBytesMax: publicFrameBytesMax,
    },
    {
      state: (state) => {
        ear.event({ type: 'Connection', connection: number, state })
        if (state.type === 'Open') topics.begin()
        else topics.end()
      },
      frame: (bytes, receivedNs) => {
        const message = publicMessage(bytes)
        if (message.type === 'Control') return topics.reply(message.reply)
        if (message.type === 'Data') {
          const isUsable = topics.hear(message)
          const { topic, sentMs } = message
          return ear.frame({ bytes, receivedNs, topic, isUsable, sentMs })
        }
        ear.event({ type: 'Unreadable', bytes: bytes.length })
        ear.frame({ bytes, receivedNs, topic: null, isUsable: false, sentMs: null })
      },
    },
  )
  return isLeft(opened) ? opened : right({ connection: opened.right, end: topics.end })
}
