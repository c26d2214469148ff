import type { FileFailure } from '@shadowtape/adapters'
import { InvariantViolated } from '@shadowtape/core'
import type { TimestampUs } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { RecordedInput } from '../journals/recorded-inputs'
import { StrategyFault } from '../sessions/checked-strategy'
import type { Cell, CellRun } from './cell'
import { compared, openCell, told } from './cell'

/** The recorded session, run again as it was, and beside it each cell with its own settings. */
export type CellsRun = {
  readonly recorded: CellRun
  readonly cells: ReadonlyArray<CellRun>
  readonly inputs: number
  readonly startAt: number
  readonly endAt: number
}

/** Why cells could not be run to their end. */
export type CellFault = FileFailure | { readonly type: 'CellFault'; readonly says: string }

/**
 * Gives what came in to the recorded session and to every cell, one input at a time to all, so that
 * the first thing that is said otherwise is seen; the journal is read once.
 */
export const runCells = (
  inputs: Iterable<RecordedInput>,
  recordedCell: Cell,
  cells: ReadonlyArray<Cell>,
  onProgress: (line: number) => void,
): Either<CellFault, CellsRun> => {
  let run = null as Opened | null
  let count = 0
  for (const input of inputs) {
    const { at, message } = input
    count += 1
    if (message.type === 'SessionOpened') {
      const begun = opened(recordedCell, cells, at)
      if (isLeft(begun)) return begun
      run = begun.right
      continue
    }
    if (run === null) break
    run.endAt = at
    const fault =
      message.type === 'CloseSession'
        ? closed(run, at, message.reason)
        : stepped(run, input, message)
    if (fault !== null) return left(fault)
    if (count % 1_024 === 0) onProgress(input.line)
  }
  if (run === null) return left({ type: 'CellFault', says: 'it has no header' })
  for (const each of run.all) if (each.done === null) each.recorder.abandon()
  const { recorded, others, startAt, endAt } = run
  return right({ recorded, cells: others, inputs: count, startAt, endAt })
}

type Opened = {
  readonly recorded: CellRun
  readonly others: ReadonlyArray<CellRun>
  readonly all: ReadonlyArray<CellRun>
  readonly startAt: number
  endAt: number
}

const opened = (
  recordedCell: Cell,
  cells: ReadonlyArray<Cell>,
  at: TimestampUs,
): Either<CellFault, Opened> => {
  const all: Array<CellRun> = []
  for (const cell of [recordedCell, ...cells]) {
    const fault = unlessStopped(cell, () => all.push(openCell(cell, at)))
    if (fault !== null) return left(fault)
  }
  const [recorded = openCell(recordedCell, at), ...others] = all
  return right({ recorded, others, all, startAt: at, endAt: at })
}

const stepped = (
  { recorded, others, all }: Opened,
  input: RecordedInput,
  message: Parameters<typeof told>[2],
): CellFault | null => {
  const said = told(recorded, input.at, message)
  for (const each of others) {
    const fault = unlessStopped(each.cell, () => {
      compared(each, input, said, told(each, input.at, message))
    })
    if (fault !== null) return fault
  }
  const failed = all.map(({ recorder }) => recorder.failed()).find((each) => each !== null)
  return failed ?? null
}

/** A strategy may throw at what it never met, and the engine may meet what cannot be. */
const unlessStopped = ({ settings }: Cell, work: () => void): CellFault | null => {
  try {
    work()
    return null
  } catch (error) {
    if (!(error instanceof StrategyFault || error instanceof InvariantViolated)) throw error
    const typed = settings.map(({ name, text }) => `${name}=${text}`).join(' ')
    return { type: 'CellFault', says: `with ${typed} it stops: ${error.message}` }
  }
}

const closed = (
  { all }: Opened,
  at: TimestampUs,
  reason: Parameters<CellRun['recorder']['close']>[1],
): FileFailure | null => {
  for (const each of all) {
    const done = each.recorder.close(at, reason)
    if (isLeft(done)) return done.left
    each.done = done.right
  }
  return null
}
