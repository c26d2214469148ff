import type { JournalWriter } from '@shadowtape/adapters'
import { fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, mapLeft } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { recordedInputs } from '../journals/recorded-inputs'
import type { ReplaySubject } from '../replays/replay-subject'
import type { Cell } from './cell'
import type { PlannedCell } from './plan-cells'
import { readyCell } from './plan-cells'
import type { CellFault, CellsRun } from './run-cells'
import { runCells } from './run-cells'

/** Some cells of a sweep, to be run beside the recorded session; plain data, to tell a worker. */
export type Share = {
  readonly path: string
  /** So many of the journal's bytes were found sound. */
  readonly bytes: number
  readonly cells: ReadonlyArray<PlannedCell>
  /** What becomes of journals that are where theirs go. */
  readonly ifExists: 'refuse' | 'replace'
}

/** A share could not be run on, because of a cell, or as the journal is no longer what it was. */
export type ShareFault = CellFault & { readonly verdict: 'stopped' | 'unreadable' }

/** Who hears the bytes of a cell's journal as they are made, where it has no file. */
export type ListenerOf = (subject: ReplaySubject, nth: number) => JournalWriter

/** Runs a share of a sweep: reads the journal once, and gives what came in to each of its cells. */
export const runShare = (
  { path, bytes, cells: planned, ifExists }: Share,
  subject: ReplaySubject,
  onProgress: (line: number) => void,
  listenerOf?: ListenerOf,
): Either<ShareFault, CellsRun> => {
  const cells: Array<Cell> = []
  for (const plan of planned) {
    const cell = readyCell(subject, plan, ifExists)
    if (isLeft(cell)) {
      const { left: why } = cell
      const says = 'says' in why ? why.says : fileFailureText(why)
      return left({ verdict: 'stopped', line: 0, nth: plan.nth, says: `${says}.` })
    }
    cells.push({ ...cell.right, listener: listenerOf?.(subject, plan.nth) })
  }
  const recorded = { nth: 0, settings: [], ...subject, journal: null, turn: null }
  try {
    const ran = runCells(recordedInputs(path, bytes), recorded, cells, onProgress)
    return mapLeft((fault: CellFault) => ({
      ...fault,
      verdict: 'stopped' as const,
      says: `${path}: ${fault.says}.`,
    }))(ran)
  } catch (error) {
    if (!(error instanceof JournalUnread)) throw error
    return left({ verdict: 'unreadable', line: 0, nth: 0, says: error.message })
  }
}
