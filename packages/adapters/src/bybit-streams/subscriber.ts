import type { ControlReply } from './public-message'
import type { StreamTime } from './stream-time'

/** What became of topics that were asked for. */
export type SubscriberEar = {
  readonly accepted: (topics: ReadonlyArray<string>) => void
  /** One topic, asked for alone, was refused; `says` is the venue's own text. */
  readonly refused: (topic: string, says: string) => void
  /** Nobody answered; the first time they are asked for again, then it is for the ear to act. */
  readonly unanswered: (topics: ReadonlyArray<string>, tries: number) => void
}

/** Asks for topics and holds the answers to what was asked, by `req_id`. */
export type Subscriber = {
  readonly subscribe: (topics: ReadonlyArray<string>) => void
  readonly unsubscribe: (topics: ReadonlyArray<string>) => void
  /** Takes an answer; false where it answers nothing that was asked. */
  readonly reply: (reply: ControlReply) => boolean
  /** Forgets what was asked: the socket is gone. */
  readonly forget: () => void
}

type Asked = {
  readonly op: 'subscribe' | 'unsubscribe'
  readonly topics: ReadonlyArray<string>
  readonly tries: number
  readonly callOff: () => void
}

const triesMax = 2

/**
 * A subscriber that has asked for nothing. Topics that were asked for together and refused are
 * each asked for alone, so that a bad one cannot fail the others.
 */
export const newSubscriber = (
  send: (text: string) => boolean,
  time: Pick<StreamTime, 'after'>,
  answerWithinMs: number,
  ear: SubscriberEar,
): Subscriber => {
  const asked = new Map<string, Asked>()
  let requests = 0
  const ask = (op: Asked['op'], topics: ReadonlyArray<string>, tries: number): void => {
    const id = `${op}-${++requests}`
    const callOff = time.after(answerWithinMs, () => {
      asked.delete(id)
      if (op === 'unsubscribe') return
      ear.unanswered(topics, tries)
      if (tries < triesMax) ask(op, topics, tries + 1)
    })
    asked.set(id, { op, topics, tries, callOff })
    send(JSON.stringify({ req_id: id, op, args: topics }))
  }
  return {
    subscribe: (topics) => {
      ask('subscribe', topics, 1)
    },
    unsubscribe: (topics) => {
      ask('unsubscribe', topics, 1)
    },
    reply: ({ req_id: id, success, ret_msg: says = '' }) => {
      const request = id === undefined ? undefined : asked.get(id)
      if (request === undefined || id === undefined) return false
      asked.delete(id)
      request.callOff()
      const { op, topics } = request
      if (op === 'unsubscribe') return true
      // what is asked for again after a lost answer may be subscribed already
      if (success === true || /already subscribed/i.test(says)) ear.accepted(topics)
      else if (topics.length > 1) for (const topic of topics) ask(op, [topic], 1)
      else ear.refused(topics[0] ?? '', says)
      return true
    },
    forget: () => {
      for (const { callOff } of asked.values()) callOff()
      asked.clear()
    },
  }
}
