import type { Strategy } from '../deciders/strategy'
import type { Entry, Message } from '../events/entry'
import type { Input } from '../events/input'
import { isInputType } from '../events/input'
import type { Engine } from '../engine/step'
import { append, engineOf, step } from '../engine/step'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import { aSession, anInstrument } from './examples'

/** A message, and how much engine time passed before it. */
export type Later = { readonly afterUs: number; readonly message: Message }

/** What a story tells: messages at the time of the one before, or later. */
export type Told = Message | Later

/** When the first message of every story comes in: 2023-11-14T22:13:20Z. */
export const storyStartUs = 1_700_000_000_000_000

/** Says that a message comes in so many microseconds after the one before it. */
export const after = (afterUs: number, message: Message): Later => ({ afterUs, message })

/** Time passes and nothing else comes in; what is due by then happens. */
export const passed = (afterUs: number): Later => after(afterUs, { type: 'ClockAdvanced' })

/** An engine that has lived through a history; see `told`. */
export const engineAfter = (strategy: Strategy, history: ReadonlyArray<Told>): Engine => {
  const engine = engineOf(strategy)
  const first = history[0]
  if (first === undefined || messageOf(first).type !== 'SessionOpened') {
    tell(engine, aSession())
    tell(engine, anInstrument())
  }
  for (const each of history) tell(engine, each)
  return engine
}

/**
 * One more thing happens to an engine; returns the lines it made, its own included. What can come
 * in from outside takes all its consequences. What only the house can say (a fill, a freeze) is
 * reduced as it stands, and nobody is asked.
 */
export const tell = (engine: Engine, told: Told): ReadonlyArray<Entry> => {
  const message = messageOf(told)
  const at = timeOf(engine, told)
  if (isInput(message)) return step(engine, at, message)
  if (message.type === 'SessionOpened') return step(engine, at, message)
  return [append(engine, engine.state.seq as Seq, message)]
}

/** When something told happens, on an engine's clock. */
export const timeOf = ({ state }: Engine, told: Told): TimestampUs =>
  ((state.seq === 0 ? storyStartUs : state.at) +
    ('afterUs' in told ? told.afterUs : 0)) as TimestampUs

/** The message of something told. */
export const messageOf = (told: Told): Message => ('afterUs' in told ? told.message : told)

const isInput = (message: Message): message is Input => isInputType(message.type)
