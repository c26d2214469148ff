import type {
  ApiSigner,
  BybitRestClient,
  NetworkRefused,
  PrivateEvent,
  PrivateStream,
  StreamTime,
} from '@shadowtape/adapters'
import {
  backfillOf,
  exchangeFaultText,
  machineTime,
  openPrivateStream,
  signerOfSecret,
} from '@shadowtape/adapters'
import type { TimestampUs } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { accountFault, walletInputs } from './account-check'
import type { BybitTradingPlan } from './bybit-trading-plan'
import { newLinkIds } from './link-ids'
import type { LiveSession } from './live-session'
import { newOrderDesk } from './order-desk'
import { newPrivateHearing } from './private-hearing'
import type { Trading } from './trading'
import { tradingClient } from './trading-client'

/** How much further back than the last execution is asked after a lost connection. */
const overlapMs = 10_000
const lookEveryMs = 20

/**
 * Trades a session's orders at Bybit. Requests go by REST, each recorded before it is sent, and
 * what comes of it over the private stream. While that is lost trading is frozen: nobody knows what
 * fills.
 */
export const bybitTrading = (
  plan: BybitTradingPlan,
  session: LiveSession,
): Either<string, Trading> => {
  const made = tradingClient(plan, session)
  if (isLeft(made)) return made
  const client = made.right
  const signer = signerOfSecret(plan.keys.secret)
  if (isLeft(signer)) return signer
  const { state, say } = session
  const time = machineTime()
  const names = newLinkIds(state.at as TimestampUs)
  let isEnded = false
  let stream: PrivateStream | null = null
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      time.after(ms, resolve)
    })
  const powers = { client, names, state, say, sleep, clean: plan.clean, isEnded: () => isEnded }
  const desk = newOrderDesk(powers, session.thrown)
  const hearing = newPrivateHearing(session, names, desk, plan)
  const until = async (isSo: () => boolean, withinMs: number): Promise<boolean> => {
    const begunAt = time.nowMs()
    while (!isSo() && time.nowMs() - begunAt < withinMs) await sleep(lookEveryMs)
    return isSo()
  }
  return right({
    hear: desk.hear,
    begin: async () => {
      const unfit = await accountFault(client, plan)
      if (unfit !== null) return plan.clean(unfit)
      for (const input of await walletInputs(client, state.at as TimestampUs)) say(input)
      const listened = listening(plan, client, signer.right, time, (event) => {
        session.guarded(() => {
          if (!isEnded) hearing.hear(event)
        })
      })
      if (isLeft(listened)) return plan.clean(listened.left.says)
      stream = listened.right
      await until(() => hearing.caughtUp() > 0 || hearing.refused() !== null, plan.beginWithinMs)
      if (hearing.caughtUp() > 0) return null
      return hearing.refused() ?? 'the private stream did not come about in time'
    },
    end: async (why) => {
      if (why === 'asked' && state.orders.openCount > 0) {
        session.guarded(() => {
          say({ type: 'CancelAllOrders', account: null, symbol: null })
        })
        await until(() => state.orders.openCount === 0, plan.endWithinMs)
      }
      // a session that takes nothing more cannot hear that they are gone
      if (state.orders.openCount > 0) await cancelAll(client, plan)
      isEnded = true
      await stream?.close()
      client.close()
      await Promise.race([desk.idle(), sleep(plan.endWithinMs)])
    },
  })
}

/** Opens the private stream of the account. */
const listening = (
  { network, category, keys, timing, seed }: BybitTradingPlan,
  client: BybitRestClient,
  signer: ApiSigner,
  time: StreamTime,
  tell: (event: PrivateEvent) => void,
): Either<NetworkRefused, PrivateStream> =>
  openPrivateStream(
    {
      access: network.access,
      address: network.urls.privateStream,
      apiKey: keys.apiKey,
      signer,
      serverNowMs: () =>
        Number(time.receivedNs().slice(0, 13)) + (client.clockOffset()?.offsetMs ?? 0),
      backfill: backfillOf(client, category),
      ...{ overlapMs, time, timing, seed: seed % 4_294_967_296 },
    },
    tell,
  )

/** Cancels what rests, whatever is recorded of it, and looks whether it is gone. */
const cancelAll = async (
  client: Pick<BybitRestClient, 'cancelAllOrders' | 'openOrders'>,
  { category, symbols, warn, clean }: BybitTradingPlan,
): Promise<void> => {
  for (const symbol of symbols) {
    const done = await client.cancelAllOrders({ category, symbol })()
    if (isLeft(done)) warn(`${symbol}: cancel all: ${clean(exchangeFaultText(done.left))}`)
    const left = await client.openOrders({ category, symbol })()
    if (isLeft(left)) warn(`${symbol}: nobody knows what is open; look at the account`)
    else if (left.right.length > 0)
      warn(`${symbol}: ${String(left.right.length)} open at the venue still; look at the account`)
  }
}
