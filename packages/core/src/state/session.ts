import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { InstrumentListed } from '../events/instrument-listed'
import type { SessionOpened } from '../events/session-opened'
import { accountsListed, accountsOpened } from './accounts'
import type { Latencies } from './latency'
import { latenciesOf } from './latency'
import { unseenMarket } from './market'
import { markoutsOf } from './markouts'
import { unfilled } from './quality'
import type { State } from './state'
import type { VenueRow } from './venue'
import { emptyVenueRow } from './venue'

/** The header is the first line, once. */
export const sessionOpened = (draft: Draft<State>, event: SessionOpened): void => {
  invariant(draft.config === null, 'a session opens once')
  draft.config = event
  draft.latencies = latenciesOf(event) as Draft<Latencies>
  draft.venue.openedAt = draft.at
  draft.venue.queueRule = { model: event.queueModel, power: event.queuePower }
  if (draft.latencies.feed !== null) draft.venue.market = {}
  accountsOpened(draft, event)
  draft.markouts = markoutsOf(event)
  draft.quality.total = unfilled(draft.markouts.horizonsUs)
}

/** A listed symbol gets a row in every table; its scales never change within a session. */
export const instrumentListed = (draft: Draft<State>, event: InstrumentListed): void => {
  const { type: _, ...instrument } = event
  const known = draft.instruments[event.symbol]
  invariant(
    known === undefined ||
      (known.priceScale === event.priceScale && known.qtyScale === event.qtyScale),
    () => `${event.symbol} changed its scales within a session`,
  )
  draft.instruments[event.symbol] = instrument
  if (known !== undefined) return
  draft.market[event.symbol] = { ...unseenMarket, book: null }
  if (draft.venue.market !== null)
    draft.venue.market[event.symbol] = { ...unseenMarket, book: null }
  draft.venue.rows[event.symbol] = emptyVenueRow() as Draft<VenueRow>
  accountsListed(draft, event.symbol)
}
