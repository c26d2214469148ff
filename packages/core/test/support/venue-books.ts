import type {
  RestingLevel,
  State,
  VenueAccount,
  VenueHolding,
  VenueOrder,
  VenueRow,
} from '../../src'
import type { OrderLedger } from './order-ledger'
import { holdingsOf } from './main-account'

type Met = (what: string) => void

/** What the venue keeps agrees with the orders that it has, and with what its lines said. */
export const expectVenueHoldsTogether = (state: State, ledger: OrderLedger, met: Met): void => {
  const { venue } = state
  const orders: ReadonlyArray<VenueOrder> = Object.values(venue.orders)
  expect(orders.map((order) => toldOf(order))).toStrictEqual(
    orders.map(({ orderId }) => ledgerOf(ledger, orderId)),
  )
  expect(ledger.open.size).toBe(orders.length)
  for (const [name, account] of Object.entries<VenueAccount>(venue.accounts)) {
    const own = orders.filter((order) => order.account === name)
    expect(account.openCount).toBe(own.length)
    const linked = own.filter(({ orderLinkId }) => orderLinkId !== null)
    expect(account.links).toStrictEqual(
      Object.fromEntries(
        linked.map(({ orderLinkId, orderId }) => [`link-${orderLinkId}`, orderId]),
      ),
    )
    if (linked.length > 0) met('link')
  }
  for (const [symbol, row] of Object.entries<VenueRow>(venue.rows))
    expectRow(
      row,
      orders.filter((order) => order.symbol === symbol),
      met,
    )
  for (const [symbol, row] of Object.entries<VenueRow>(venue.rows)) {
    const stopped = holdingsOf(state)
      .filter(([place]) => place.endsWith(` ${symbol}`))
      .filter(([, { position }]) => position.tradingStop !== null)
    expect(row.tradingStops).toBe(stopped.length)
  }
  for (const [place, holding] of holdingsOf(state)) {
    const own = orders.filter((order) => `${order.account} ${order.symbol}` === place)
    expectHolding(holding, own, met)
    expect(holding.position.qty).toBe(ledger.heldQty(place))
  }
}

const expectHolding = (
  holding: VenueHolding,
  orders: ReadonlyArray<VenueOrder>,
  met: Met,
): void => {
  expect(holding.openOrders).toBe(orders.length)
  const reducing = orders.filter(({ reduceOnly }) => reduceOnly)
  expect([...holding.reduceOnly].sort()).toStrictEqual(idsOf(reducing))
  if (reducing.length > 0) met('reduce-only')
  if (holding.position.tradingStop === null) return
  expect(holding.position.qty).not.toBe(0)
  met('trading stop')
}

const expectRow = (row: VenueRow, orders: ReadonlyArray<VenueOrder>, met: Met): void => {
  const waiting = orders.filter(({ isWaiting }) => isWaiting)
  const stops = Object.entries(row.stops).flatMap(([key, run]) =>
    run.map(({ orderId, price }) => [orderId, key, price].join(' ')),
  )
  expect(stops.sort()).toStrictEqual(
    waiting
      .map(({ orderId, trigger: t }) => [orderId, `${t?.by}-${t?.direction}`, t?.price].join(' '))
      .sort(),
  )
  if (waiting.length > 0) met('waiting')
  for (const side of ['Buy', 'Sell'] as const) {
    const levels = side === 'Buy' ? row.resting.bids : row.resting.asks
    const here = orders.filter((order) => order.side === side && !order.isWaiting)
    expectLevels(levels, here, side === 'Buy' ? -1 : 1, met)
  }
}

const expectLevels = (
  levels: ReadonlyArray<RestingLevel>,
  orders: ReadonlyArray<VenueOrder>,
  up: 1 | -1,
  met: Met,
): void => {
  const resting = levels.flatMap((level) =>
    level.orders.map(({ orderId, leavesQty }) => [orderId, level.price, leavesQty].join(' ')),
  )
  expect(resting.sort()).toStrictEqual(
    orders.map(({ orderId, price, leavesQty }) => [orderId, price, leavesQty].join(' ')).sort(),
  )
  levels.forEach(({ price, orders: queue, tradedQty, goneQty }, i) => {
    expect(queue.length).toBeGreaterThan(0)
    if (i > 0) expect((price - (levels[i - 1]?.price ?? 0)) * up).toBeGreaterThan(0)
    for (const { gap } of queue) expect(gap).toBeGreaterThanOrEqual(0)
    expect(Math.min(tradedQty, goneQty)).toBeGreaterThanOrEqual(0)
    if (queue.length > 1) met('two at a price')
    if (queue.some(({ gap }) => gap > 0)) met('behind others')
  })
}

const idsOf = (orders: ReadonlyArray<VenueOrder>) => orders.map(({ orderId }) => orderId).sort()

const toldOf = ({ orderId, price, leavesQty, isWaiting }: VenueOrder) =>
  [orderId, price, leavesQty, isWaiting].join(' ')

const ledgerOf = (ledger: OrderLedger, orderId: string) => {
  const { price, leavesQty, isWaiting } = ledger.of(orderId)
  return [orderId, price, leavesQty, isWaiting].join(' ')
}
