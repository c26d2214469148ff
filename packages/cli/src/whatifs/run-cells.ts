import type { FileFailure } from '@shadowtape/adapters'
import { fileFailureText } from '@shadowtape/adapters'
import type { Entry } from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { RecordedInput } from '../journals/recorded-inputs'
import { StrategyFault } from '../sessions/checked-strategy'
import type { Cell, CellRun } from './cell'
import { closed, compared, given, leftOpen, openCell } from './cell'
import type { CellResult } from './cell-result'
import { resultOf } from './cell-result'

/** The recorded session, run again as it was, and beside it what each cell came to. */
export type CellsRun = {
  readonly recorded: CellResult
  readonly cells: ReadonlyArray<CellResult>
  readonly inputs: number
  readonly startAt: number
  readonly endAt: number
}

/** At which line which cell could not be run on, and why; the recorded session is cell 0. */
export type CellFault = { readonly line: number; readonly nth: number; readonly says: string }

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
  const all: Array<CellRun> = []
  try {
    return told(inputs, [recordedCell, ...cells], all, onProgress)
  } finally {
    // those of a session that was cut short, or beside one that stopped, are left without a close
    all.forEach(leftOpen)
  }
}

const told = (
  inputs: Iterable<RecordedInput>,
  cells: ReadonlyArray<Cell>,
  all: Array<CellRun>,
  onProgress: (line: number) => void,
): Either<CellFault, CellsRun> => {
  let [count, startAt, endAt] = [0, 0, 0]
  for (const input of inputs) {
    if (count === 0) startAt = input.at
    const fault = count === 0 ? opened(all, cells, input) : stepped(all, input)
    if (fault !== null) return left(fault)
    count += 1
    endAt = input.at
    if (count % 1_024 === 0) onProgress(input.line)
  }
  const [recorded, ...others] = all.map(resultOf)
  if (recorded === undefined) return left({ line: 1, nth: 0, says: 'it has no header' })
  return right({ recorded, cells: others, inputs: count, startAt, endAt })
}

const opened = (
  all: Array<CellRun>,
  cells: ReadonlyArray<Cell>,
  { at, line }: RecordedInput,
): CellFault | null => {
  for (const cell of cells) {
    const fault = unlessStopped(cell, line, () => {
      all.push(openCell(cell, at))
      return null
    })
    if (fault !== null) return fault
  }
  return null
}

const stepped = (all: ReadonlyArray<CellRun>, input: RecordedInput): CellFault | null => {
  const { at, line, message } = input
  let said = null as ReadonlyArray<Entry> | null
  for (const each of all) {
    const fault = unlessStopped(each.cell, line, () => {
      if (message.type === 'SessionOpened') return null
      if (message.type === 'CloseSession') return closed(each, at, message.reason)
      const entries = given(each, line, at, message)
      if (said === null) said = entries
      else compared(each, input, said, entries)
      return each.recorder.failed()
    })
    if (fault !== null) return fault
  }
  return null
}

/**
 * A file may take no more, a strategy may throw at what it never met, and the engine may meet what
 * cannot be.
 */
const unlessStopped = (
  { nth, settings }: Cell,
  line: number,
  work: () => FileFailure | null,
): CellFault | null => {
  try {
    const failed = work()
    return failed === null ? null : { line, nth, says: fileFailureText(failed) }
  } catch (error) {
    if (!(error instanceof StrategyFault || error instanceof InvariantViolated)) throw error
    const typed = settings.map(({ name, text }) => `${name}=${text}`).join(' ')
    const how = typed === '' ? 'as it was recorded' : `with ${typed}`
    return { line, nth, says: `${how} it stops: ${error.message}` }
  }
}
