import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderFilled } from '../events/order-filled'
import type { TradingStopTriggered } from '../events/trading-stop-triggered'
import { heldSum } from '../units/arithmetic'
import type { DurationUs } from '../units/duration-us'
import { notionalUsd } from '../units/instrument'
import type { OrderId } from '../units/order-id'
import { usdAtBps } from '../units/share-bps'
import type { FillWorth } from './fill-worth'
import { fillWorth } from './fill-worth'
import { midTwiceOf } from './market'
import { isCancelAsked } from './orders'
import type { BySymbol, State } from './state'
import type { MarkoutTimer } from './timers'
import { markoutDue } from './timers'

/**
 * What fills were worth so long after each, summed over those that had a touch both then and at
 * their own time: in millionths of a basis point, where they count alike, and of a dollar.
 */
export type QualityLook = {
  readonly horizonUs: DurationUs
  readonly fills: number
  readonly notionalUsd: number
  readonly bps: FillWorth
  readonly usd: FillWorth
  /** What of the markout in dollars is that of fills that won against a cancel under way. */
  readonly racedUsd: number
}

/** How long orders had rested when they filled: a count for each of `ageBoundsUs`, and the rest. */
export type QuoteAges = {
  readonly fills: number
  readonly sumUs: number
  readonly maxUs: number
  readonly counts: ReadonlyArray<number>
}

/**
 * How well fills went: how many there were, how many of them as maker, how many while a cancel of
 * their order was under way, looks at them from horizon 0 on, and ages.
 */
export type FillQuality = {
  readonly fills: number
  readonly makers: number
  readonly raced: number
  readonly looks: ReadonlyArray<QualityLook>
  readonly ages: QuoteAges
}

/** How well fills went, of each symbol and in all; and when each open order was accepted. */
export type Quality = {
  readonly acceptedAt: Readonly<Record<OrderId, number>>
  readonly total: FillQuality
  readonly bySymbol: BySymbol<FillQuality>
}

/** An age is counted at the first of these that it is below. */
export const ageBoundsUs = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 60_000_000] as const

/** Before the first fill: a look at the fill itself, and one for each horizon. */
export const unfilled = (horizonsUs: ReadonlyArray<DurationUs>): Draft<FillQuality> => ({
  fills: 0,
  makers: 0,
  raced: 0,
  looks: [0 as DurationUs, ...horizonsUs].map((horizonUs) => ({
    horizonUs,
    fills: 0,
    notionalUsd: 0,
    bps: { spread: 0, adverse: 0, fee: 0, markout: 0 },
    usd: { spread: 0, adverse: 0, fee: 0, markout: 0 },
    racedUsd: 0,
  })),
  ages: { fills: 0, sumUs: 0, maxUs: 0, counts: [...ageBoundsUs.map(() => 0), 0] },
})

/** From here on an order has an age. */
export const quoteOpened = (
  draft: Draft<State>,
  event: OrderAccepted | TradingStopTriggered,
  at: number,
): void => {
  draft.quality.acceptedAt[event.orderId] = at
}

/** An order that is closed has no age any more. */
export const quoteClosed = (draft: Draft<State>, orderId: OrderId): void => {
  delete draft.quality.acceptedAt[orderId]
}

/** A fill is counted, with its order's age, and what it was worth where there was a touch. */
export const qualityFilled = (draft: Draft<State>, event: OrderFilled, at: number): void => {
  const { acceptedAt, bySymbol, total } = draft.quality
  const own = (bySymbol[event.symbol] ??= unfilled(draft.markouts.horizonsUs))
  const since = acceptedAt[event.orderId]
  const midTwice = midTwiceOf(draft.market[event.symbol])
  const isRaced = isCancelAsked(draft, event.orderId)
  for (const quality of [own, total]) {
    quality.fills += 1
    if (event.liquidity === 'Maker') quality.makers += 1
    if (isRaced) quality.raced += 1
    if (since !== undefined) aged(quality.ages, at - since)
  }
  if (midTwice !== null) looked(draft, event, isRaced, 0, fillWorth(event, midTwice))
  if (event.leavesQty === 0) quoteClosed(draft, event.orderId)
}

/** A fill is looked at again, where there is a touch now and was one then. */
export const qualityMeasured = (draft: Draft<State>, event: MarkoutMeasured): void => {
  const timer = markoutDue(draft, event)
  const later = midTwiceOf(event)
  if (timer.midTwice === null || later === null) return
  const worth = fillWorth(timer, timer.midTwice, later)
  looked(draft, timer, timer.isRaced, event.horizonUs, worth)
}

type Figures = Pick<MarkoutTimer, 'symbol' | 'price' | 'qty'>

const looked = (
  draft: Draft<State>,
  fill: Figures,
  isRaced: boolean,
  horizonUs: number,
  worth: FillWorth,
): void => {
  const { bySymbol, total } = draft.quality
  const instrument = draft.instruments[fill.symbol]
  invariant(instrument !== undefined, () => `${fill.symbol} was never listed`)
  const notional = notionalUsd(instrument, fill.qty, fill.price)
  for (const quality of [bySymbol[fill.symbol], total]) {
    const look = quality?.looks.find((each) => each.horizonUs === horizonUs)
    if (look === undefined) continue
    look.fills += 1
    look.notionalUsd = heldSum(look.notionalUsd, notional)
    if (isRaced) look.racedUsd = heldSum(look.racedUsd, usdAtBps(notional, worth.markout))
    for (const figure of figures) {
      look.bps[figure] = heldSum(look.bps[figure], worth[figure])
      look.usd[figure] = heldSum(look.usd[figure], usdAtBps(notional, worth[figure]))
    }
  }
}

const figures = ['spread', 'adverse', 'fee', 'markout'] as const

const aged = (ages: Draft<QuoteAges>, ageUs: number): void => {
  const bound = ageBoundsUs.findIndex((us) => ageUs < us)
  const bucket = bound < 0 ? ageBoundsUs.length : bound
  ages.fills += 1
  ages.sumUs = heldSum(ages.sumUs, ageUs)
  ages.maxUs = Math.max(ages.maxUs, ageUs)
  ages.counts[bucket] = (ages.counts[bucket] ?? 0) + 1
}
