import type { Strategy, View } from '../deciders/strategy'
import { commandOf, nothing } from '../deciders/strategy'
import type { Message } from '../events/entry'
import type { Engine } from '../engine/step'
import type { State } from '../state/state'
import type { Seq } from '../units/seq'
import { expectSaid } from './expectation'
import type { Told } from './story'
import { engineAfter, messageOf, tell, timeOf } from './story'

/** The start of a sentence: what happened so far. */
export type Spec<M extends Message> = {
  /**
   * A history, told to a real engine. One that does not begin with `SessionOpened` begins with
   * `aSession()` and `anInstrument()`.
   */
  readonly given: (...history: ReadonlyArray<Told>) => Given<M>
}

/** The middle of a sentence. */
export type Given<M extends Message> = {
  readonly when: (message: M | { readonly afterUs: number; readonly message: M }) => When
  /** The state at the end of the history, for a closer look. */
  readonly state: () => State
}

/**
 * The end of a sentence; a claim that does not hold throws an Error which shows both sides.
 *
 * An object with a `then` is a thenable: never `await` or return the half-built sentence.
 */
export type When = {
  /** Exactly these messages are said, in this order. */
  readonly then: (...expected: ReadonlyArray<Message>) => void
  /** Nothing is said. */
  readonly staysQuiet: () => void
  /** What is said, for matchers of your own. */
  readonly said: () => ReadonlyArray<Message>
}

/** What one decider may answer. */
export type Said = Message | Iterable<Message> | null

/** Sentences about one decider: what it alone says to a message, in the state its history made. */
export const specForDecider = <M extends Message>(
  decide: (state: State, message: M) => Said,
): Spec<M> => specOf(silent, ({ state }, told) => listOf(decide(state, messageOf(told) as M)))

/** Sentences about a strategy alone: what it wishes for when it has seen a message. */
export const specForStrategy = <S extends object>(strategy: Strategy<S>): Spec<Message> =>
  specOf(strategy as unknown as Strategy, (engine, told) => {
    const { state, reducer } = engine
    const [seq, at] = [(state.seq + 1) as Seq, timeOf(engine, told)]
    reducer.apply(state, { seq, at, cause: null, message: messageOf(told) })
    return strategy.decide(state as State & View<S>, messageOf(told)).map(commandOf)
  })

/**
 * Sentences about the whole house, with a strategy or `silent`: every line an input leads to,
 * timers that were due before it included, the input's own line left out.
 */
export const specForEngine = <S extends object>(strategy: Strategy<S>): Spec<Message> =>
  specOf(strategy as unknown as Strategy, (engine, told) => {
    const input = messageOf(told)
    return tell(engine, told)
      .map(({ message }) => message)
      .filter((message) => message !== input)
  })

/** A strategy that wants nothing and remembers nothing. */
export const silent: Strategy = {
  name: 'none',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => nothing,
}

const specOf = <M extends Message>(
  strategy: Strategy,
  ask: (engine: Engine, told: Told) => ReadonlyArray<Message>,
): Spec<M> => ({
  given: (...history) => ({
    state: () => engineAfter(strategy, history).state,
    when: (told) => {
      const said = (): [State, ReadonlyArray<Message>] => {
        const engine = engineAfter(strategy, history)
        return [engine.state, ask(engine, told)]
      }
      return {
        then: (...expected) => expectSaid(...said(), expected),
        staysQuiet: () => expectSaid(...said(), []),
        said: () => said()[1],
      }
    },
  }),
})

const listOf = (said: Said): ReadonlyArray<Message> => {
  if (said === null) return []
  return 'type' in said ? [said] : [...said]
}
