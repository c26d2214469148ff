import type { Draft } from 'immer'

import type { Entry } from '../events/entry'
import type { State } from './state'

/**
 * How many of each thing happened; orders leave the state when they close, totals stay. A change of
 * settings is no input: draws are keyed by how many there were, and go on as they would have.
 */
export type Totals = {
  readonly inputs: number
  readonly placed: number
  readonly denied: number
  readonly accepted: number
  readonly rejected: number
  readonly fills: number
  readonly filled: number
  readonly canceled: number
  readonly cancelRejected: number
  readonly freezes: number
  readonly reductions: number
  readonly thaws: number
}

/** Counts a line. */
export const counted = (draft: Draft<State>, { cause, message }: Entry): void => {
  const totals = draft.totals
  if (cause === null && message.type !== 'SettingsChanged') totals.inputs += 1
  switch (message.type) {
    case 'OrderPlaced':
      totals.placed += 1
      return
    case 'OrderDenied':
      totals.denied += 1
      return
    case 'OrderAccepted':
      totals.accepted += 1
      return
    case 'OrderRejected':
      totals.rejected += 1
      return
    case 'OrderFilled':
      totals.fills += 1
      if (message.leavesQty === 0) totals.filled += 1
      return
    case 'OrderCanceled':
      totals.canceled += 1
      return
    case 'CancelRejected':
      totals.cancelRejected += 1
      return
    case 'TradingFrozen':
      totals.freezes += 1
      return
    case 'TradingReduced':
      totals.reductions += 1
      return
    case 'TradingThawed':
      totals.thaws += 1
      return
    default:
      return
  }
}
