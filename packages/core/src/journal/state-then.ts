import type { Message } from '../events/entry'
import type { PastCatalogue, PlainState } from '../history/past-catalogue'
import type { State } from '../state/state'
import type { Timer } from '../state/timers'
import type { Spoken } from './dialect'

/** What a state was by a past catalogue: its whole messages first, then each way, newest first. */
export const stateAsThen =
  (
    spoken: ReadonlyMap<string, Spoken>,
    ways: ReadonlyArray<NonNullable<PastCatalogue['stateThen']>>,
  ) =>
  (state: State): PlainState => {
    const then = (message: Message): Message => spoken.get(message.type)?.down?.(message) ?? message
    const withMessages: PlainState = {
      ...state,
      config: state.config === null ? null : then(state.config),
      timers: state.timers.map((timer) => timerThen(timer, then)),
    }
    return ways.reduce((later, way) => way(later), withMessages)
  }

const timerThen = (timer: Timer, then: (message: Message) => Message): object => {
  if (timer.kind === 'arrival') return { ...timer, request: then(timer.request) }
  return timer.kind === 'delivery' ? { ...timer, message: then(timer.message) } : timer
}
