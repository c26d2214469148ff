import { InvariantViolated } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import type { ReplaySubject } from './replay-subject'
import { replaySubject } from './replay-subject'

/**
 * What can be said of a journal only with its strategy, and where its lines do not contradict each
 * other; `null` where that cannot be had, of which nothing is said here.
 */
export const ifFoldable = async <T>(
  path: string,
  strategyPath: string | undefined,
  env: CliEnv,
  look: (subject: ReplaySubject) => T | null,
): Promise<T | null> => {
  const subject = await replaySubject(path, strategyPath, { ...env, remark: () => undefined })
  if (isLeft(subject)) return null
  try {
    return look(subject.right)
  } catch (error) {
    if (!(error instanceof InvariantViolated)) throw error
    return null
  }
}
