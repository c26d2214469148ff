import type { LineFault } from '../journal/line-fault'
import { lineFault } from '../journal/line-fault'
import type { Divergence } from './divergence'

/** Why a re-execution stopped. */
export type ReplayStop =
  | { readonly type: 'Diverged'; readonly divergence: Divergence }
  | { readonly type: 'Unreadable'; readonly line: number; readonly fault: LineFault }

/** A line that cannot be read, and why. */
export const unreadable = (line: number, fault: LineFault) => ({
  type: 'Unreadable' as const,
  line,
  fault,
})

/** A line that stands before the header. */
export const tooEarly = (line: number) =>
  unreadable(line, lineFault('order', 'type', 'a line came before SessionOpened'))

/** A line without a cause that never comes in. */
export const uncaused = (line: number, type: string): ReplayStop =>
  unreadable(line, lineFault('order', 'cause', `cause is null, but ${type} never comes in`))

/** What stopped the engine at what came in with a line. */
export const crashed = (line: number, error: unknown): ReplayStop => ({
  type: 'Diverged',
  divergence: {
    line,
    seq: line,
    kind: 'crashed',
    field: null,
    recorded: null,
    replayed: null,
    cause: null,
    says: error instanceof Error ? error.message : String(error),
  },
})
