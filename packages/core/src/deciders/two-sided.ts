import type { QuoteObserved } from '../events/quote-observed'
import type { SessionOpened } from '../events/session-opened'
import type { AccountName } from '../units/account-name'
import { pow10 } from '../units/decimal'
import { toLot } from '../units/instrument'
import { accountParam, boundedParam, bpsMax, paramsOf } from './params'
import { quote, quotePrice } from './quoting'
import type { Strategy, View } from './strategy'
import { nothing } from './strategy'

/** `baseQty` at the finest scale an order can have, `spread` in 1e-8 of the mid. */
export type TwoSidedSlice = {
  readonly account: AccountName
  readonly baseQtyE12: number
  readonly spread: number
}

/**
 * exec-demo's strategy: on each quote one buy and one sell of `baseQty` (0.01), each `spreadBps`
 * (5) away from the mid, for the `account` (main). It never cancels and does not look at its
 * inventory: that is what makes the risk monitor's limits bite.
 */
export const twoSided: Strategy<TwoSidedSlice> = {
  name: 'two-sided',
  initial: (opened) => sliceOf(opened),
  retune: (slice, opened) => {
    Object.assign(slice, sliceOf(opened))
  },
  evolve: () => undefined,
  decide: (view, message) => (message.type === 'QuoteObserved' ? quotes(view, message) : nothing),
}

const sliceOf = ({ strategyParams }: SessionOpened): TwoSidedSlice => {
  const params = paramsOf(strategyParams)
  const baseQtyE12 = boundedParam(params, baseQtyParam)
  const spread = boundedParam(params, spreadParam)
  return { account: accountParam(params), baseQtyE12, spread }
}

const baseQtyParam = {
  name: 'baseQty',
  scale: 12,
  byDefault: '0.01',
  min: 1,
  max: Number.MAX_SAFE_INTEGER,
}
const spreadParam = { name: 'spreadBps', scale: 4, byDefault: '5', min: 0, max: bpsMax }

const quotes = (view: View<TwoSidedSlice>, event: QuoteObserved) => {
  const instrument = view.instruments[event.symbol]
  if (instrument === undefined || event.bid === null || event.ask === null) return nothing
  const { account, baseQtyE12, spread } = view.strategy
  const qty = toLot(
    instrument,
    Math.floor(baseQtyE12 / (pow10[12 - instrument.qtyScale] as number)),
  )
  const mid2 = event.bid + event.ask
  const buy = quotePrice(instrument, 'Buy', mid2, spread, event.ask)
  const sell = quotePrice(instrument, 'Sell', mid2, spread, event.bid)
  if (qty === 0 || buy === null || sell === null) return nothing
  return [
    quote(instrument, 'Buy', buy, qty, null, account),
    quote(instrument, 'Sell', sell, qty, null, account),
  ]
}
