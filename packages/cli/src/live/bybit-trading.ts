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

import { askWhole } from './ask-whole'
import { walletInputs } from './account-check'
import type { BybitTradingPlan } from './bybit-trading-plan'
import { newLinkIds } from './link-ids'
import type { LiveSession } from './live-session'
import { newOrderDesk } from './order-desk'
import { newPrivateHearing } from './private-hearing'
import { newStillWanted } from './still-wanted'
import type { Trading } from './trading'
import { tradingClient } from './trading-client'
import type { TradingPause } from './trading-pause'
import { newTradingPause } from './trading-pause'
import { newUnsettledWatch } from './unsettled-watch'
import { newWaits } from './waits'

/** How much further back than the last execution is asked after a lost connection. */
const overlapMs = 10_000

/**
 * Trades a session's orders at Bybit. Requests go by REST, each recorded before it is sent, and
 * what comes of it over the private stream. While that is lost trading is frozen: nobody knows what
 * fills.
 */
export const bybitTrading = (
  plan: BybitTradingPlan,
  session: LiveSession,
): Either<string, Trading> => {
  const { state, say } = session
  const names = newLinkIds(state.at as TimestampUs)
  const time = machineTime()
  const wanted = newStillWanted(state, names, time.nowMs)
  const made = tradingClient(plan, session, names, wanted.unwanted)
  if (isLeft(made)) return made
  const client = made.right
  const signer = signerOfSecret(plan.keys.secret)
  if (isLeft(signer)) return signer
  const waits = newWaits(time)
  let stream: PrivateStream | null = null
  const pause = newTradingPause(session)
  const powers = { client, names, state, say, pause, ...waits, clean: plan.clean }
  const desk = newOrderDesk(powers, session.thrown)
  const hearing = newPrivateHearing(session, names, desk, pause, plan)
  const watch = newUnsettledWatch()
  const asking = { client, names, desk, hearing, session, category: plan.category }
  return right({
    hear: (entries) => {
      watch.hear(entries, time.nowMs())
      wanted.hear(entries, time.nowMs())
      desk.hear(entries)
    },
    ...feedHearing(session, pause, plan.clean),
    gauges: () => ({ tokens: client.tokensLeft(), isHeard: hearing.isHeard() }),
    tick: () => {
      for (const orderId of watch.due(state, time.nowMs())) desk.run(askWhole(asking, orderId))
    },
    begin: async () => {
      const clock = await client.serverTime()()
      if (isLeft(clock)) return plan.clean(exchangeFaultText(clock.left))
      for (const input of await walletInputs(client, state.at as TimestampUs)) say(input)
      const listened = listening(plan, client, signer.right, time, (event) => {
        session.guarded(() => {
          if (!waits.isClosed()) hearing.hear(event)
        })
      })
      if (isLeft(listened)) return plan.clean(listened.left.says)
      stream = listened.right
      await waits.until(
        () => hearing.caughtUp() > 0 || hearing.refused() !== null,
        plan.beginWithinMs,
      )
      if (hearing.caughtUp() > 0) return null
      return hearing.refused() ?? 'the private stream did not come about in time'
    },
    end: async (why) => {
      if (why === 'asked' && state.orders.openCount > 0) {
        session.guarded(() => {
          say({ type: 'CancelAllOrders', account: null, symbol: null })
        })
        await waits.until(() => state.orders.openCount === 0, plan.endWithinMs)
      }
      // a session that takes nothing more cannot hear that they are gone
      if (state.orders.openCount > 0) await cancelAll(client, plan)
      waits.close()
      await stream?.close()
      client.close()
      await desk.idle()
    },
  })
}

/** Freezes while the public stream is lost. */
const feedHearing = (
  { guarded }: LiveSession,
  pause: TradingPause,
  clean: (text: string) => string,
): Pick<Trading, 'feed' | 'fed'> => ({
  feed: (event) => {
    const lost = event.type === 'Connection' && event.state.type === 'Lost' ? event.state : null
    if (lost === null) return
    guarded(() => {
      pause.lost('public stream', `the public stream was lost: ${clean(lost.reason)}`)
    })
  },
  fed: () => {
    guarded(() => {
      pause.back('public stream')
    })
  },
})

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
