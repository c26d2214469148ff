import type { Command } from '../commands/command'
import { commands } from '../commands/command'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'
import type { Event } from './event'
import { events } from './event'

/** Every message a journal line can carry, by its tag. */
export const messages = { ...commands, ...events } as const

/** A command or an event. */
export type Message = Command | Event

/**
 * One line of a journal: a message with its place, its engine time and the `seq` that made us say
 * it; `cause` is `null` for what came in.
 */
export type Entry<M extends Message = Message> = {
  readonly seq: Seq
  readonly at: TimestampUs
  readonly cause: Seq | null
  readonly message: M
}
