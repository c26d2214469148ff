import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Golden } from './golden'
import { goldenWithState } from './golden-with-state'
import type { ProjectionPlan } from './projection'

/** What a case came to: its golden, and what its session left out, if anything. */
export type CaseRun = { readonly golden: Golden; readonly note: string | null }

/** The golden of a journal that a case made, with what it came to. */
export const goldenOfRun = async (
  journal: string,
  plan: ProjectionPlan,
  note: string | null,
): Promise<Either<Failure, CaseRun>> => {
  const golden = await goldenWithState(journal, plan, undefined, quietEnv({}))
  // the journal is gone when this is read
  if (isLeft(golden))
    return left(failure('Failed', `Error: ${golden.left.replace(`${journal}: `, '')}`))
  return right({ golden: golden.right, note })
}

/** Surroundings that hear warnings and nothing else, and have nothing but some variables. */
export const quietEnv = (
  variables: CliEnv['variables'],
  onWarning: (text: string) => void = () => undefined,
): CliEnv => ({
  print: () => undefined,
  remark: (text) => {
    if (text.startsWith('Warning: ')) onWarning(text.trimEnd())
  },
  isTerminal: { stdout: false, stderr: false },
  variables,
})
