import { accountInfo, coinInfo, feeRate, queryApi, walletBalance } from './account-endpoints'
import type { Endpoint } from './desk-call'
import { instrumentsInfo, marketTime, orderbook, recentTrade, tickers } from './market-endpoints'
import { amendBatch, cancelBatch, createBatch } from './order-batch'
import { amendOrder, cancelAllOrders, cancelOrder } from './order-change'
import { createOrder } from './order-create'
import { executionList, openOrders, orderHistory } from './order-queries'
import { positionList, setLeverage, setTradingStop } from './position-endpoints'

/** How many requests, or orders, of a kind a second may have, by category. */
export type Budget = { readonly linear: number; readonly spot: number }

/** An endpoint and how it is asked. */
export type Route = {
  readonly method: 'GET' | 'POST'
  /** Whether it has to be signed, and whether by a key that may change something. */
  readonly needs: 'nothing' | 'look' | 'trade'
  /** The budget of the account in it; public endpoints have none. */
  readonly budget: Budget | null
  readonly answer: Endpoint
  /** Batches are counted order by order, and by themselves. */
  readonly isBatch?: true
}

const both = (perSecond: number): Budget => ({ linear: perSecond, spot: perSecond })

const open = (answer: Endpoint): Route => ({
  method: 'GET',
  needs: 'nothing',
  budget: null,
  answer,
})

const look = (perSecond: number, answer: Endpoint): Route => ({
  method: 'GET',
  needs: 'look',
  budget: both(perSecond),
  answer,
})

const trade = (linear: number, spot: number, answer: Endpoint): Route => ({
  method: 'POST',
  needs: 'trade',
  budget: { linear, spot },
  answer,
})

/** Everything that can be asked, by path; budgets are Bybit's for a non-VIP. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/v5/market/time', open(marketTime)],
  ['/v5/market/instruments-info', open(instrumentsInfo)],
  ['/v5/market/orderbook', open(orderbook)],
  ['/v5/market/tickers', open(tickers)],
  ['/v5/market/recent-trade', open(recentTrade)],
  ['/v5/order/create', trade(10, 20, createOrder)],
  ['/v5/order/amend', trade(10, 10, amendOrder)],
  ['/v5/order/cancel', trade(10, 20, cancelOrder)],
  ['/v5/order/cancel-all', trade(10, 20, cancelAllOrders)],
  ['/v5/order/create-batch', { ...trade(10, 20, createBatch), isBatch: true }],
  ['/v5/order/amend-batch', { ...trade(10, 20, amendBatch), isBatch: true }],
  ['/v5/order/cancel-batch', { ...trade(10, 20, cancelBatch), isBatch: true }],
  ['/v5/order/realtime', look(50, openOrders)],
  ['/v5/order/history', look(50, orderHistory)],
  ['/v5/execution/list', look(50, executionList)],
  ['/v5/position/list', look(50, positionList)],
  ['/v5/position/set-leverage', trade(10, 10, setLeverage)],
  ['/v5/position/trading-stop', trade(10, 10, setTradingStop)],
  ['/v5/account/wallet-balance', look(50, walletBalance)],
  ['/v5/account/info', look(50, accountInfo)],
  ['/v5/account/fee-rate', look(5, feeRate)],
  ['/v5/user/query-api', look(10, queryApi)],
  ['/v5/asset/coin/query-info', look(50, coinInfo)],
])
