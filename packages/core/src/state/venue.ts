import { broken } from '../base/invariant'
import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import type { ByAccount } from './accounts'
import type { Market } from './market'
import type { OrderTerms } from './order-terms'
import type { Position } from './positions'
import { flat } from './positions'
import type { QueueRule } from './queue-share'
import type { Resting } from './resting'
import type { BySymbol, State } from './state'
import type { Stops } from './stops'
import type { Taken } from './taken'

/**
 * An order at the venue, from its acceptance to its end. `price` is what it may trade at, at the
 * worst; `null` for a market order that waits for its trigger.
 */
export type VenueOrder = OrderTerms & {
  readonly leavesQty: number
  readonly isWaiting: boolean
}

/** What the venue keeps of one symbol, whichever account orders in it. */
export type VenueRow = {
  readonly resting: Resting
  readonly taken: Taken
  readonly stops: Stops
  /** How many accounts have a trading stop here. */
  readonly tradingStops: number
  /** When the next funding is due, where that is known. */
  readonly fundingAt: number | null
}

/** Quantities that rest on a side and could make a position larger, and what they come to. */
export type Committed = { readonly qty: number; readonly amount: number }

/**
 * What the venue keeps of an account in one symbol: its position, how many of its orders are open,
 * which of them only reduce, and what it has committed, where its balances are looked at.
 */
export type VenueHolding = {
  readonly position: Position
  readonly openOrders: number
  readonly reduceOnly: ReadonlyArray<OrderId>
  readonly buys: Committed
  readonly sells: Committed
}

/** What the venue keeps of an account. */
export type VenueAccount = {
  readonly openCount: number
  readonly links: Readonly<Record<string, OrderId>>
  readonly holdings: BySymbol<VenueHolding>
}

/**
 * The dry-run venue's own side of things: what it knows before we hear of it. `market` is its
 * market where the feed takes time; where it takes none, ours is the same.
 */
export type Venue = {
  readonly openedAt: number
  readonly queueRule: QueueRule
  readonly orders: Readonly<Record<OrderId, VenueOrder>>
  readonly accounts: ByAccount<VenueAccount>
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
  accounts: {},
  rows: {},
  market: null,
  lastFill: 0,
  lastStopOrder: 0,
})

/** A row of a symbol that nothing has been ordered in. */
export const emptyVenueRow = (): VenueRow => ({
  resting: { bids: [], asks: [] },
  taken: { bids: [], asks: [] },
  stops: {},
  tradingStops: 0,
  fundingAt: null,
})

/** An account that has not asked for anything. */
export const emptyVenueAccount = (): VenueAccount => ({ openCount: 0, links: {}, holdings: {} })

/** What an account has of a symbol that it never ordered in. */
export const nothingHeld = (): VenueHolding => ({
  position: { ...flat },
  openOrders: 0,
  reduceOnly: [],
  buys: { qty: 0, amount: 0 },
  sells: { qty: 0, amount: 0 },
})

/** Where `links` keeps an `orderLinkId`; the prefix keeps digits from looking like an index. */
export const linkKey = (orderLinkId: OrderLinkId): string => `link-${orderLinkId}`

/** The market as the venue sees it. */
export const marketAtVenue = (
  { venue, market }: Pick<State, 'venue' | 'market'>,
  symbol: MarketSymbol,
): Market => {
  return (venue.market ?? market)[symbol] ?? broken(`${symbol} was never listed`)
}

/** A symbol's row at the venue. */
export const venueRow = <S extends Pick<State, 'venue'>>(
  state: S,
  symbol: MarketSymbol,
): NonNullable<S['venue']['rows'][MarketSymbol]> => {
  const row = state.venue.rows[symbol] ?? broken(`${symbol} was never listed`)
  return row as NonNullable<S['venue']['rows'][MarketSymbol]>
}

/** What the venue keeps of an account. */
export const venueAccount = <S extends Pick<State, 'venue'>>(
  state: S,
  name: AccountName,
): NonNullable<S['venue']['accounts'][AccountName]> => {
  const account = state.venue.accounts[name] ?? broken(`${name} is no account of this session`)
  return account as NonNullable<S['venue']['accounts'][AccountName]>
}

/** What the venue keeps of an account in a symbol. */
export const holdingOf = <S extends Pick<State, 'venue'>>(
  state: S,
  { account, symbol }: { readonly account: AccountName; readonly symbol: MarketSymbol },
): NonNullable<S['venue']['accounts'][AccountName]['holdings'][MarketSymbol]> => {
  const { holdings } = venueAccount(state, account)
  const holding = holdings[symbol] ?? broken(`${symbol} was never listed`)
  return holding as NonNullable<S['venue']['accounts'][AccountName]['holdings'][MarketSymbol]>
}

/** An order that the venue has. */
export const venueOrder = <S extends Pick<State, 'venue'>>(
  state: S,
  orderId: OrderId,
): NonNullable<S['venue']['orders'][OrderId]> => {
  const order = state.venue.orders[orderId] ?? broken(`${orderId} is not at the venue`)
  return order as NonNullable<S['venue']['orders'][OrderId]>
}

/** Whether an order of this kind stays in the book for others to come to it. */
export const canRest = ({ timeInForce }: Pick<OrderTerms, 'timeInForce'>): boolean =>
  timeInForce === 'GTC' || timeInForce === 'PostOnly'
