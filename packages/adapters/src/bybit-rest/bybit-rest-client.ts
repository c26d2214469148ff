import type { Category } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { bybitUrls } from '../bybit-api/api-env'
import { openNetwork } from '../bybit-api/network-access'
import { invalid } from '../exchange/check-order'
import type { ExchangeCall, ExchangeClient, OrdersOf, PastOf } from '../exchange/exchange-client'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { ServerTime } from '../exchange/exchange-records'
import { dryRunKeys, keysOf } from './api-keys'
import { performAll } from './batch-calls'
import { newCancelAlls } from './cancel-alls'
import type { Caller } from './caller'
import { newCaller } from './caller'
import { newClientIds, randomSalt, saltOfSeed } from './client-ids'
import type { CheckedOptions, ClientOptions } from './client-options'
import { checkOptions } from './client-options'
import type { Closing } from './closing'
import { newClosing } from './closing'
import { deskTransport } from './desk-transport'
import { dryRunLine } from './dry-run-line'
import type { PrivateMessages } from './fill-sources'
import { fillsByPolling, fillsOfMessages } from './fill-sources'
import type { FillQueue } from './fill-queue'
import { newFillQueue } from './fill-queue'
import { httpTransport } from './http-transport'
import { newInstrumentShelf } from './instrument-shelf'
import { newLanes } from './lanes'
import type { LimitGate } from './limit-gate'
import { newLimitGate } from './limit-gate'
import type { ListCalls } from './list-calls'
import { newListCalls } from './list-calls'
import type { OrderParts } from './order-calls'
import { cancelEverything, perform } from './order-calls'
import { prepareAmend, prepareCancel, preparePlace } from './order-calls'
import { signerBox } from './signer-box'
import type { Transport } from './transport'

/** A client of Bybit V5's REST API. */
export type BybitRestClient = ExchangeClient & {
  /** Whether calls go over the network; else a dry-run venue in this process answers. */
  readonly isNetworkEnabled: boolean
  /** The exchange's clock against ours as it was measured last; `null` before the first measure. */
  readonly clockOffset: () => ServerTime | null
  /** Orders and executions as Bybit wrote them, for a private stream that missed some. */
  readonly rows: {
    readonly openOrders: (which: OrdersOf) => ExchangeCall<ReadonlyArray<unknown>>
    readonly executions: (which: PastOf) => ExchangeCall<ReadonlyArray<unknown>>
  }
  /** Tokens left in each bucket that was used, for gauges. */
  readonly tokensLeft: () => ReadonlyMap<string, number>
}

/**
 * Makes a client. Nothing is sent yet. `Left` names the option that cannot be: among others `keys`
 * where the network is enabled and there are none.
 */
export const newBybitRestClient = (
  given: ClientOptions,
): Either<ExchangeFault, BybitRestClient> => {
  const checked = checkOptions(given)
  if (checked._tag === 'Left') return checked
  const options = checked.right
  const closing = newClosing(options.clock)
  const line = lineOf(options, closing)
  return line._tag === 'Left' ? line : right(assembled(options, closing, line.right))
}

/** Where a client's requests go, what they are signed with, and where fills are heard of. */
type Line = {
  readonly transport: Transport
  readonly keys: NonNullable<ClientOptions['keys']>
  readonly privateMessages: PrivateMessages | null
}

const lineOf = (options: CheckedOptions, closing: Closing): Either<ExchangeFault, Line> => {
  const { apiEnv, desk, keys, urls = bybitUrls[apiEnv], privateMessages = null } = options
  if (!options.networkEnabled) {
    if (desk === undefined) return dryRun(options, closing)
    return right({
      transport: deskTransport(desk),
      keys: keys ?? keysOf(dryRunKeys),
      privateMessages: privateMessages ?? desk.onPrivate,
    })
  }
  if (keys === undefined) return left(invalid('keys', 'are missing, and the network is enabled'))
  const { timeoutMs, answerBytesMax } = options
  const access = openNetwork(apiEnv)
  const transport = httpTransport({ access, baseUrl: urls.rest, timeoutMs, answerBytesMax })
  return right({ transport, keys, privateMessages })
}

/** A venue of the client's own knows no key but the dry run's. */
const dryRun = (options: CheckedOptions, closing: Closing): Either<ExchangeFault, Line> => {
  try {
    const { desk, transport } = dryRunLine(options, closing)
    return right({ transport, keys: keysOf(dryRunKeys), privateMessages: desk.onPrivate })
  } catch (error) {
    if (error instanceof RangeError) return left(invalid('instruments', error.message))
    throw error
  }
}

const assembled = (options: CheckedOptions, closing: Closing, line: Line): BybitRestClient => {
  const { clock, seed } = options
  const { sleep, isClosed } = closing
  const gate = newLimitGate({ ...options, sleep, isClosed })
  const caller = newCaller({
    ...{ clock, sleep, gate, seed, transport: line.transport, signer: signerBox(line.keys) },
    recvWindowMs: options.recvWindow,
    plan: options.retryPlan,
    onAttempt: options.onAttempt,
    isClosed,
  })
  const lists = newListCalls(caller, options.pagesMax)
  const parts: OrderParts = {
    settling: { caller, lists, sendsMax: 3, looksMax: 3 },
    shelf: newInstrumentShelf(lists, clock),
    lanes: newLanes(),
    cancelAlls: newCancelAlls(),
    unwanted: options.unwanted,
    newClientId: newClientIds(options.clientIdPrefix, saltOf(options), clock.nowMs()),
    denial: denialOf(options),
  }
  const queues = new Set<FillQueue>()
  const fills = (categories: ReadonlyArray<Category> = ['linear', 'spot']) => {
    let stop = (): void => undefined
    const queue: FillQueue = newFillQueue(() => {
      stop()
      queues.delete(queue)
    })
    queues.add(queue)
    if (isClosed()) queue.end()
    else if (line.privateMessages !== null)
      stop = fillsOfMessages(line.privateMessages, categories, queue)
    else {
      const everyMs = options.fillsPollMs
      stop = fillsByPolling({ caller, lists, clock, sleep, everyMs }, categories, queue)
    }
    return queue.stream
  }
  return {
    ...orders(parts, gate),
    ...questions(caller, lists),
    fills,
    isNetworkEnabled: options.networkEnabled,
    rows: {
      openOrders: (which) => () => lists.orderRows(which),
      executions: (which) => () => lists.executionRows(which),
    },
    clockOffset: caller.clockOffset,
    tokensLeft: gate.tokensLeft,
    close: () => {
      closing.close()
      for (const queue of [...queues]) queue.end()
      line.transport.close()
    },
  }
}

const orders = (parts: OrderParts, gate: LimitGate) =>
  ({
    placeOrder: (request) => () => perform(parts, preparePlace, request),
    amendOrder: (request) => () => perform(parts, prepareAmend, request),
    cancelOrder: (request) => () => perform(parts, prepareCancel, request),
    cancelAllOrders: (request) => () => cancelEverything(parts, request),
    placeOrders: (requests) => () => performAll(parts, gate, 'create', requests, preparePlace),
    amendOrders: (requests) => () => performAll(parts, gate, 'amend', requests, prepareAmend),
    cancelOrders: (requests) => () => performAll(parts, gate, 'cancel', requests, prepareCancel),
  }) satisfies Partial<ExchangeClient>

const questions = (caller: Caller, lists: ListCalls) =>
  ({
    openOrders: (which) => () => lists.openOrders(which),
    orderHistory: (which) => () => lists.orderHistory(which),
    positions: (which) => () => lists.positions(which),
    executions: (which) => () => lists.executions(which),
    balances:
      (coins = []) =>
      () =>
        lists.balances(coins),
    instruments: (category, symbol) => () => lists.instruments(category, symbol),
    serverTime: () => caller.syncClock,
  }) satisfies Partial<ExchangeClient>

/** A dry run is the same each time; orders that leave the machine must not meet others' ids. */
const saltOf = ({ networkEnabled, seed }: CheckedOptions): string =>
  networkEnabled ? randomSalt() : saltOfSeed(seed)

const denialOf = ({ networkEnabled, apiEnv, mainnetOrdersEnabled }: CheckedOptions) =>
  networkEnabled && apiEnv === 'mainnet' && !mainnetOrdersEnabled
    ? 'orders on mainnet are not enabled (mainnetOrdersEnabled)'
    : null
