import type { Category } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'

import type { ExchangeFault } from './exchange-fault'
import type {
  AmendRequest,
  CancelAck,
  CancelAllRequest,
  CancelRequest,
  ExchangeOrder,
  OrderAck,
  PlaceRequest,
} from './exchange-orders'
import type { Balance, Execution, InstrumentRules, Position, ServerTime } from './exchange-records'

/** A call to an exchange: nothing happens until it is run, and running it never throws. */
export type ExchangeCall<T> = TaskEither<ExchangeFault, T>

/** What came of each order of a batch, in the order they were given in. */
export type BatchOf<T> = ReadonlyArray<Either<ExchangeFault, T>>

/** Which orders are asked for; on linear a symbol or a settle coin (`USDT` if neither is said). */
export type OrdersOf = {
  readonly category: Category
  readonly symbol?: string
  readonly settleCoin?: string
  readonly clientOrderId?: string
  readonly orderId?: string
}

/** Which part of the past is asked for, in ms since the epoch; at most seven days at once. */
export type PastOf = OrdersOf & { readonly fromMs?: number; readonly untilMs?: number }

/**
 * Fills as they happen, each once, for one reader. It ends when the client is closed, and when its
 * reader stops (`break`, or `return()`); it then listens to nothing any more. A fault is told, and
 * fills that it held up come later; one that no later try can mend (`Denied`, `Auth`) ends it.
 */
export type FillStream = AsyncIterable<Either<ExchangeFault, Execution>>

/**
 * What a bot asks of an exchange. Prices and quantities are plain decimal texts. Lists are whole:
 * all their pages were read.
 */
export type ExchangeClient = {
  readonly placeOrder: (request: PlaceRequest) => ExchangeCall<OrderAck>
  readonly amendOrder: (request: AmendRequest) => ExchangeCall<OrderAck>
  /** Cancels an order; one that is closed already is no fault, and told as it was found. */
  readonly cancelOrder: (request: CancelRequest) => ExchangeCall<CancelAck>
  /** Cancels all open orders; `Right` are those that the exchange told of. */
  readonly cancelAllOrders: (request: CancelAllRequest) => ExchangeCall<ReadonlyArray<OrderAck>>
  /** Batches of one category; each order has an outcome of its own. `Left` if none was tried. */
  readonly placeOrders: (requests: ReadonlyArray<PlaceRequest>) => ExchangeCall<BatchOf<OrderAck>>
  readonly amendOrders: (requests: ReadonlyArray<AmendRequest>) => ExchangeCall<BatchOf<OrderAck>>
  readonly cancelOrders: (
    requests: ReadonlyArray<CancelRequest>,
  ) => ExchangeCall<BatchOf<CancelAck>>
  readonly openOrders: (which: OrdersOf) => ExchangeCall<ReadonlyArray<ExchangeOrder>>
  /** Orders that are closed, newest first; the exchange may be late with the newest. */
  readonly orderHistory: (which: PastOf) => ExchangeCall<ReadonlyArray<ExchangeOrder>>
  readonly positions: (which: OrdersOf) => ExchangeCall<ReadonlyArray<Position>>
  readonly executions: (which: PastOf) => ExchangeCall<ReadonlyArray<Execution>>
  readonly balances: (coins?: ReadonlyArray<string>) => ExchangeCall<ReadonlyArray<Balance>>
  readonly instruments: (
    category: Category,
    symbol?: string,
  ) => ExchangeCall<ReadonlyArray<InstrumentRules>>
  readonly serverTime: () => ExchangeCall<ServerTime>
  /** Fills from now on, of the categories named. */
  readonly fills: (categories?: ReadonlyArray<Category>) => FillStream
  /** Ends streams and waits, and lets go of connections. What is called later is not sent. */
  readonly close: () => void
}
