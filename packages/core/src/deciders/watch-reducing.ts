import type { CancelOrder } from '../commands/cancel-order'
import type { Message } from '../events/entry'
import type { OpenOrder } from '../state/orders'
import { tradingStateOf } from '../state/risk'
import type { State } from '../state/state'
import { increasingOrders } from './cancel-increasing'
import { cancelOf } from './cancel-open'
import { reducesStrictly } from './closing-room'

/** Whose position it is, and in what. */
export type Place = Pick<OpenOrder, 'account' | 'symbol'>

/**
 * Whose orders are to be judged again after what we hear, while trading may only reduce: those
 * beside a fill, or beside a reduce-only order that was placed, amended or made of a trading stop.
 */
export const judgedAgain = (state: State, heard: Message): Place | null => {
  const place = placeOf(state, heard)
  return place !== null && mayOnlyReduce(state, place) ? place : null
}

/**
 * A cancel for every order there that could now do more than close the position, and is not being
 * canceled already, while trading may only reduce.
 */
export const watchReducing = (state: State, place: Place): ReadonlyArray<CancelOrder> =>
  mayOnlyReduce(state, place)
    ? increasingOrders(state, place)
        .filter(({ isCancelAsked }) => !isCancelAsked)
        .map((order) => cancelOf(order, 'REDUCE'))
    : []

const placeOf = ({ orders }: State, heard: Message): Place | null => {
  switch (heard.type) {
    case 'OrderFilled':
    case 'TradingStopTriggered':
      return heard
    case 'OrderPlaced':
      return heard.reduceOnly ? heard : null
    case 'AmendPlaced': {
      const order = orders.open[heard.orderId]
      return order?.reduceOnly === true ? order : null
    }
    default:
      return null
  }
}

const mayOnlyReduce = (state: State, { account, symbol }: Place): boolean =>
  tradingStateOf(state.risk, account, symbol) === 'reducing' && reducesStrictly(state)
