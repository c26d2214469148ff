import type { Attempt, BybitRestClient } from '@shadowtape/adapters'
import { exchangeFaultText, newBybitRestClient } from '@shadowtape/adapters'
import type { Count, DurationUs, Text } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'

import type { BybitTradingPlan } from './bybit-trading-plan'
import type { LiveSession } from './live-session'

/** The client of a live session: what it sends once more is recorded before it goes out. */
export const tradingClient = (
  plan: BybitTradingPlan,
  session: LiveSession,
): Either<string, BybitRestClient> => {
  const { network, keys, seed } = plan
  const made = newBybitRestClient({
    apiEnv: network.apiEnv,
    urls: network.urls,
    networkEnabled: true,
    mainnetOrdersEnabled: plan.areMainnetOrdersEnabled,
    keys: TE.right(keys),
    seed,
    onAttempt: (attempt) => {
      journaled(session, attempt)
    },
  })
  return isLeft(made) ? left(exchangeFaultText(made.left)) : made
}

const journaled = (session: LiveSession, { path, attempt, reason, waitedMs }: Attempt): void => {
  if (attempt === 1) return
  session.say({
    type: 'RequestRetried',
    orderId: null,
    path: path as Text,
    attempt: (attempt - 1) as Count,
    retCode: null,
    reason: reason as Text,
    waitUs: Math.round(waitedMs * 1_000) as DurationUs,
  })
}
