import type { Attempt, BybitRestClient, Unwanted } from '@shadowtape/adapters'
import { exchangeFaultText, newBybitRestClient } from '@shadowtape/adapters'
import type { Count, DurationUs, Text } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'

import { accountFault } from './account-check'
import type { BybitTradingPlan } from './bybit-trading-plan'
import type { LinkIds } from './link-ids'
import type { LiveSession } from './live-session'

/**
 * The client of a live session: what it sends once more is recorded before it goes out, and what
 * nobody wants any more is not sent.
 */
export const tradingClient = (
  plan: BybitTradingPlan,
  session: LiveSession,
  names: LinkIds,
  unwanted: Unwanted,
): Either<string, BybitRestClient> => clientOf(plan, journal(session, names), unwanted)

/** Why a session cannot begin with an account, or `null`; asked before anything is recorded. */
export const accountUnfit = async (plan: BybitTradingPlan): Promise<string | null> => {
  const made = clientOf(plan, () => undefined)
  if (isLeft(made)) return made.left
  const unfit = await accountFault(made.right, plan)
  made.right.close()
  return unfit === null ? null : plan.clean(unfit)
}

const clientOf = (
  plan: BybitTradingPlan,
  onAttempt: (attempt: Attempt) => void,
  unwanted?: Unwanted,
): Either<string, BybitRestClient> => {
  const { network, keys, seed } = plan
  const made = newBybitRestClient({
    apiEnv: network.apiEnv,
    urls: network.urls,
    networkEnabled: true,
    mainnetOrdersEnabled: plan.areMainnetOrdersEnabled,
    keys: TE.right(keys),
    seed,
    onAttempt,
    ...(unwanted === undefined ? {} : { unwanted }),
  })
  return isLeft(made) ? left(exchangeFaultText(made.left)) : made
}

/** So many orders' sendings are told apart at once. */
const countedMax = 1_000

/**
 * Records each sending of a request but its first. An order that a lost answer left open is sent
 * once more only after it was asked for, and then counts on.
 */
const journal = (session: LiveSession, names: LinkIds): ((attempt: Attempt) => void) => {
  const sent = new Map<string, number>()
  return ({ method, path, clientOrderId, attempt, reason, waitedMs }) => {
    const key = `${path} ${clientOrderId ?? ''}`
    const isOrder = method === 'POST' && clientOrderId !== null
    const nth = isOrder ? (sent.get(key) ?? 0) + 1 : attempt
    if (isOrder) sent.set(key, nth)
    const [oldest] = sent.keys()
    if (sent.size > countedMax && oldest !== undefined) sent.delete(oldest)
    if (nth === 1) return
    session.say({
      type: 'RequestRetried',
      orderId: clientOrderId === null ? null : names.orderOf(clientOrderId),
      path: path as Text,
      attempt: (nth - 1) as Count,
      retCode: null,
      reason: (reason === 'FIRST' ? 'NOT_FOUND_AT_VENUE' : reason) as Text,
      waitUs: Math.round(waitedMs * 1_000) as DurationUs,
    })
  }
}
