import type {
  ApiKeys,
  Attempt,
  Backfill,
  BybitRestClient,
  PrivateEvent,
  PrivateStream,
  StreamCategory,
  StreamTiming,
} from '@shadowtape/adapters'
import {
  backfillOf,
  exchangeFaultText,
  machineTime,
  newBybitRestClient,
  openPrivateStream,
  signerOfSecret,
} from '@shadowtape/adapters'
import type { Count, DurationUs, MarketSymbol, Reason, Text, TimestampUs } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'

import type { OpenedNetwork } from '../shell/network-options'
import { accountFault, walletInputs } from './account-check'
import type { LiveSession } from './live-session'
import { newLinkIds } from './link-ids'
import type { OrderDesk } from './order-desk'
import { newOrderDesk } from './order-desk'
import { instrumentsOf, reportedInputs } from './reported-inputs'
import type { Trading } from './trading'

/** Whose account is traded, and how. */
export type BybitTradingPlan = {
  readonly network: OpenedNetwork
  readonly category: StreamCategory
  readonly symbols: ReadonlyArray<MarketSymbol>
  readonly keys: ApiKeys
  readonly areMainnetOrdersEnabled: boolean
  readonly seed: number
  readonly timing: StreamTiming
  /** How long the first connection to the account may take, and the cancels at the end. */
  readonly beginWithinMs: number
  readonly endWithinMs: number
  /** Takes everything secret out of a text. */
  readonly clean: (text: string) => string
  readonly warn: (text: string) => void
}

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
  const made = clientOf(plan, session)
  if (isLeft(made)) return made
  const client = made.right
  const signer = signerOfSecret(plan.keys.secret)
  if (isLeft(signer)) return signer
  const { state } = session
  const time = machineTime()
  const names = newLinkIds(state.at as TimestampUs)
  let isEnded = false
  let stream: PrivateStream | null = null
  let caughtUp = 0
  let refused: string | null = null
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      time.after(ms, resolve)
    })
  const desk = newOrderDesk({
    ...{ client, names, state, sleep, clean: plan.clean },
    say: session.say,
    isEnded: () => isEnded,
  })
  const hear = (event: PrivateEvent): void => {
    switch (event.type) {
      case 'Order':
      case 'Execution':
      case 'Position':
      case 'Wallet': {
        const source = event.source === 'stream' ? 'STREAM' : 'QUERY'
        const inputs = reportedInputs(event, source, {
          instrumentOf: instrumentsOf(state.instruments),
          orderOf: names.orderOf,
          clean: plan.clean,
          heardAt: Number(event.receivedNs.slice(0, -3)) as TimestampUs,
        })
        if (isLeft(inputs)) plan.warn(`a report cannot be used: ${plan.clean(inputs.left)}`)
        else for (const input of inputs.right) session.say(input)
        return
      }
      case 'Connection':
        if (event.state.type === 'Lost' && caughtUp > 0)
          freezeBy(session, `the private stream was lost: ${plan.clean(event.state.reason)}`)
        return
      case 'CaughtUp':
        caughtUp += 1
        void settled(session, desk, event).then(() => {
          if (!isEnded) thawIfOurs(session)
        })
        return
      case 'AuthRefused':
        refused = `the private stream refused the key: ${plan.clean(event.says)}`
        plan.warn(refused)
        return
      case 'Refused':
      case 'Undecodable':
      case 'BackfillFailed':
        plan.warn(`private stream: ${plan.clean(event.says)}`)
        return
      case 'SignedIn':
      case 'Unanswered':
      case 'Duplicate':
        return
    }
  }
  const listen = (): Either<string, PrivateStream> => {
    const opened = openPrivateStream(
      {
        access: plan.network.access,
        address: plan.network.urls.privateStream,
        apiKey: plan.keys.apiKey,
        signer: signer.right,
        serverNowMs: () =>
          Number(time.receivedNs().slice(0, 13)) + (client.clockOffset()?.offsetMs ?? 0),
        backfill: backfillFrom(client, plan),
        ...{ overlapMs, time, timing: plan.timing, seed: plan.seed % 4_294_967_296 },
      },
      hear,
    )
    return isLeft(opened) ? left(opened.left.says) : opened
  }
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
      for (const input of await walletInputs(client, session.state.at as TimestampUs))
        session.say(input)
      const listened = listen()
      if (isLeft(listened)) return plan.clean(listened.left)
      stream = listened.right
      await until(() => caughtUp > 0 || refused !== null, plan.beginWithinMs)
      if (caughtUp > 0) return null
      return refused ?? 'the private stream did not come about in time'
    },
    end: async (why) => {
      if (state.orders.openCount > 0) {
        if (why === 'asked') session.say({ type: 'CancelAllOrders', account: null, symbol: null })
        else await cancelAll(client, plan)
        const isClear = await until(() => state.orders.openCount === 0, plan.endWithinMs)
        if (!isClear && why === 'asked') await cancelAll(client, plan)
        if (!isClear) plan.warn(openText(state.orders.openCount))
      }
      isEnded = true
      await stream?.close()
      client.close()
      await Promise.race([desk.idle(), sleep(plan.endWithinMs)])
    },
  })
}

const openText = (count: number): string =>
  `the venue did not say that ${count === 1 ? 'an order is' : `${String(count)} orders are`} gone;` +
  ' look at the account'

const clientOf = (
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

/** A request that is repeated is recorded before it goes out; what cannot be recorded does not. */
const journaled = (session: LiveSession, { path, attempt, reason, waitedMs }: Attempt): void => {
  if (attempt === 1) return
  session.say({
    type: 'RequestRetried',
    orderId: null,
    path: path as Text,
    attempt: (attempt - 1) as Count,
    retCode: null,
    reason: reason as Text,
    waitUs: (waitedMs * 1_000) as DurationUs,
  })
}

const backfillFrom = (client: BybitRestClient, { category }: BybitTradingPlan): Backfill =>
  backfillOf(client, category)

/** Orders that are open for us and not for the venue were closed while nobody listened. */
const settled = async (
  session: LiveSession,
  desk: OrderDesk,
  { openOrders }: Extract<PrivateEvent, { type: 'CaughtUp' }>,
): Promise<void> => {
  const open = new Set(openOrders.map(({ orderId }) => orderId))
  const { state } = session
  for (const orderId of Object.keys(state.orders.open) as Array<
    keyof typeof state.orders.open & string
  >) {
    const venueOrderId = state.live?.orders[orderId as never]?.venueOrderId ?? null
    if (venueOrderId === null || !open.has(venueOrderId)) await desk.ask(orderId as never)
  }
}

const streamActor = 'stream' as Reason

const freezeBy = (session: LiveSession, note: string): void => {
  session.say({
    type: 'FreezeTrading',
    account: null,
    symbol: null,
    actor: streamActor,
    note: note.slice(0, 500) as Reason,
  })
}

/** Trading goes on where nothing but the lost stream had stopped it. */
const thawIfOurs = (session: LiveSession): void => {
  const { isFrozen, last } = session.state.risk
  if (!isFrozen || last?.event.actor !== streamActor) return
  session.say({
    type: 'ThawTrading',
    account: null,
    symbol: null,
    actor: streamActor,
    note: 'the private stream has caught up' as Reason,
  })
}

/** Cancels what rests, whatever is recorded of it. */
const cancelAll = async (
  client: BybitRestClient,
  { category, symbols, warn, clean }: BybitTradingPlan,
): Promise<void> => {
  for (const symbol of symbols) {
    const done = await client.cancelAllOrders({ category, symbol })()
    if (isLeft(done)) warn(`${symbol}: cancel all: ${clean(exchangeFaultText(done.left))}`)
  }
}
