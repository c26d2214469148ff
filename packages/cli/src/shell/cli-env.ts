import type { ReaderTaskEither } from 'fp-ts/ReaderTaskEither'

import type { Failure } from './failure'
import type { SecretInput } from './secret-input'

/** The powers a command may use: where its result and its remarks go, and its surroundings. */
export type CliEnv = {
  /** Writes to stdout: the result, and nothing else. */
  readonly print: (text: string) => void
  /** Waits until stdout has taken what was printed, so that much output costs no memory. */
  readonly drained?: () => Promise<void>
  /** Writes to stderr: everything else. */
  readonly remark: (text: string) => void
  /** What is piped in, or typed, a line at a time; absent where nothing is. */
  readonly typed?: () => AsyncIterable<string>
  /** How a secret comes in; absent where none can. */
  readonly secrets?: SecretInput
  readonly isTerminal: {
    readonly stdout: boolean
    readonly stderr: boolean
    readonly stdin?: boolean
  }
  /** How wide the terminal behind stdout is, in characters; absent where there is none. */
  readonly columns?: number | undefined
  /** What a Node is given to run this program again, before the command; else as it was started. */
  readonly self?: ReadonlyArray<string>
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** A command, ready to run: it did what was asked, or says why not. */
export type CliCommand = ReaderTaskEither<CliEnv, Failure, void>
