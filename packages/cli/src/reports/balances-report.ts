import type { AccountTerms, Coin, State } from '@shadowtape/core'
import { coinScale, freeOf, walletOf } from '@shadowtape/core'

/** What accounts have of each coin, for people; nothing of those whose balances nobody looks at. */
export const balanceLines = (state: State): ReadonlyArray<string> =>
  Object.values(state.accounts).flatMap(({ terms }) =>
    balancesOf(state, terms).map(
      ({ coin, wallet, free }) =>
        `balance   ${terms.account} ${shown(wallet)} ${coin}, ${shown(free)} free`,
    ),
  )

/**
 * What accounts have of each coin, for programs: decimals as texts, `null` for what is not kept.
 */
export const accountsJson = (state: State): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.values(state.accounts).map(({ terms }) => [
      terms.account,
      {
        leverage: terms.leverage,
        balances:
          terms.balances === null
            ? null
            : Object.fromEntries(
                balancesOf(state, terms).map(({ coin, wallet, free }) => [
                  coin,
                  { wallet: shown(wallet), free: shown(free) },
                ]),
              ),
      },
    ]),
  )

type Balance = {
  readonly coin: Coin
  readonly wallet: bigint
  readonly free: bigint
}

const balancesOf = (state: State, { account, balances }: AccountTerms): ReadonlyArray<Balance> =>
  balances === null
    ? []
    : coinsOf(state, Object.keys(balances)).map((coin) => ({
        coin,
        wallet: walletOf(state, account, coin),
        free: freeOf(state, account, coin),
      }))

/** The coins that an account began with, and those that it could have come to. */
const coinsOf = (state: State, given: ReadonlyArray<string>): ReadonlyArray<Coin> => {
  const traded = Object.values(state.instruments).flatMap(({ category, baseCoin, quoteCoin }) =>
    category === 'spot' ? [baseCoin, quoteCoin] : [quoteCoin],
  )
  return [...new Set([...(given as ReadonlyArray<Coin>), ...traded])]
}

const decimals = 8

/** A quantity of a coin with eight decimals, rounded down. */
const shown = (units: bigint): string => {
  const step = 10n ** BigInt(coinScale - decimals)
  const below = units < 0n && units % step !== 0n ? units / step - 1n : units / step
  const digits = String(below < 0n ? -below : below).padStart(decimals + 1, '0')
  return `${below < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
