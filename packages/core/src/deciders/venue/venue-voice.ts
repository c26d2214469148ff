import { invariant } from '../../base/invariant'
import type { Entry, Message } from '../../events/entry'
import type { State } from '../../state/state'
import type { Timer } from '../../state/timers'
import { fillDue } from './fill-due'
import { settleFunding } from './settle-funding'
import { venueAnswers } from './venue-answers'

/** What the venue has to say to something: one message, several, or nothing. */
export type VenueSaid = Message | Iterable<Message> | null

/** The timers behind which the venue speaks. */
export type VenueTimer = Extract<Timer, { kind: 'fill' | 'arrival' | 'funding' }>

/** Who speaks for the venue: the dry-run venue, or a recording of what it said. */
export type VenueVoice = {
  /** What it says to a line, whose effect is in the state already. */
  readonly answers: (state: State, entry: Entry) => VenueSaid
  /** What it says because a time has come. */
  readonly due: (state: State, timer: VenueTimer) => Message
}

/** The dry-run venue, which decides all that it says. */
export const dryRunVenue: VenueVoice = {
  answers: (state, { message }) => venueAnswers(state, message),
  due: (state, timer) => {
    if (timer.kind === 'fill') return fillDue(state, timer)
    if (timer.kind === 'funding') return settleFunding(state, timer)
    const { request } = timer
    const said = venueAnswers(state, request)
    invariant(said !== null && 'type' in said, () => `a ${request.type} has one answer`)
    return said
  },
}
