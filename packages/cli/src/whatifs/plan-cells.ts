import { existsSync } from 'node:fs'

import type { FileFailure } from '@shadowtape/adapters'
import { createRecording, isSameFile } from '@shadowtape/adapters'
import type { SessionOpened } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { unchangeable } from '../branches/settings-change'
import type { ReplaySubject } from '../replays/replay-subject'
import { checkedParams } from '../sessions/strategy-settings'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Cell } from './cell'
import { configDigest } from './config-digest'
import type { Setting, Typed } from './setting'
import { cellsMax, combinations, withSettings } from './setting'

/** A cell that is to be run: which one, what it sets from where on, where its journal goes. */
export type PlannedCell = Pick<Cell, 'nth' | 'settings' | 'turn'> & {
  readonly journal: string | null
}

/** Where cells turn, if anywhere, and where the journal of each goes, if anywhere. */
export type CellsPlan = Pick<Cell, 'turn'> & {
  readonly journalOf: (nth: number) => string | null
}

/** The cells that settings make of a recorded session, or why there are none. */
export const planCells = (
  subject: ReplaySubject,
  settings: ReadonlyArray<Setting>,
  { turn, journalOf }: CellsPlan,
): Either<Failure, ReadonlyArray<PlannedCell>> => {
  const many = settings.reduce((product, { texts }) => product * texts.length, 1)
  if (many > cellsMax)
    return usage(
      `these settings make ${String(many)} sessions; at most ${String(cellsMax)} are run`,
    )
  const cells: Array<PlannedCell> = []
  for (const typed of combinations(settings)) {
    const nth = cells.length + 1
    const cell = { nth, settings: typed, turn, journal: journalOf(nth) }
    const header = headerOf(subject, cell)
    if (isLeft(header)) return header
    cells.push(cell)
  }
  return right(cells)
}

/** A planned cell, ready to be opened. Its journal is created; a file that is there is refused. */
export const readyCell = (
  subject: ReplaySubject,
  plan: PlannedCell,
  ifExists: 'refuse' | 'replace',
): Either<Failure | FileFailure, Cell> => {
  const opened = headerOf(subject, plan)
  if (isLeft(opened)) return opened
  const journal = plan.journal === null ? right(null) : createRecording(plan.journal, ifExists)
  if (isLeft(journal)) return journal
  const { nth, settings, turn } = plan
  const { strategy } = subject
  return right({ nth, settings, turn, opened: opened.right, strategy, journal: journal.right })
}

/** Why the journals of cells cannot go where they are to, or `null`; nothing is created. */
export const misplaced = (
  journal: string,
  cells: ReadonlyArray<PlannedCell>,
  ifExists: 'refuse' | 'replace',
): Failure | FileFailure | null => {
  for (const { journal: path } of cells) {
    if (path === null || !existsSync(path)) continue
    if (isSameFile(journal, path))
      return failure('Usage', `${path} is the journal itself; it would be lost.`)
    if (ifExists === 'refuse') return { type: 'FileFailure', path, doing: 'create', code: 'EEXIST' }
  }
  return null
}

/** The header of a cell: another one, or that of the session which it is up to where it turns. */
const headerOf = (
  { opened, strategy }: ReplaySubject,
  { settings, turn }: Pick<PlannedCell, 'settings' | 'turn'>,
): Either<Failure, SessionOpened> => {
  const plain = withSettings(opened, settings)
  if (typeof plain === 'string') return usage(plain)
  const header = { ...plain, configDigest: configDigest(plain) }
  const params = checkedParams(strategy, header, paramsOf(settings))
  if (isLeft(params)) return params
  if (turn === null) return right(header)
  const why = unchangeable(opened, header, settings, strategy)
  return why === null ? right(opened) : usage(why)
}

/** The parameters that are set here: a strategy may not know them. */
const paramsOf = (typed: ReadonlyArray<Typed>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    typed.flatMap(({ name, text }) => {
      const [group, param] = name.split('.')
      return group === 'strategy' && param !== undefined ? [[param, text]] : []
    }),
  )

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}.`))
