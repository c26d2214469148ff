import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { fileOutcome } from '../journals/scan-outcome'
import { seqAtTime } from '../journals/seq-at-time'
import { lineOfSeq } from '../explanations/line-of-seq'
import { replaySubject } from '../replays/replay-subject'
import { grouped } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import type { TypedTime } from '../shell/time-option'
import { warningOn } from '../shell/warning-on'
import { watchJournal } from './journal-watch'
import type { Viewing } from './viewing'
import { newViewing } from './viewing'

/** Where a person wants to begin, and where the strategy's module is if not where it was. */
export type ViewOptions = {
  readonly seq?: number
  readonly at?: TypedTime
  readonly strategy?: string
}

/** Opens a journal to be viewed, or says why there is nothing to view. */
export const openViewing = async (
  path: string,
  options: ViewOptions,
  env: CliEnv,
): Promise<Either<Outcome, Viewing>> => {
  const subject = await replaySubject(path, options.strategy, env)
  if (isLeft(subject)) return subject
  const watch = watchJournal(path)
  const end = watch.look()
  if (isLeft(end)) return left(failedOutcome(path, 'unreadable', failure('Failed', end.left)))
  const begin = beginning(path, options, end.right.last)
  if (isLeft(begin)) return begin
  const header = lineOfSeq(path, 1)
  if (isLeft(header)) return left(fileOutcome(path, header.left))
  const opened = {
    ...{
      path,
      subject: subject.right,
      strategyPath: options.strategy,
      startAt: Number(header.right?.['at'] ?? 0),
    },
    ...{ begin: begin.right, watch, end: end.right },
  }
  return right(newViewing(opened, warningOn(env)))
}

const beginning = (
  path: string,
  { seq, at }: ViewOptions,
  last: number,
): Either<Outcome, number | null> => {
  if (at === undefined && seq === undefined) return right(null)
  const asked = at === undefined ? right(seq ?? 1) : seqAtTime(path, at)
  if (isLeft(asked)) return left(fileOutcome(path, asked.left))
  if (asked.right < 1) return left(missing(path, `${path} begins after that time.`))
  if (at !== undefined) return right(Math.min(asked.right, last))
  if (asked.right <= last) return right(asked.right)
  const says = `${path} has no line ${grouped(asked.right)}; its last is ${grouped(last)}.`
  return left(missing(path, says))
}

const missing = (path: string, says: string): Outcome =>
  failedOutcome(path, 'not there', failure('Usage', says))
