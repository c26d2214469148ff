import type { Either } from 'fp-ts/Either'

import { endState } from '../replays/end-state'
import type { CliEnv } from '../shell/cli-env'
import type { Golden } from './golden'
import { goldenOfJournal } from './golden-of-journal'
import type { ProjectionPlan } from './projection'

/** The golden of a journal, with what it came to where its strategy is at hand. */
export const goldenWithState = async (
  path: string,
  plan: ProjectionPlan,
  strategy: string | undefined,
  env: CliEnv,
): Promise<Either<string, Golden>> => {
  const state = await endState(path, strategy, env)
  return goldenOfJournal(path, plan, state)
}
