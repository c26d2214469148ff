import type { Draft } from 'immer'

import type { FundingSettled } from '../events/funding-settled'
import type { TickerUpdated } from '../events/ticker-updated'
import type { AccountName } from '../units/account-name'
import { sum } from '../units/arithmetic'
import { accountOf } from './accounts'
import type { Position } from './positions'
import type { State } from './state'
import { timerSet } from './timer-heap'
import { fundingFired, timersOfClosedDropped } from './timers'
import { holdingOf, venueRow } from './venue'

/** A ticker says when the next funding of a perpetual is due; what it said before is forgotten. */
export const fundingScheduled = (draft: Draft<State>, event: TickerUpdated, seq: number): void => {
  const { symbol, nextFundingAt } = event
  // a real venue reports what it settled
  if (draft.live !== null) return
  const row = venueRow(draft, symbol)
  if (nextFundingAt === null || nextFundingAt <= draft.at || nextFundingAt === row.fundingAt) return
  if (draft.instruments[symbol]?.category !== 'linear') return
  row.fundingAt = nextFundingAt
  let nth = 0
  for (const account of Object.keys(draft.accounts) as Array<AccountName>)
    timerSet(draft.timers, {
      due: nextFundingAt,
      seq,
      kind: 'funding',
      symbol,
      account,
      nth: nth++,
    })
  timersOfClosedDropped(draft)
}

/** The funding that was due of an account has been settled. */
export const fundingSettledAtVenue = (draft: Draft<State>, event: FundingSettled): void => {
  paid(holdingOf(draft, event).position, event)
  if (draft.live === null) fundingFired(draft, event)
}

/** What we paid, or below zero were paid, joins what the position has paid before. */
export const fundingPaid = (draft: Draft<State>, event: FundingSettled): void => {
  const position = accountOf(draft, event.account).positions[event.symbol]
  if (position !== undefined) paid(position, event)
}

const paid = (position: Draft<Position>, { amount }: FundingSettled): void => {
  position.funding = sum(position.funding, amount)
}
