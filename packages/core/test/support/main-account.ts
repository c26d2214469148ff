import type { Account, Position, State, VenueHolding } from '../../src'
import { accountOf, mainAccount } from '../../src'

/** The account of a session that names none. */
export const mainOf = (state: State): Account => accountOf(state, mainAccount)

/** Every account's positions, by account and symbol: `main BTCUSDT`. */
export const positionsOf = ({ accounts }: State): ReadonlyArray<readonly [string, Position]> =>
  Object.entries(accounts).flatMap(([name, { positions }]) =>
    Object.entries<Position>(positions).map(([symbol, one]) => [`${name} ${symbol}`, one] as const),
  )

/** What the venue keeps of every account, by account and symbol. */
export const holdingsOf = ({ venue }: State): ReadonlyArray<readonly [string, VenueHolding]> =>
  Object.entries(venue.accounts).flatMap(([name, { holdings }]) =>
    Object.entries<VenueHolding>(holdings).map(
      ([symbol, one]) => [`${name} ${symbol}`, one] as const,
    ),
  )
