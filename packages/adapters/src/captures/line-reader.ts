import type { LineCutter } from './line-cutter'
import type { Reading } from './reading'

/** Reads the lines of one file in the form that it has. */
export type LineReader = {
  /** What the line that the cutter stands at comes to. */
  readonly read: (cutter: LineCutter) => Reading
  /** What lines before have left to say; `null` where there is nothing. */
  readonly left: () => Reading | null
  /** Tells that no line follows. */
  readonly finish: () => void
  /** The line of the reading that was given last: the first one of a message of several. */
  line: number
  /** When that message was received, in microseconds; -1 where its own time has to do. */
  timeUs: number
  /** What its own time is called. */
  readonly timeField: string
  /** The number in the file of the nth line that was cut. */
  readonly numberOf: (cut: number) => number
}

/** The number of a line in a file that is read from its beginning. */
export const numberAsCut = (cut: number): number => cut
