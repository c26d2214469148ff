import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Reason } from '@shadowtape/core'
import { dialectNamed, knownDialects } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { turningPoint } from '../branches/turning-point'
import { faultFailure } from '../journals/journal-failure'
import type { Scan } from '../journals/scan-journal'
import { scanJournal } from '../journals/scan-journal'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import { quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import type { Cell } from './cell'
import type { PlannedCell } from './plan-cells'
import { misplaced, planCells } from './plan-cells'
import type { CellsRun } from './run-cells'
import type { ListenerOf, ShareFault } from './run-share'
import type { Setting } from './setting'
import { sweep } from './sweep'

/** Which sessions are to be run beside a recorded one, and where their journals go. */
export type Besides = {
  readonly settings: ReadonlyArray<Setting>
  /** The line before which they turn, or after which as soon as something comes in. */
  readonly from: number | undefined
  /** Who says so in their journals. */
  readonly actor: Reason
  readonly journalOf: (nth: number) => string | null
  readonly force: true | undefined
  readonly jobs: number
  /** Where the strategy's module is, where it is not where the header says. */
  readonly strategy: string | undefined
  /** Hears the bytes of journals that have no file, where `jobs` is 1. */
  readonly listenerOf?: ListenerOf
  /** Hears how many lines have been run through, beside what a terminal shows. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What they came to, and where they turned. */
export type RanBeside = { readonly run: CellsRun; readonly turn: Cell['turn'] }

/** Runs a recorded session again, and others beside it; or says why that says nothing. */
export const besideRecorded = async (
  path: string,
  besides: Besides,
  env: CliEnv,
): Promise<Either<Outcome, RanBeside>> => {
  const subject = await replaySubject(path, besides.strategy, env)
  if (isLeft(subject)) return subject
  if (subject.right.opened.venue === 'live') {
    const says = `${path} is of a live session: nobody knows what its venue would have answered.`
    return left(failedOutcome(path, 'not run', failure('Incompatible', says)))
  }
  const looking = progressOn(env, 'verifying')
  const scan = scanJournal(path, looking.tick)
  looking.finish()
  if (isLeft(scan)) return left(fileOutcome(path, scan.left))
  // what stands behind a torn tail came in nowhere; what is damaged would be another session
  const { fault } = scan.right
  if (fault !== null) return left(damageOutcome(path, faultFailure(path, fault)))
  const turn = turnOf(path, subject.right, besides)
  if (isLeft(turn)) return left(failedOutcome(path, 'not run', turn.left))
  const plan = { turn: turn.right, journalOf: besides.journalOf }
  const cells = planCells(subject.right, besides.settings, plan)
  if (isLeft(cells)) return left(failedOutcome(path, 'not run', cells.left))
  const unplaced = placeFor(path, cells.right, besides)
  if (unplaced !== null) return left(failedOutcome(path, 'not run', unplaced))
  const run = await ran(path, subject.right, scan.right, cells.right, besides, env)
  return isLeft(run) ? run : right({ run: run.right, turn: turn.right })
}

/** Where they turn; a journal of before there was a word for it cannot. */
const turnOf = (
  path: string,
  { opened }: ReplaySubject,
  { from, actor }: Besides,
): Either<Failure, Cell['turn']> => {
  if (from === undefined) return right(null)
  const { spoken } = dialectNamed(knownDialects, opened.catalogue)
  if (!spoken.has('SettingsChanged')) {
    const says = `${path} is of an older catalogue, which cannot say that settings changed.`
    return left(failure('Incompatible', says))
  }
  const point = turningPoint(path, from)
  return isLeft(point) ? point : right({ ...point.right, actor })
}

const ran = async (
  path: string,
  subject: ReplaySubject,
  { found: { bytes, lines, closed } }: Scan,
  cells: ReadonlyArray<PlannedCell>,
  { force, jobs: jobsMax, strategy, listenerOf, onProgress }: Besides,
  env: CliEnv,
): Promise<Either<Outcome, CellsRun>> => {
  const jobs = Math.min(jobsMax, cells.length)
  const ifExists = ifExistsOf(force)
  const progress = progressOn(env, runningText(cells.length, jobs), 'lines')
  const ticked = (done: number): void => {
    progress.tick(done, lines * jobs)
    onProgress?.(done, lines * jobs)
  }
  const share = { path, bytes, cells, ifExists }
  const swept = { ...share, jobs, strategy, listenerOf, onProgress: ticked }
  const done = await sweep(swept, subject)
  progress.finish()
  if (isLeft(done)) return left(stoppedOutcome(path, done.left, cells))
  for (const { recorded } of done.right)
    if (closed !== null && recorded.head !== closed.digest) return left(otherwise(path))
  const [first] = done.right as readonly [CellsRun, ...Array<CellsRun>]
  return right({ ...first, cells: done.right.flatMap((each) => each.cells) })
}

const ifExistsOf = (force: true | undefined): 'refuse' | 'replace' =>
  force === true ? 'replace' : 'refuse'

const runningText = (cells: number, jobs: number): string =>
  `running ${quantity(cells, 'session')} on ${quantity(jobs, 'thread')}`

/** What stopped one stops all: what the journals of the others hold by then is by chance. */
const stoppedOutcome = (
  path: string,
  { verdict, says }: ShareFault,
  cells: ReadonlyArray<PlannedCell>,
): Outcome => {
  const [journal = null] = cells.map((cell) => cell.journal)
  const place = cells.length === 1 || journal === null ? journal : dirname(journal)
  const left = place === null ? '' : `\nWhat is written to ${place} by now is not whole.`
  return failedOutcome(path, verdict, failure('Failed', `${says}${left}`))
}

/** With its own settings a session must come out as it was, or nothing beside it has a meaning. */
const otherwise = (path: string): Outcome => {
  const says =
    `${path} does not come out the same with its own settings, so nothing can be said of others;` +
    ` shadowtape replay ${path} says what differs.`
  return failedOutcome(path, 'diverged', failure('Diverged', says))
}

/** Makes the directories that journals go to; says why they cannot go there, or `null`. */
const placeFor = (
  path: string,
  cells: ReadonlyArray<PlannedCell>,
  { force }: Besides,
): Failure | null => {
  const directories = new Set(
    cells.flatMap(({ journal }) => (journal === null ? [] : [dirname(journal)])),
  )
  for (const directory of directories)
    try {
      mkdirSync(directory, { recursive: true })
    } catch (error) {
      return failure('Failed', fileFailureText(fileFailure(directory, 'create', error)))
    }
  const why = misplaced(path, cells, ifExistsOf(force))
  return why === null || 'says' in why ? why : failure('Failed', fileFailureText(why))
}
