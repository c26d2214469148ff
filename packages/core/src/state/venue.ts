import { invariant } from '../base/invariant'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import type { Market } from './market'
import type { OrderTerms } from './order-terms'
import type { QueueRule } from './queue-share'
import type { Resting } from './resting'
import type { BySymbol, State } from './state'
import type { Stops } from './stops'
import type { Taken } from './taken'
import type { TradingStop } from './trading-stop'

/**
 * An order at the venue, from its acceptance to its end. `price` is what it may trade at, at the
 * worst; `null` for a market order that waits for its trigger.
 */
export type VenueOrder = OrderTerms & {
  readonly leavesQty: number
  readonly isWaiting: boolean
}

/** What the venue keeps of one symbol. `heldQty` is our position as the venue knows it. */
export type VenueRow = {
  readonly heldQty: number
  readonly openOrders: number
  readonly reduceOnly: ReadonlyArray<OrderId>
  readonly resting: Resting
  readonly taken: Taken
  readonly stops: Stops
  /** What closes the position; `null` where nothing does, so always where there is none. */
  readonly tradingStop: TradingStop | null
  /** When the next funding is due, where that is known. */
  readonly fundingAt: number | null
}

/**
 * The dry-run venue's own side of things: what it knows before we hear of it. `market` is its
 * market where the feed takes time; where it takes none, ours is the same.
 */
export type Venue = {
  readonly openedAt: number
  readonly queueRule: QueueRule
  readonly orders: Readonly<Record<OrderId, VenueOrder>>
  readonly openCount: number
  readonly links: Readonly<Record<string, OrderId>>
  readonly rows: BySymbol<VenueRow>
  readonly market: BySymbol<Market> | null
  readonly lastFill: number
  /** The counter in the ids of the orders that the venue made itself. */
  readonly lastStopOrder: number
}

/** A venue that has not been asked for anything. */
export const emptyVenue = (): Venue => ({
  openedAt: 0,
  queueRule: { model: 'risk-averse', power: 0 },
  orders: {},
  openCount: 0,
  links: {},
  rows: {},
  market: null,
  lastFill: 0,
  lastStopOrder: 0,
})

/** A row of a symbol that nothing has been ordered in. */
export const emptyVenueRow = (): VenueRow => ({
  heldQty: 0,
  openOrders: 0,
  reduceOnly: [],
  resting: { bids: [], asks: [] },
  taken: { bids: [], asks: [] },
  stops: {},
  tradingStop: null,
  fundingAt: null,
})

/** Where `links` keeps an `orderLinkId`; the prefix keeps digits from looking like an index. */
export const linkKey = (orderLinkId: OrderLinkId): string => `link-${orderLinkId}`

/** The market as the venue sees it. */
export const marketAtVenue = (
  { venue, market }: Pick<State, 'venue' | 'market'>,
  symbol: MarketSymbol,
): Market => {
  const row = (venue.market ?? market)[symbol]
  invariant(row !== undefined, () => `${symbol} was never listed`)
  return row
}

/** A symbol's row at the venue. */
export const venueRow = <S extends Pick<State, 'venue'>>(
  state: S,
  symbol: MarketSymbol,
): NonNullable<S['venue']['rows'][MarketSymbol]> => {
  const row = state.venue.rows[symbol]
  invariant(row !== undefined, () => `${symbol} was never listed`)
  return row as NonNullable<S['venue']['rows'][MarketSymbol]>
}

/** An order that the venue has. */
export const venueOrder = <S extends Pick<State, 'venue'>>(
  state: S,
  orderId: OrderId,
): NonNullable<S['venue']['orders'][OrderId]> => {
  const order = state.venue.orders[orderId]
  invariant(order !== undefined, () => `${orderId} is not at the venue`)
  return order as NonNullable<S['venue']['orders'][OrderId]>
}

/** Whether an order of this kind stays in the book for others to come to it. */
export const canRest = ({ timeInForce }: Pick<OrderTerms, 'timeInForce'>): boolean =>
  timeInForce === 'GTC' || timeInForce === 'PostOnly'
