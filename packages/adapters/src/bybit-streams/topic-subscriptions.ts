import { shortJson } from '../bybit/shape-fault'
import type { PublicEvent } from './public-event'
import type { ControlReply, PublicData } from './public-message'
import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'
import type { Subscriber } from './subscriber'
import { newSubscriber } from './subscriber'
import type { TopicBatch } from './subscription-plan'
import type { TopicWatch } from './topic-watch'
import { newTopicWatch } from './topic-watch'

/** What the topics of one connection need of it. */
export type TopicLine = {
  readonly send: (text: string) => boolean
  readonly drop: (reason: string) => void
}

/** The topics of one connection. */
export type TopicSubscriptions = {
  /** Asks for all of them: the connection is open. */
  readonly begin: () => void
  /** Asks for nothing more: the connection is gone. */
  readonly end: () => void
  readonly reply: (reply: ControlReply) => void
  /** Whether the message can be used. */
  readonly hear: (message: PublicData) => boolean
}

type Hours = { readonly time: StreamTime; readonly timing: StreamTiming }
type Why = 'gap' | 'no snapshot' | 'silent'

/** Asks for topics when a connection begins, and again for those that break. */
export const topicSubscriptions = (
  batches: ReadonlyArray<TopicBatch>,
  { time, timing }: Hours,
  tell: (event: PublicEvent) => void,
  line: TopicLine,
): TopicSubscriptions => {
  const watches = new Map<string, TopicWatch>()
  for (const topic of batches.flat()) watches.set(topic, newTopicWatch(topic, timing))
  const refused = new Map<string, string>()
  const waits = newWaits(time)
  const subscriber = tellingSubscriber({ time, timing }, refused, tell, line)
  const askAgain = (topic: string, why: Why): void => {
    const watch = watches.get(topic)
    if (watch === undefined || waits.has(topic) || refused.has(topic)) return
    waits.set(topic, watch.patienceMs(time.nowMs()), () => {
      watch.begin(time.nowMs())
      subscriber.unsubscribe([topic])
      subscriber.subscribe([topic])
      tell({ type: 'Resubscribed', topic, why })
    })
  }
  const lookAround = (): void => {
    waits.set(round, timing.snapshotWithinMs / 2, lookAround)
    for (const [topic, watch] of watches) {
      const why = watch.complaint(time.nowMs())
      if (why !== null) askAgain(topic, why)
    }
  }
  return {
    end: () => {
      subscriber.forget()
      waits.clear()
    },
    begin: () => {
      for (const watch of watches.values()) watch.begin(time.nowMs())
      for (const batch of batches) {
        const good = batch.filter((topic) => !refused.has(topic))
        if (good.length > 0) subscriber.subscribe(good)
      }
      for (const topic of refused.keys()) subscriber.subscribe([topic])
      lookAround()
    },
    reply: (reply) => {
      if (subscriber.reply(reply) || reply.success !== false) return
      tell({ type: 'Complaint', says: shortJson(reply.ret_msg ?? '') })
    },
    hear: (message) => {
      const { topic } = message
      const watch = watches.get(topic)
      if (watch === undefined) return true
      const { isUsable, gap, isRestart } = watch.hear(message, time.nowMs())
      if (gap !== null) {
        tell({ type: 'Gap', topic, says: gap })
        askAgain(topic, 'gap')
      }
      if (isRestart) tell({ type: 'Restarted', topic })
      return isUsable
    },
  }
}

/** The name of the round over all topics; no topic has it. */
const round = ''

/** A subscriber that tells what became of topics, a refusal once. */
const tellingSubscriber = (
  { time, timing }: Hours,
  refused: Map<string, string>,
  tell: (event: PublicEvent) => void,
  line: TopicLine,
): Subscriber =>
  newSubscriber(line.send, time, timing.answerWithinMs, {
    accepted: (topics) => {
      for (const topic of topics) refused.delete(topic)
      tell({ type: 'Subscribed', topics })
    },
    refused: (topic, says) => {
      if (refused.get(topic) === says) return
      refused.set(topic, says)
      tell({ type: 'Refused', topic, says })
    },
    unanswered: (topics, tries) => {
      tell({ type: 'Unanswered', topics })
      if (tries > 1) line.drop(`no answer to a subscription of ${topics.join(', ')}`)
    },
  })

type Waits = {
  readonly has: (name: string) => boolean
  /** Does something after a while, at once where that is 0. */
  readonly set: (name: string, ms: number, then: () => void) => void
  readonly clear: () => void
}

const newWaits = (time: StreamTime): Waits => {
  const callOffs = new Map<string, () => void>()
  return {
    has: (name) => callOffs.has(name),
    set: (name, ms, then) => {
      if (ms === 0) return then()
      callOffs.set(
        name,
        time.after(ms, () => {
          callOffs.delete(name)
          then()
        }),
      )
    },
    clear: () => {
      for (const callOff of callOffs.values()) callOff()
      callOffs.clear()
    },
  }
}
