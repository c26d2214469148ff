import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import { lastSeq } from '../journals/locate'
import { stateAt } from '../journals/state-at'
import { ifFoldable } from '../replays/if-foldable'
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
  const state = await ifFoldable(path, strategy, env, (subject) => {
    const last = lastSeq(path)
    if (isLeft(last)) return null
    const found = stateAt(path, subject, last.right, () => undefined)
    return isLeft(found) || found.right.fault !== null ? null : found.right.state
  })
  return goldenOfJournal(path, plan, state)
}
