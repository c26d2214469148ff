import type { Either } from 'fp-ts/Either'
import { isLeft, isRight, right } from 'fp-ts/Either'
import * as t from 'io-ts'

import { privateStreamPath } from '../bybit-api/api-env'
import type { NetworkAccess, NetworkRefused } from '../bybit-api/network-access'
import type { ApiSigner } from '../bybit-api/signing'
import { streamPayload } from '../bybit-api/signing'
import type { PrivateTopic } from '../bybit-api/venue-desk'
import { newBackOff } from './back-off'
import { newCatchUp } from './catch-up'
import type { Backfill, PrivateEvent } from './private-event'
import { privateReport } from './private-reports'
import type { ControlReply } from './public-message'
import { parsed } from './public-message'
import type { StreamConnection } from './stream-connection'
import { openConnection } from './stream-connection'
import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'
import { newSubscriber } from './subscriber'

/** Whose account to listen to, from where, and by which times and dice. */
export type PrivateStreamOptions = {
  readonly access: NetworkAccess
  /** The base address, such as `wss://stream-testnet.bybit.com`. */
  readonly address: string
  readonly apiKey: string
  readonly signer: ApiSigner
  /** The venue's clock, now, in milliseconds: ours, corrected by what was measured. */
  readonly serverNowMs: () => number
  readonly backfill: Backfill
  /** How much further back than the last execution is asked, in milliseconds. */
  readonly overlapMs: number
  readonly time: StreamTime
  readonly timing: StreamTiming
  readonly seed: number
}

/** An account's orders, executions, positions and wallet, until it is closed. */
export type PrivateStream = { readonly close: () => Promise<void> }

/** What is subscribed. */
export const privateTopics: ReadonlyArray<PrivateTopic> = [
  'order',
  'execution',
  'position',
  'wallet',
]

const frameBytesMax = 8 * 1024 * 1024
const signatureLivesMs = 10_000
const refusedAuthWaitMs = 60_000

/**
 * Streams what happens to an account. Each connection signs in, subscribes, and asks for what was
 * missed before it says `CaughtUp`; executions are told once by `execId`, in whatever order they
 * come. A refused key is told once and tried again after a minute. `Left` where the guard refuses.
 */
export const openPrivateStream = (
  options: PrivateStreamOptions,
  tell: (event: PrivateEvent) => void,
): Either<NetworkRefused, PrivateStream> => {
  const { access, address, time, timing, seed } = options
  const session = newSession(options, tell, {
    send: (text) => isRight(opened) && opened.right.send(text),
    drop: (reason, waitMs) => {
      if (isRight(opened)) opened.right.drop(reason, waitMs)
    },
  })
  const where = { access, address: `${address}${privateStreamPath}` }
  const opened: Either<NetworkRefused, StreamConnection> = openConnection(
    { ...where, time, timing, seed, frameBytesMax },
    {
      state: (state) => {
        session.end()
        tell({ type: 'Connection', state })
        if (state.type === 'Open') session.begin()
      },
      frame: (bytes, receivedNs) => {
        session.hear(bytes.toString('utf8'), receivedNs)
      },
    },
  )
  return isLeft(opened) ? opened : right({ close: opened.right.close })
}

type Line = {
  readonly send: (text: string) => boolean
  readonly drop: (reason: string, waitMs?: number) => void
}

type Session = {
  readonly begin: () => void
  readonly end: () => void
  readonly hear: (text: string, receivedNs: string) => void
}

/** What happens on each connection: signing in, subscribing, catching up, listening. */
const newSession = (
  options: PrivateStreamOptions,
  tell: (event: PrivateEvent) => void,
  line: Line,
): Session => {
  const { time, timing } = options
  const catchUp = newCatchUp(options.serverNowMs(), tell)
  const waits = newBackOff(options.seed, timing)
  let callOff: () => void = () => undefined
  let unanswered = new Set<string>()
  let number = 0
  let lastRefusal: string | null = null
  let hidden: ReadonlyArray<string> = []

  const askBack = async (): Promise<void> => {
    const asking = number
    const sinceMs = catchUp.soundUntilMs() - options.overlapMs
    const rows = await answerOf(options.backfill, sinceMs)
    if (asking !== number) return
    if (isRight(rows)) return tell(catchUp.merge(rows.right, sinceMs, time.receivedNs()))
    tell({ type: 'BackfillFailed', says: rows.left })
    callOff = time.after(waits.next(0), () => void askBack())
  }
  const answered = (topics: ReadonlyArray<string>): void => {
    const before = unanswered.size
    for (const topic of topics) unanswered.delete(topic)
    if (before > 0 && unanswered.size === 0) void askBack()
  }
  const subscriber = newSubscriber(line.send, time, timing.answerWithinMs, {
    accepted: answered,
    refused: (topic, says) => {
      tell({ type: 'Refused', topic, says: masked(says, hidden) })
      answered([topic])
    },
    unanswered: (topics, tries) => {
      tell({ type: 'Unanswered', topics })
      if (tries > 1) line.drop(`no answer to a subscription of ${topics.join(', ')}`)
    },
  })
  const signedIn = ({ success, ret_msg: text = '' }: ControlReply): void => {
    callOff()
    if (success === true) {
      lastRefusal = null
      tell({ type: 'SignedIn' })
      return subscriber.subscribe(privateTopics)
    }
    const says = masked(text, hidden)
    if (says !== lastRefusal) tell({ type: 'AuthRefused', says })
    lastRefusal = says
    line.drop('the venue refused the key', refusedAuthWaitMs)
  }
  return {
    begin: () => {
      number += 1
      unanswered = new Set(privateTopics)
      catchUp.begin()
      const auth = authFrame(options)
      hidden = auth.hidden
      line.send(auth.text)
      callOff = time.after(timing.answerWithinMs, () => {
        line.drop('no answer to the authentication')
      })
    },
    end: () => {
      number += 1
      callOff()
      subscriber.forget()
    },
    hear: (text, receivedNs) => {
      const message = parsed(text)
      if (message.type === 'Control') {
        if (message.reply.op === 'auth') signedIn(message.reply)
        else subscriber.reply(message.reply)
        return
      }
      const rows = rowsOf(text)
      if (typeof rows === 'string') return tell({ type: 'Undecodable', topic: null, says: rows })
      for (const row of rows.data) {
        const report = privateReport(rows.topic, row)
        if (isRight(report)) catchUp.take(report.right, 'stream', receivedNs)
        else tell({ type: 'Undecodable', topic: rows.topic, says: report.left })
      }
    },
  }
}

const authFrame = ({ apiKey, signer, serverNowMs }: PrivateStreamOptions) => {
  const expires = Math.floor(serverNowMs()) + signatureLivesMs
  const signature = signer(streamPayload(expires))
  const text = JSON.stringify({ req_id: 'auth', op: 'auth', args: [apiKey, expires, signature] })
  return { text, hidden: [apiKey, signature] }
}

/** What the venue says, without the key and the signature that it may echo. */
const masked = (says: string, hidden: ReadonlyArray<string>): string =>
  hidden.reduce((text, word) => (word === '' ? text : text.split(word).join('***')), says)

const answerOf = async (backfill: Backfill, sinceMs: number): ReturnType<ReturnType<Backfill>> => {
  try {
    return await backfill(sinceMs)()
  } catch (error) {
    return { _tag: 'Left', left: error instanceof Error ? error.message : 'it threw' }
  }
}

const Envelope = t.type({
  topic: t.keyof({ order: null, execution: null, position: null, wallet: null }),
  data: t.array(t.unknown),
})

const rowsOf = (text: string): t.TypeOf<typeof Envelope> | string => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'a message is not JSON'
  }
  return Envelope.is(json) ? json : 'a message has no private topic, or no rows'
}
