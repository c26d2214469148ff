import type { CancelAllOrders } from '../commands/cancel-all-orders'
import type { Command } from '../commands/command'
import type { FreezeTrading } from '../commands/freeze-trading'
import type { PlaceOrder } from '../commands/place-order'
import type { SetTradingStop } from '../commands/set-trading-stop'
import type { Message } from '../events/entry'
import type { SessionOpened } from '../events/session-opened'
import type { State } from '../state/state'
import { mainAccount } from '../units/account-name'

/**
 * What a strategy may look at: the market, the session's orders and accounts, the instruments,
 * whether trading is frozen, and its own slice. Timers are the venue's business and are not shown.
 */
export type View<S extends object = object> = Pick<
  State,
  'at' | 'instruments' | 'market' | 'orders' | 'accounts' | 'risk'
> & { readonly strategy: S }

/**
 * A strategy: pure, and all it remembers is a slice of plain data.
 *
 * For every line of a session `evolve` is called first, as an immer recipe on the slice, with the
 * state the line made; then `decide` is called and what it returns is journaled and carried out in
 * order. Neither may read a clock, roll dice, keep a variable outside the slice, or change what it
 * is given. Whatever is decided is a function of the journal so far, so a replay decides the same.
 *
 * Its two verbs are methods, so that a strategy with a slice of its own is still a `Strategy`.
 */
export type Strategy<S extends object = object> = {
  readonly name: string
  /** The slice before the first quote. `opened.strategyParams` is the parameters as JSON text. */
  readonly initial: (opened: SessionOpened) => S
  /**
   * Takes other parameters in the midst of a session, into the slice that there is: `whatif --from`
   * changes them. A strategy without it keeps those that it began with, and refuses others.
   */
  retune?(slice: S, opened: SessionOpened): void
  evolve(slice: S, message: Message, view: View): void
  decide(view: View<S>, message: Message): ReadonlyArray<Wish>
}

/**
 * What a strategy asks for: a command. Of an order, what it does not say is as in `plainOrder`; a
 * cancel of all or a trading stop that names no account is of the main one, and a freeze of all.
 */
export type Wish =
  | Exclude<Command, PlaceOrder | CancelAllOrders | FreezeTrading | SetTradingStop>
  | (Omit<SetTradingStop, 'account'> & Partial<SetTradingStop>)
  | (Omit<FreezeTrading, 'account'> & Partial<FreezeTrading>)
  | (Pick<CancelAllOrders, 'type' | 'symbol'> & Partial<CancelAllOrders>)
  | (Pick<PlaceOrder, 'type' | 'symbol' | 'side' | 'price' | 'qty'> & Partial<PlaceOrder>)

/** What an order is where it does not say otherwise: a limit order of the main account. */
export const plainOrder = {
  type: 'PlaceOrder',
  account: mainAccount,
  orderType: 'Limit',
  timeInForce: 'GTC',
  reduceOnly: false,
  smpType: 'None',
  triggerPrice: null,
  triggerBy: null,
  triggerDirection: null,
  orderLinkId: null,
} as const

/** The command that a wish comes to. */
export const commandOf = (wish: Wish): Command => {
  if (wish.type === 'CancelAllOrders')
    return wish.account === undefined
      ? { type: 'CancelAllOrders', account: mainAccount, symbol: wish.symbol }
      : (wish as CancelAllOrders)
  if (wish.type === 'SetTradingStop')
    return wish.account === undefined ? { ...wish, account: mainAccount } : (wish as SetTradingStop)
  if (wish.type === 'FreezeTrading')
    return wish.account === undefined ? { ...wish, account: null } : (wish as FreezeTrading)
  if (wish.type !== 'PlaceOrder') return wish
  for (const field of orderFields) if (wish[field] === undefined) return { ...plainOrder, ...wish }
  return wish as PlaceOrder
}

const orderFields = Object.keys(plainOrder) as ReadonlyArray<keyof typeof plainOrder>

/** What a strategy returns when it has nothing to ask. */
export const nothing: ReadonlyArray<never> = []
