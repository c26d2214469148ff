import { AmendOrder } from './amend-order'
import { CancelAllOrders } from './cancel-all-orders'
import { CancelOrder } from './cancel-order'
import { CloseSession } from './close-session'
import { FreezeTrading } from './freeze-trading'
import { PlaceOrder } from './place-order'
import { ReduceTrading } from './reduce-trading'
import { RollJournal } from './roll-journal'
import { SetTradingStop } from './set-trading-stop'
import { ThawTrading } from './thaw-trading'

/** Every command, by its tag. */
export const commands = {
  AmendOrder,
  CancelAllOrders,
  CancelOrder,
  CloseSession,
  FreezeTrading,
  PlaceOrder,
  ReduceTrading,
  RollJournal,
  SetTradingStop,
  ThawTrading,
} as const

/** What can be asked for. */
export type Command =
  | AmendOrder
  | CancelAllOrders
  | CancelOrder
  | CloseSession
  | FreezeTrading
  | PlaceOrder
  | ReduceTrading
  | RollJournal
  | SetTradingStop
  | ThawTrading
