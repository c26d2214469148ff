/** What a session is after an input: its state's digest, and that of all it decided so far. */
export type StatePoint = {
  /** Which input, counted from 1; the header is the first. */
  readonly input: number
  /** The input's line in the recorded journal, and its engine time. */
  readonly line: number
  readonly at: number
  /** The last line that the session had written then. */
  readonly seq: number
  readonly state: string
  /** A running digest of what was decided; `null` where nothing is decided, only folded. */
  readonly said: string | null
  /** The state itself, where it was asked for. */
  readonly value?: unknown
}

/** After which inputs the state is wanted: from one on, every so many, and after the last. */
export type WantedPoints = {
  readonly from: number
  readonly to: number
  readonly every: number
  /** Whether the states themselves are wanted beside their digests. */
  readonly isWhole: boolean
}

/** Why a session came to no more states; `line` is that of the input it stopped at. */
export type StoppedAt = {
  readonly input: number
  readonly line: number
  readonly stopped: string
}

/** Whether the state after an input is wanted. */
export const isWanted = ({ from, to, every }: WantedPoints, input: number): boolean =>
  input >= from && input <= to && ((input - from) % every === 0 || input === to)
