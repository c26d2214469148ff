import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { CliEnv } from './cli-env'
import type { Failure } from './failure'
import { failure } from './failure'
import { sortedJson } from './sorted-json'

/** What a command found, for people and for programs, and whether that is what was hoped for. */
export type Outcome = {
  /** For stdout, newlines included; empty where there is nothing to say but the failure. */
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
  readonly failure: Failure | null
}

/**
 * Hands an outcome over: as text on stdout with the failure's words on stderr, or as one line of
 * JSON on stdout that holds both.
 */
export const deliver = (
  env: Pick<CliEnv, 'print'>,
  options: { readonly json?: true },
  outcome: Outcome,
): Either<Failure, void> => {
  const { text, failure: failed } = outcome
  if (options.json !== true) {
    if (text !== '') env.print(text)
    return failed === null ? right(undefined) : left(failed)
  }
  env.print(`${outcomeJson(outcome)}\n`)
  return failed === null ? right(undefined) : left(failure(failed.type, ''))
}

/** An outcome as programs are told it, as one line without its end. */
export const outcomeJson = ({ json, failure: failed }: Outcome): string =>
  sortedJson({ ...json, says: failed?.says ?? null }, 'line')

/** An outcome that is nothing but a failure. `verdict` is its name for programs. */
export const failedOutcome = (file: string, verdict: string, failed: Failure): Outcome => ({
  text: '',
  json: { file, verdict },
  failure: failed,
})
