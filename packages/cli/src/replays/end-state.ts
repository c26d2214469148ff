import type { State } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { lastSeq } from '../journals/locate'
import { stateAt } from '../journals/state-at'
import type { CliEnv } from '../shell/cli-env'
import { ifFoldable } from './if-foldable'

/** What a session came to; `null` where its strategy is missing, or its lines do not fold. */
export const endState = (
  path: string,
  strategy: string | undefined,
  env: CliEnv,
): Promise<State | null> =>
  ifFoldable(path, strategy, env, (subject) => {
    const last = lastSeq(path)
    if (isLeft(last)) return null
    const found = stateAt(path, subject, last.right, () => undefined)
    return isLeft(found) || found.right.fault !== null ? null : found.right.state
  })
