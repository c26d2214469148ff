import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { InstrumentListed } from '../events/instrument-listed'
import type { SessionOpened } from '../events/session-opened'
import type { SettingsChanged } from '../events/settings-changed'
import { accountsListed, accountsOpened } from './accounts'
import { changedHeader } from './changed-settings'
import type { Latencies, Latency } from './latency'
import { latenciesOf } from './latency'
import type { Live } from './live'
import { emptyLive } from './live'
import { unseenMarket } from './market'
import { horizonsOf, markoutsOf, windowsTrimmed } from './markouts'
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
  if (event.venue === 'live') draft.live = emptyLive() as Draft<Live>
  draft.venue.queueRule = { model: event.queueModel, power: event.queuePower }
  if (draft.latencies.feed !== null) draft.venue.market = {}
  accountsOpened(draft, event)
  draft.markouts = markoutsOf(event)
  draft.quality.total = unfilled(draft.markouts.horizonsUs)
}

/**
 * Other settings from here on. What is under way keeps what it was sent off with, and what was
 * measured stays; so no way may begin, or cease, to take time.
 */
export const settingsChanged = (draft: Draft<State>, event: SettingsChanged): void => {
  const { config, latencies } = draft
  invariant(config !== null, 'settings change in a session that is open')
  const now = changedHeader(config, event)
  const { feed, entry, response } = latenciesOf(now)
  invariant(
    isSameWay(feed, latencies.feed) &&
      isSameWay(entry, latencies.entry) &&
      isSameWay(response, latencies.response),
    'no latency begins, or ceases, in the midst of a session',
  )
  invariant(
    now.edgeHorizonUs === config.edgeHorizonUs || horizonsOf(now).includes(now.edgeHorizonUs),
    () => `fills are not measured ${now.edgeHorizonUs} us after`,
  )
  draft.config = now
  Object.assign(latencies, { feed, entry, response })
  draft.venue.queueRule = { model: now.queueModel, power: now.queuePower }
  windowsTrimmed(draft.markouts, now.edgeFillsMax)
}

const isSameWay = (a: Latency | null, b: Latency | null): boolean => (a === null) === (b === null)

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
