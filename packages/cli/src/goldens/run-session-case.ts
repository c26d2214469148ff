import { join } from 'node:path'
import { statSync } from 'node:fs'

import { fileFailureText } from '@shadowtape/adapters'
import type { SessionOpened, Strategy } from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { readHeader } from '../journals/read-header'
import { recordedInputs } from '../journals/recorded-inputs'
import { StrategyFault } from '../sessions/checked-strategy'
import { whileStrategiesAreWatched } from '../sessions/strategy-call'
import { strategyPurity } from '../sessions/strategy-purity'
import { loadStrategy } from '../sessions/strategies'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { CellRun } from '../whatifs/cell'
import { closed, given, leftOpen, openCell } from '../whatifs/cell'
import { planCells, readyCell } from '../whatifs/plan-cells'
import type { Case } from './case-file'
import type { CaseRun } from './golden-of-run'
import { goldenOfRun } from './golden-of-run'
import { runCutSession } from './run-cut-session'
import type { SessionFields } from './session-fields'
import { sessionFields } from './session-fields'

/** Gives a session what came in to it once, and makes a golden of what is said to that now. */
export const runSessionCase = async (
  { what, plan }: Case,
  temp: string,
): Promise<Either<Failure, CaseRun>> => {
  const fields = sessionFields(what.file, what.fields)
  if (isLeft(fields)) return fields
  const subject = await subjectOf(fields.right)
  if (isLeft(subject)) return subject
  const notes: Array<string> = []
  const purity = strategyPurity(undefined, { remark: (text) => notes.push(text.trimEnd()) })
  try {
    const ran = await whileStrategiesAreWatched(purity, async () =>
      fields.right.state === null
        ? runWhole(fields.right, subject.right, plan, temp)
        : runCutSession(fields.right, subject.right, plan),
    )
    return isLeft(ran) || notes.length === 0
      ? ran
      : right({ ...ran.right, note: notes.join('\n  ') })
  } catch (error) {
    if (error instanceof JournalUnread) return left(failure('Failed', `Error: ${error.message}`))
    if (!(error instanceof StrategyFault || error instanceof InvariantViolated)) throw error
    return left(failure('Failed', `Error: ${error.message}`))
  }
}

/** The recorded header, with the strategy as it is now. */
const subjectOf = async ({
  inputs,
  strategy: path,
}: SessionFields): Promise<
  Either<Failure, { readonly opened: SessionOpened; readonly strategy: Strategy }>
> => {
  const header = readHeader(inputs)
  if (isLeft(header)) {
    const failed = header.left
    if (failed.type === 'FileFailure')
      return left(failure('Failed', `Error: ${fileFailureText(failed)}`))
    return failed.type === 'Damaged'
      ? left(failure('Failed', `Error: ${inputs}:1: ${failed.fault.says}`))
      : left(failure('Incompatible', `Error: ${inputs}: ${failed.why}`))
  }
  const loaded = await loadStrategy(path ?? header.right.strategy)
  if (isLeft(loaded)) return loaded
  const { strategy, digest } = loaded.right
  const opened = { ...header.right, strategyDigest: digest as SessionOpened['strategyDigest'] }
  return right({ opened, strategy })
}

const runWhole = async (
  { inputs, set }: SessionFields,
  subject: { readonly opened: SessionOpened; readonly strategy: Strategy },
  plan: Case['plan'],
  temp: string,
): Promise<Either<Failure, CaseRun>> => {
  const path = join(temp, 'session.jsonl')
  const cells = planCells(subject, set, { turn: null, journalOf: () => path })
  if (isLeft(cells)) return cells
  const [planned] = cells.right
  const cell = planned === undefined ? null : readyCell(subject, planned, 'refuse')
  if (cell === null || isLeft(cell))
    return left(failure('Failed', `Error: ${path} cannot be written`))
  let run = null as CellRun | null
  for (const { line, at, message } of recordedInputs(inputs, statSync(inputs).size)) {
    if (message.type === 'SessionOpened') run = openCell(cell.right, at)
    else if (run === null) break
    else if (message.type === 'CloseSession') closed(run, at, message.reason)
    else given(run, line, at, message)
  }
  if (run !== null) leftOpen(run)
  return goldenOfRun(path, plan, null)
}
