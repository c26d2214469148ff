import type { FileFailure } from '@shadowtape/adapters'
import { fileFailureText } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import type { JournalFailure } from './journal-failure'
import { journalFailure } from './journal-failure'
import { scanJournal } from './scan-journal'

/** What is wrong with a journal's bytes, in the words of `verify`, or `null`. */
export const scanOutcome = (path: string, env: CliEnv): Outcome | null => {
  const progress = progressOn(env, 'verifying')
  const scan = scanJournal(path, progress.tick)
  progress.finish()
  if (isLeft(scan)) return fileOutcome(path, scan.left)
  const failed = journalFailure(path, scan.right)
  return failed === null ? null : damageOutcome(path, failed)
}

/** A file that cannot be read. */
export const fileOutcome = (path: string, failed: FileFailure): Outcome =>
  failedOutcome(path, 'unreadable', failure('Failed', `${fileFailureText(failed)}.`))

/** A file that is not a whole journal. */
export const damageOutcome = (
  path: string,
  { verdict, line, field, lines, failure: failed }: JournalFailure,
): Outcome => ({ text: '', json: { file: path, verdict, line, field, lines }, failure: failed })

/** A file that was another when it was read again. */
export const changedOutcome = (path: string): Outcome =>
  failedOutcome(path, 'changed', failure('Failed', `${path} changed while it was read.`))
