import type { Either } from 'fp-ts/Either'
import { isLeft, isRight, right } from 'fp-ts/Either'

import { privateStreamPath } from '../bybit-api/api-env'
import type { NetworkAccess, NetworkRefused } from '../bybit-api/network-access'
import type { ApiSigner } from '../bybit-api/signing'
import { streamPayload } from '../bybit-api/signing'
import type { PrivateTopic } from '../bybit-api/venue-desk'
import { newBackfillAsker } from './backfill-asker'
import { newCatchUp } from './catch-up'
import type { Backfill, PrivateEvent } from './private-event'
import { hearRows } from './private-rows'
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
  const asker = newBackfillAsker(options, catchUp, tell)
  let callOff: () => void = () => undefined
  let unanswered = new Set<string>()
  let lastRefusal: string | null = null
  let hidden: ReadonlyArray<string> = []
  const answered = (topics: ReadonlyArray<string>): void => {
    const before = unanswered.size
    for (const topic of topics) unanswered.delete(topic)
    if (before > 0 && unanswered.size === 0) asker.ask()
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
      callOff()
      asker.stop()
      subscriber.forget()
    },
    hear: (text, receivedNs) => {
      const message = parsed(text)
      if (message.type !== 'Control') hearRows(text, receivedNs, catchUp, tell)
      else if (message.reply.op === 'auth') signedIn(message.reply)
      else subscriber.reply(message.reply)
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
