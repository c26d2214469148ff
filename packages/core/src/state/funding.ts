import type { Draft } from 'immer'

import type { FundingSettled } from '../events/funding-settled'
import type { TickerUpdated } from '../events/ticker-updated'
import { sum } from '../units/arithmetic'
import type { State } from './state'
import { timerSet } from './timer-heap'
import { fundingFired, timersOfClosedDropped } from './timers'
import { venueRow } from './venue'

/** A ticker says when the next funding of a perpetual is due; what it said before is forgotten. */
export const fundingScheduled = (draft: Draft<State>, event: TickerUpdated, seq: number): void => {
  const { symbol, nextFundingAt } = event
  const row = venueRow(draft, symbol)
  if (nextFundingAt === null || nextFundingAt <= draft.at || nextFundingAt === row.fundingAt) return
  if (draft.instruments[symbol]?.category !== 'linear') return
  row.fundingAt = nextFundingAt
  timerSet(draft.timers, { due: nextFundingAt, seq, kind: 'funding', symbol })
  timersOfClosedDropped(draft)
}

/** The funding that was due has been settled. */
export const fundingSettledAtVenue = (draft: Draft<State>, event: FundingSettled): void => {
  venueRow(draft, event.symbol).fundingAt = null
  fundingFired(draft, event)
}

/** What we paid, or below zero were paid, joins what the position has paid before. */
export const fundingPaid = (draft: Draft<State>, event: FundingSettled): void => {
  const position = draft.positions[event.symbol]
  if (position !== undefined) position.funding = sum(position.funding, event.amount)
}
