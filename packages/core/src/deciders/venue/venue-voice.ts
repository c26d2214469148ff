import { invariant } from '../../base/invariant'
import type { Entry, Message } from '../../events/entry'
import type { State } from '../../state/state'
import type { Timer } from '../../state/timers'
import { liveVenue } from '../live-venue/live-venue'
import { fillDue } from './fill-due'
import { settleFunding } from './settle-funding'
import { venueAnswers } from './venue-answers'

/** What the venue has to say to something: one message, several, or nothing. */
export type VenueSaid = Message | Iterable<Message> | null

/** The timers behind which the venue speaks. */
export type VenueTimer = Extract<Timer, { kind: 'fill' | 'arrival' | 'funding' }>

/** Who speaks for the venue: the header's, or a recording of what it said. */
export type VenueVoice = {
  /** What it says to a line, whose effect is in the state already. */
  readonly answers: (state: State, entry: Entry) => VenueSaid
  /** What it says because a time has come. */
  readonly due: (state: State, timer: VenueTimer) => Message
}

/**
 * The venue that the header names: the dry-run venue, which decides all that it says, or a real
 * one, for which its reports speak.
 */
export const headersVenue: VenueVoice = {
  answers: (state, entry) =>
    state.live === null ? venueAnswers(state, entry.message) : liveVenue(state, entry),
  due: (state, timer) => {
    if (timer.kind === 'fill') return fillDue(state, timer)
    if (timer.kind === 'funding') return settleFunding(state, timer)
    const { request } = timer
    const said = venueAnswers(state, request)
    invariant(said !== null && 'type' in said, () => `a ${request.type} has one answer`)
    return said
  },
}
