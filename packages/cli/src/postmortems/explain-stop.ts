import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { scanJournal } from '../journals/scan-journal'
import type { ReplaySubject } from '../replays/replay-subject'
import type { StopReport } from '../reports/post-mortem-report'
import type { CliEnv } from '../shell/cli-env'
import { progressOn } from '../shell/progress'
import type { Stop, Stops } from './find-stops'
import type { Unsaid } from './kept-quoting'
import { otherwise } from './otherwise'
import type { Around } from './post-mortem'
import { postMortemOf } from './post-mortem'

/** A journal whose stops are explained, as far as it can be folded and run again. */
export type Explained = {
  readonly path: string
  /** `null` where its strategy cannot be had. */
  readonly subject: ReplaySubject | null
  readonly stops: Stops
  /** So much of it was found sound; `null` where it is damaged. */
  readonly sound: { readonly bytes: number; readonly lines: number } | null
}

/** How much is looked at of a stop: quotes around it, and how long it is run on without it. */
export type Looking = { readonly around: Around; readonly aheadUs: number }

/** How much of a journal is sound; `null` where it is damaged, and so cannot be run again. */
export const soundPart = (path: string, env: CliEnv): Explained['sound'] => {
  const verifying = progressOn(env, 'verifying')
  const scan = scanJournal(path, verifying.tick)
  verifying.finish()
  return isLeft(scan) || scan.right.fault !== null ? null : scan.right.found
}

/** Says of a stop all that there is to say, what would have been without it included. */
export const explainStop = (
  { path, subject, stops, sound }: Explained,
  stop: Stop,
  { around, aheadUs }: Looking,
  env: CliEnv,
): Either<FileFailure, StopReport> => {
  const told = postMortemOf(path, stop, stops, subject, around)
  if (isLeft(told)) return told
  if (subject === null) return right({ ...told.right, otherwise: noStrategy })
  if (sound === null) return right({ ...told.right, otherwise: damaged })
  const running = progressOn(env, `running freeze ${String(stop.n)} on`, 'lines')
  const tick = (line: number): void => {
    running.tick(line, sound.lines)
  }
  const stopIn = { path, bytes: sound.bytes, subject, stop, endAt: stops.endAt, aheadUs }
  const said = otherwise(stopIn, tick)
  running.finish()
  return right({ ...told.right, otherwise: said })
}

const noStrategy: Unsaid = {
  unsaid: 'nobody knows without its strategy; --strategy says where it is',
}
const damaged: Unsaid = { unsaid: 'the journal is damaged, and what came in is not known whole' }
