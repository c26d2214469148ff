import type { Category } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'
import type * as t from 'io-ts'

import { checkCategory, checkMarket, invalid } from '../exchange/check-order'
import type { OrdersOf, PastOf } from '../exchange/exchange-client'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { ExchangeOrder } from '../exchange/exchange-orders'
import { isClosed } from '../exchange/exchange-orders'
import type { Balance, Execution, InstrumentRules, Position } from '../exchange/exchange-records'
import { decodedBy } from './answer'
import type { Caller } from './caller'
import { faultOf } from './caller'
import type { EndpointCall, Param } from './canonical-request'
import { nameFields, publicQuestion, question } from './endpoints'
import { CoinRow, ExecutionKind, ExecutionRow, InstrumentRow } from './row-codecs'
import { OrderRow, Page, PositionRow, WalletResult } from './row-codecs'
import { executionOf, isTrade, orderOf, positionOf, rulesOf } from './rows'

/** Something that was asked for, or why it was not had. */
export type Had<T> = Promise<Either<ExchangeFault, T>>

/** The questions that are answered by lists. */
export type ListCalls = {
  readonly openOrders: (which: OrdersOf) => Had<ReadonlyArray<ExchangeOrder>>
  /** An order by its id, open or closed, from among those the exchange still has at hand. */
  readonly recentOrder: (which: OrdersOf) => Had<ReadonlyArray<ExchangeOrder>>
  readonly orderHistory: (which: PastOf) => Had<ReadonlyArray<ExchangeOrder>>
  /** Orders and executions as rows that nobody has decoded yet, all their pages. */
  readonly orderRows: (which: OrdersOf) => Had<ReadonlyArray<unknown>>
  readonly executionRows: (which: PastOf) => Had<ReadonlyArray<unknown>>
  readonly positions: (which: OrdersOf) => Had<ReadonlyArray<Position>>
  readonly executions: (which: PastOf) => Had<ReadonlyArray<Execution>>
  readonly balances: (coins: ReadonlyArray<string>) => Had<ReadonlyArray<Balance>>
  readonly instruments: (category: Category, symbol?: string) => Had<ReadonlyArray<InstrumentRules>>
}

/** Lists over a caller, of at most `pagesMax` pages each. */
export const newListCalls = (caller: Caller, pagesMax: number): ListCalls => {
  const rowsOf = (call: EndpointCall): Had<ReadonlyArray<unknown>> =>
    allPages(caller, call, pagesMax)

  const listed = async <Row, T>(
    call: EndpointCall,
    codec: t.Type<Row, unknown>,
    shape: (row: Row) => T,
  ): Had<ReadonlyArray<T>> => {
    const rows = await rowsOf(call)
    return rows._tag === 'Left' ? rows : each(rows.right, codec, shape)
  }

  const orders = (path: string, which: PastOf): Had<ReadonlyArray<ExchangeOrder>> =>
    listed(question(path, which.category, { ...scope(which), limit: 50 }), OrderRow, (row) =>
      orderOf(which.category, row),
    )

  const recentOrder = async (which: OrdersOf): Had<ReadonlyArray<ExchangeOrder>> =>
    checked(checkWhich(which)) ?? orders('/v5/order/realtime', which)

  const executionRows = async (which: PastOf): Had<ReadonlyArray<unknown>> => {
    const query = { ...scope(which, 'past'), limit: 100 }
    return (
      checked(checkWhich(which)) ?? rowsOf(question('/v5/execution/list', which.category, query))
    )
  }

  return {
    recentOrder,
    openOrders: async (which) => {
      const found = await recentOrder(which)
      return found._tag === 'Left' ? found : right(found.right.filter((one) => !isClosed(one)))
    },
    orderHistory: async (which) => checked(checkWhich(which)) ?? orders('/v5/order/history', which),
    positions: async (which) => {
      if (which.category !== 'linear') return left(invalid('category', 'spot has no positions'))
      const call = question('/v5/position/list', 'linear', { ...scope(which), limit: 200 })
      return (
        checked(checkWhich(which)) ??
        listed(call, PositionRow, (row) => positionOf(which.category, row))
      )
    },
    orderRows: async (which) =>
      checked(checkWhich(which)) ??
      rowsOf(question('/v5/order/realtime', which.category, { ...scope(which), limit: 50 })),
    executionRows,
    executions: async (which) => {
      const rows = await executionRows(which)
      return rows._tag === 'Left' ? rows : trades(which.category, rows.right)
    },
    balances: (coins) => balancesOf(caller, coins),
    instruments: async (category, symbol) => {
      const wrong = checked(
        symbol === undefined ? checkCategory(category) : checkMarket({ category, symbol }),
      )
      if (wrong !== null) return wrong
      const query = { category, symbol, ...(category === 'linear' ? { limit: 1_000 } : {}) }
      const rows = await rowsOf(publicQuestion('/v5/market/instruments-info', category, query))
      return rows._tag === 'Left' ? rows : instrumentsOf(category, rows.right)
    },
  }
}

/** What the account has of coins; of all where none are named. */
const balancesOf = async (
  caller: Caller,
  coins: ReadonlyArray<string>,
): Had<ReadonlyArray<Balance>> => {
  const coin = coins.length === 0 ? undefined : coins.join(',')
  const query = { accountType: 'UNIFIED', coin }
  const said = await caller.call(question('/v5/account/wallet-balance', 'linear', query))
  if (said._tag === 'Left') return left(faultOf(said.left))
  const wallet = decodedBy(WalletResult, said.right.result, 'result')
  if (wallet._tag === 'Left') return left({ type: 'Garbled', ...wallet.left })
  const rows = wallet.right.list.flatMap((account) => account.coin)
  return each(rows, CoinRow, (row) => ({
    coin: row.coin,
    wallet: row.walletBalance ?? '0',
    equity: row.equity ?? null,
    locked: row.locked ?? null,
  }))
}

/** The trades among rows of executions, in the order they stand in. */
export const trades = (
  category: Category,
  rows: ReadonlyArray<unknown>,
): Either<ExchangeFault, ReadonlyArray<Execution>> => {
  const found: Array<Execution> = []
  for (const [index, row] of rows.entries()) {
    const root = `list[${index}]`
    const kind = decodedBy(ExecutionKind, row, root)
    if (kind._tag === 'Left') return left({ type: 'Garbled', ...kind.left })
    if (!isTrade(kind.right.execType)) continue
    const trade = decodedBy(ExecutionRow, row, root)
    if (trade._tag === 'Left') return left({ type: 'Garbled', ...trade.left })
    found.push(executionOf(category, trade.right))
  }
  return right(found)
}

const instrumentsOf = (
  category: Category,
  rows: ReadonlyArray<unknown>,
): Either<ExchangeFault, ReadonlyArray<InstrumentRules>> => {
  const decoded = each(rows, InstrumentRow, (row) => rulesOf(category, row))
  if (decoded._tag === 'Left') return decoded
  const without = decoded.right.indexOf(null)
  const field = `list[${without}].lotSizeFilter.qtyStep`
  if (without >= 0) return left({ type: 'Garbled', field, detail: 'is missing' })
  return right(decoded.right.filter((rules) => rules !== null))
}

const each = <Row, T>(
  rows: ReadonlyArray<unknown>,
  codec: t.Type<Row, unknown>,
  shape: (row: Row) => T,
): Either<ExchangeFault, ReadonlyArray<T>> => {
  const shaped: Array<T> = []
  for (const [index, row] of rows.entries()) {
    const decoded = decodedBy(codec, row, `list[${index}]`)
    if (decoded._tag === 'Left') return left({ type: 'Garbled', ...decoded.left })
    shaped.push(shape(decoded.right))
  }
  return right(shaped)
}

/** All rows of all pages; a token that came before, or too many pages, end it with a fault. */
const allPages = async (
  caller: Caller,
  call: EndpointCall,
  pagesMax: number,
): Had<ReadonlyArray<unknown>> => {
  const rows: Array<unknown> = []
  const seen = new Set<string>()
  let cursor: string | undefined
  for (let pages = 1; ; pages += 1) {
    const said = await caller.call({ ...call, query: { ...call.query, cursor } })
    if (said._tag === 'Left') return left(faultOf(said.left))
    const page = decodedBy(Page, said.right.result, 'result')
    if (page._tag === 'Left') return left({ type: 'Garbled', ...page.left })
    for (const row of page.right.list) rows.push(row)
    cursor = page.right.nextPageCursor || undefined
    if (cursor === undefined) return right(rows)
    const endless = seen.has(cursor)
      ? 'comes a second time'
      : pages >= pagesMax
        ? `leads beyond ${pagesMax} pages`
        : null
    if (endless !== null)
      return left({ type: 'Garbled', field: 'result.nextPageCursor', detail: endless })
    seen.add(cursor)
  }
}

const checked = (fault: ExchangeFault | null): Either<ExchangeFault, never> | null =>
  fault === null ? null : left(fault)

const checkWhich = (which: PastOf): ExchangeFault | null => {
  const wrong =
    which.symbol === undefined
      ? checkCategory(which.category)
      : checkMarket({ category: which.category, symbol: which.symbol })
  if (wrong !== null) return wrong
  for (const [field, ms] of Object.entries({ fromMs: which.fromMs, untilMs: which.untilMs }))
    if (ms !== undefined && !(Number.isSafeInteger(ms) && ms >= 0))
      return invalid(field, 'is no time in milliseconds')
  const { fromMs = 0, untilMs = 0 } = which
  return fromMs > 0 && untilMs - fromMs > sevenDaysMs
    ? invalid('untilMs', 'is more than seven days after fromMs')
    : null
}

const sevenDaysMs = 7 * 86_400_000

/** Linear has to be told a symbol or a settle coin, except where it is asked for the past. */
const scope = (which: PastOf, tense?: 'past'): Readonly<Record<string, Param>> => {
  const { category, symbol, fromMs, untilMs } = which
  const isOpen = symbol === undefined && category === 'linear' && tense === undefined
  const settleCoin = which.settleCoin ?? (isOpen ? 'USDT' : undefined)
  const times = { startTime: fromMs, endTime: untilMs }
  return { category, symbol, settleCoin, ...nameFields(which), ...times }
}
