import type { VenueVoice } from '../deciders/venue/venue-voice'
import { headersVenue } from '../deciders/venue/venue-voice'
import type { Entry, Message } from '../events/entry'
import type { State } from '../state/state'

/** What only the venue says. When we hear of it (`Delivered`) follows from the state. */
const venueSays: ReadonlySet<Message['type']> = new Set([
  'AmendRejected',
  'CancelRejected',
  'FundingSettled',
  'OrderAccepted',
  'OrderAmended',
  'OrderCanceled',
  'OrderFilled',
  'OrderRejected',
  'OrderTriggered',
  'TradingStopRejected',
  'TradingStopSet',
  'TradingStopTriggered',
])

/** Whether a message is the venue's word, and nobody else's. */
export const isVenueWord = (type: Message['type']): boolean => venueSays.has(type)

/** A venue that says what was recorded, each line in its place and to the line it was said to. */
export type RecordedVenue = {
  readonly voice: VenueVoice
  /** Keeps a recorded line of the venue until it is its turn. */
  readonly keep: (entry: Entry) => void
  /** How many lines were said again. */
  readonly said: () => number
}

/** A recorded venue before the first line. To a line that it said nothing to it is silent. */
export const recordedVenue = (): RecordedVenue => {
  const kept = new Map<number, Entry>()
  let said = 0
  /** The line that comes next, if the venue said it because of that one. */
  const next = (state: State, cause: number): Message | null => {
    const entry = kept.get(state.seq + 1)
    if (entry?.cause !== cause) return null
    kept.delete(entry.seq)
    said += 1
    return entry.message
  }
  function* answers(state: State, cause: number): Generator<Message> {
    for (;;) {
      const message = isAnswer(kept.get(state.seq + 1), state, cause) ? next(state, cause) : null
      if (message === null) return
      yield message
    }
  }
  return {
    said: () => said,
    keep: (entry) => {
      kept.set(entry.seq, entry)
    },
    voice: {
      answers: (state, { seq }) =>
        isAnswer(kept.get(state.seq + 1), state, seq) ? answers(state, seq) : null,
      // where nothing is recorded for a time that has come, what is said instead shows that
      due: (state, timer) => next(state, timer.seq) ?? headersVenue.due(state, timer),
    },
  }
}

/** Said at once, and not when its time comes: a fill by draw is due, be it after no time at all. */
const isAnswer = (entry: Entry | undefined, { at }: State, cause: number): boolean =>
  entry?.cause === cause &&
  entry.at === at &&
  !(entry.message.type === 'OrderFilled' && entry.message.against === 'DRAW')
