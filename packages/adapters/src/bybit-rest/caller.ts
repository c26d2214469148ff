import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { RetryPlan } from '../bybit-api/retry-schedule'
import { backoffMs } from '../bybit-api/retry-schedule'
import type { WireResponse } from '../bybit-api/wire-request'
import { signHeaders } from '../bybit-api/wire-request'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { ServerTime } from '../exchange/exchange-records'
import type { Answer } from './answer'
import { answerOf } from './answer'
import type { EndpointCall } from './canonical-request'
import { canonicalRequest } from './canonical-request'
import type { ClientClock } from './client-clock'
import type { Verdict } from './judge'
import { judge } from './judge'
import type { LimitGate } from './limit-gate'
import type { SignerOf } from './signer-box'
import type { Transport, TransportFault } from './transport'
import type { Attempt, AttemptReason, Overtaken, Trouble } from './trouble'

/** What a caller is made of. */
export type CallerParts = {
  readonly clock: ClientClock
  readonly sleep: (ms: number) => Promise<void>
  readonly gate: LimitGate
  readonly transport: Transport
  readonly signer: () => Promise<Either<ExchangeFault, SignerOf>>
  readonly recvWindowMs: number
  readonly plan: RetryPlan
  readonly seed: number
  readonly onAttempt: (attempt: Attempt) => void
  readonly isClosed: () => boolean
}

/** What sends calls: through the limits, signed, and again where that is safe. */
export type Caller = {
  /** Sends a call; one that was overtaken while it waited for its turn is not sent. */
  readonly call: (call: EndpointCall, overtaken?: Overtaken) => Promise<Either<Trouble, Answer>>
  /** Measures the exchange's clock, and signs by it from now on. */
  readonly syncClock: () => Promise<Either<ExchangeFault, ServerTime>>
  /** The last measure; `null` before the first. */
  readonly clockOffset: () => ServerTime | null
  /** Waits as long as a plan says after a try. */
  readonly backOff: (attempt: number) => Promise<void>
}

/** A caller that has sent nothing yet. */
export const newCaller = (parts: CallerParts): Caller => {
  const { gate, plan, seed } = parts
  let [calls, measured]: [number, ServerTime | null] = [0, null]

  const call = async (
    wanted: EndpointCall,
    overtaken: Overtaken = never,
  ): Promise<Either<Trouble, Answer>> => {
    const ordinal = (calls += 1)
    let [reason, waitedMs, isClockSet]: [AttemptReason, number, boolean] = ['FIRST', 0, false]
    for (let attempt = 1; ; attempt += 1) {
      const over = (fault: ExchangeFault): Either<Trouble, never> =>
        left({ type: 'Over', fault, tries: attempt })
      if (parts.isClosed()) return over(closedFault)
      const passed = await gate.pass(wanted, overtaken)
      if (passed._tag === 'Left') return over(passed.left)
      waitedMs += passed.right
      const { method, path } = wanted
      const told = { method, path, clientOrderId: linkOf(wanted), attempt, reason, waitedMs }
      const offsetMs = measured?.offsetMs ?? 0
      const verdict = await sendOnce(parts, wanted, told, offsetMs, overtaken)
      waitedMs = 0
      switch (verdict.type) {
        case 'Answered':
          return right(verdict.answer)
        case 'Stop':
          return over(verdict.fault)
        case 'Ask':
          return left(verdict.trouble)
        case 'ClockOff': {
          // what was not signed has no time in it, and asking for the time is such a request
          const synced = isClockSet || !wanted.isSigned ? null : await syncClock()
          if (synced?._tag !== 'Right')
            return over(clockFault(measured, parts.recvWindowMs, synced?.left ?? null))
          isClockSet = true
          reason = 'CLOCK_OFF'
          break
        }
        case 'Again':
          if (attempt >= plan.attemptsMax) return over(verdict.fault)
          reason = verdict.reason
          waitedMs = backoffMs(plan, seed, ordinal, attempt)
          await parts.sleep(waitedMs)
      }
    }
  }

  const syncClock = async (): Promise<Either<ExchangeFault, ServerTime>> => {
    const said = await call(timeCall)
    if (said._tag === 'Left') return left(faultOf(said.left))
    const { serverMs, sentMs, heardMs } = said.right
    if (serverMs === null) return left({ type: 'Garbled', field: 'time', detail: 'is missing' })
    const roundTripMs = Math.max(0, heardMs - sentMs)
    const offsetMs = serverMs - (sentMs + Math.floor(roundTripMs / 2))
    measured = { serverMs, offsetMs, roundTripMs }
    return right(measured)
  }

  return {
    call,
    syncClock,
    clockOffset: () => measured,
    backOff: (attempt) => parts.sleep(backoffMs(plan, seed, (calls += 1), attempt)),
  }
}

/** Signs a call at this moment, tells of it, sends it, and judges what was heard. */
const sendOnce = async (
  parts: CallerParts,
  call: EndpointCall,
  told: Attempt,
  offsetMs: number,
  overtaken: Overtaken,
): Promise<Verdict> => {
  const signer = call.isSigned ? await parts.signer() : null
  if (signer?._tag === 'Left') return { type: 'Stop', fault: signer.left }
  if (parts.isClosed()) return { type: 'Stop', fault: closedFault }
  const why = overtaken()
  if (why !== null) return { type: 'Stop', fault: { type: 'Denied', says: why } }
  if (!isHeard(parts.onAttempt, told)) return { type: 'Stop', fault: unheardFault }
  const sentMs = parts.clock.nowMs()
  const timestampMs = sentMs + offsetMs
  const own = signer?.right ?? null
  const signing = own && { ...own, timestampMs, recvWindowMs: parts.recvWindowMs }
  const request = canonicalRequest(call, signing)
  const got = await safely(parts.transport.send(request))
  const heardMs = parts.clock.nowMs()
  const shown = [own?.apiKey, own?.secret, request.headers[signHeaders.sign]]
  const secrets = shown.filter((secret) => secret !== undefined)
  if (got._tag === 'Right') {
    const answer = answerOf(got.right.body, sentMs, heardMs, secrets)
    const { retCode, serverMs } = answer._tag === 'Right' ? answer.right : nothingHeard
    parts.gate.heed(call, got.right, { retCode, serverMs })
  }
  return judge({ call, got, sentMs, heardMs, attempt: told.attempt, secrets })
}

/** The fault of a question's trouble; a question is never left open. */
export const faultOf = (trouble: Trouble): ExchangeFault =>
  trouble.type === 'Over' ? trouble.fault : { type: 'Ambiguous', says: trouble.says, query: {} }

const timeCall: EndpointCall = {
  method: 'GET',
  path: '/v5/market/time',
  category: 'linear',
  query: {},
  body: null,
  kind: 'question',
  isSigned: false,
  orders: 1,
}

const nothingHeard = { retCode: null, serverMs: null } as const

const closedFault: ExchangeFault = { type: 'Transport', says: 'the client is closed' }
const unheardFault: ExchangeFault = {
  type: 'Transport',
  says: 'onAttempt threw, and what cannot be told of is not sent',
}

const never = (): null => null

/** Our id of the order that a call is about. */
const linkOf = ({ body, query }: EndpointCall): string | null => {
  const { orderLinkId } = { ...query, ...body } as { readonly orderLinkId?: unknown }
  return typeof orderLinkId === 'string' ? orderLinkId : null
}

const isHeard = (onAttempt: (attempt: Attempt) => void, attempt: Attempt): boolean => {
  try {
    onAttempt(attempt)
    return true
  } catch {
    return false
  }
}

/** A transport that throws has perhaps sent something; what it threw is not quoted. */
const safely = async (
  send: () => Promise<Either<TransportFault, WireResponse>>,
): Promise<Either<TransportFault, WireResponse>> => {
  try {
    return await send()
  } catch {
    return left({ type: 'NoAnswer', says: 'the transport failed' })
  }
}

const clockFault = (
  measured: ServerTime | null,
  recvWindowMs: number,
  cause: ExchangeFault | null,
): ExchangeFault => ({
  type: 'Clock',
  offsetMs: cause === null ? (measured?.offsetMs ?? null) : null,
  recvWindowMs,
  says: [
    'the exchange refused the request for its time (10002)',
    cause !== null || measured === null
      ? 'its clock could not be measured'
      : `its clock is ${distance(measured.offsetMs)} ours, measured in ` +
        `${measured.roundTripMs} ms, ` +
        'and a request that was signed by its clock was refused too',
    `a request may be at most ${recvWindowMs} ms old (recvWindow) when it arrives`,
    'one from a clock more than 1000 ms ahead of the exchange is refused for any recvWindow',
  ].join('; '),
})

const distance = (offsetMs: number): string =>
  offsetMs < 0 ? `${-offsetMs} ms behind` : `${offsetMs} ms ahead of`
