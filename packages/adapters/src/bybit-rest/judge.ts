import type { Either } from 'fp-ts/Either'

import type { EndpointCall } from './canonical-request'
import { isAboutKey, retCodeOf, retryOf } from '../bybit-api/ret-codes'
import { ipBanMs } from '../bybit-api/venue-limits'
import type { WireResponse } from '../bybit-api/wire-request'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { Answer, AnswerFault } from './answer'
import { answerOf } from './answer'
import type { TransportFault } from './transport'
import type { AttemptReason, Trouble } from './trouble'

/** What one sending came to, and what is to be done about it. */
export type Verdict =
  | { readonly type: 'Answered'; readonly answer: Answer }
  /** It was surely not carried out, or only asked: it may be sent again, else it is this fault. */
  | { readonly type: 'Again'; readonly reason: AttemptReason; readonly fault: ExchangeFault }
  | { readonly type: 'ClockOff'; readonly retMsg: string }
  | { readonly type: 'Stop'; readonly fault: ExchangeFault }
  | { readonly type: 'Ask'; readonly trouble: Extract<Trouble, { readonly type: 'Unsure' }> }

/** What was heard of a request, when, and what must not be quoted of it. */
export type Heard = {
  readonly call: EndpointCall
  readonly got: Either<TransportFault, WireResponse>
  readonly sentMs: number
  readonly heardMs: number
  readonly attempt: number
  readonly secrets: ReadonlyArray<string>
}

/**
 * Judges what was heard. An order request that may have been sent and has no clear answer is
 * `Ask`; a question in the same place is `Again`.
 */
export const judge = (heard: Heard): Verdict => {
  const { got } = heard
  if (got._tag === 'Left') return ofTransport(heard, got.left)
  const { status, body } = got.right
  if (status === 401)
    return stop(authFault(10007, 'the exchange does not know who asks (HTTP 401)'))
  if (status === 403) return stop(limited('exchange', 'ip', ipBanMs))
  if (status === 429)
    return open(heard, 'HTTP_429', 429, 'the exchange protects itself from load (HTTP 429)')
  if (status >= 500) return open(heard, 'HTTP_5XX', null, `the exchange failed (HTTP ${status})`)
  const answer = answerOf(body, heard.sentMs, heard.heardMs, heard.secrets)
  const isRefusal = status >= 400
  if (isRefusal && answer._tag === 'Right' && answer.right.retCode !== 0)
    return ofCode(heard, answer.right)
  if (isRefusal) return stop({ type: 'Garbled', field: 'status', detail: `is ${status}` })
  // neither an answer nor a refusal, a redirection for one: who knows who has seen the request
  if (status !== 200) return ofGarbled(heard, { field: 'status', detail: `is ${status}` })
  if (answer._tag === 'Left') return ofGarbled(heard, answer.left)
  const { right } = answer
  return right.retCode === 0 ? { type: 'Answered', answer: right } : ofCode(heard, right)
}

/** A code's fault, where that is where it ends. */
export const faultOfCode = (retCode: number, retMsg: string): ExchangeFault => {
  if (retCode === 10006) return limited('exchange', 'account', 1_000)
  if (isAboutKey(retCode)) return authFault(retCode, retMsg)
  return { type: 'Rejected', retCode, reason: retCodeOf(retCode).reason, retMsg }
}

/** The fault of too many requests. */
export const limited = (
  by: 'client' | 'exchange',
  bucket: string,
  waitMs: number,
): ExchangeFault => ({ type: 'RateLimited', retCode: 10006, by, bucket, waitMs })

const ofTransport = (heard: Heard, { type, says }: TransportFault): Verdict => {
  switch (type) {
    case 'Refused':
      return stop({ type: 'Denied', says })
    case 'NotSent':
      return { type: 'Again', reason: 'NOT_SENT', fault: { type: 'Transport', says } }
    case 'NoAnswer':
      return open(heard, 'NO_ANSWER', null, says)
  }
}

const ofCode = (heard: Heard, { retCode, retMsg: said, quote }: Answer): Verdict => {
  const retMsg = quote(said)
  const fault = faultOfCode(retCode, retMsg)
  const { reason, means } = retCodeOf(retCode)
  switch (retryOf(retCode, heard.call.kind)) {
    case 'clock':
      return { type: 'ClockOff', retMsg }
    case 'never':
      return stop(fault)
    case 'backoff':
      return { type: 'Again', reason, fault }
    case 'ambiguous':
      return {
        type: 'Ask',
        trouble: { type: 'Unsure', reason, retCode, says: `${means} (${retCode}: ${retMsg})` },
      }
  }
}

const ofGarbled = ({ call }: Heard, { field, detail }: AnswerFault): Verdict =>
  call.kind === 'question'
    ? stop({ type: 'Garbled', field, detail })
    : {
        type: 'Ask',
        trouble: {
          type: 'Unsure',
          reason: 'GARBLED',
          retCode: null,
          says: `the answer's ${field} ${detail}`,
        },
      }

const open = (
  { call, attempt }: Heard,
  reason: AttemptReason,
  retCode: number | null,
  says: string,
): Verdict =>
  call.kind === 'question'
    ? { type: 'Again', reason, fault: { type: 'Unanswered', says, attempts: attempt } }
    : { type: 'Ask', trouble: { type: 'Unsure', reason, retCode, says } }

const stop = (fault: ExchangeFault): Verdict => ({ type: 'Stop', fault })

const authFault = (retCode: number | null, says: string): ExchangeFault => ({
  type: 'Auth',
  retCode,
  reason: retCode === null ? 'AUTHENTICATION_FAILED' : retCodeOf(retCode).reason,
  says,
})
