import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { FileFailure } from '@shadowtape/adapters'
import { createRecording, isSameFile, newSha256 } from '@shadowtape/adapters'
import type { SessionOpened } from '@shadowtape/core'
import { canonicalJson, digestOfText } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { ReplaySubject } from '../replays/replay-subject'
import { checkedParams } from '../sessions/strategy-settings'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Cell } from './cell'
import type { Setting, Typed } from './setting'
import { cellsMax, combinations, withSettings } from './setting'

/** Where the journals of cells go, if anywhere. */
export type CellPlace = { readonly out?: string; readonly force?: true }

/** A cell that is to be run: which one it is, and what it sets. */
export type PlannedCell = Pick<Cell, 'nth' | 'settings'>

/** The cells that settings make of a recorded session, or why there are none. */
export const planCells = (
  subject: ReplaySubject,
  settings: ReadonlyArray<Setting>,
): Either<Failure, ReadonlyArray<PlannedCell>> => {
  const many = settings.reduce((product, { texts }) => product * texts.length, 1)
  if (many > cellsMax)
    return usage(
      `these settings make ${String(many)} sessions; at most ${String(cellsMax)} are run`,
    )
  const cells = combinations(settings).map((typed, i) => ({ nth: i + 1, settings: typed }))
  for (const cell of cells) {
    const header = headerOf(subject, cell.settings)
    if (isLeft(header)) return header
  }
  return right(cells)
}

/** A planned cell, ready to be opened. Its journal is created; a file that is there is refused. */
export const readyCell = (
  subject: ReplaySubject,
  { nth, settings }: PlannedCell,
  place: CellPlace,
): Either<Failure | FileFailure, Cell> => {
  const { strategy } = subject
  const opened = headerOf(subject, settings)
  if (isLeft(opened)) return opened
  const path = cellPath(place, nth)
  const journal =
    path === null ? right(null) : createRecording(path, place.force === true ? 'replace' : 'refuse')
  if (isLeft(journal)) return journal
  return right({ nth, settings, opened: opened.right, strategy, journal: journal.right })
}

/** Why the journals of cells cannot go where they are to, or `null`; nothing is created. */
export const misplaced = (
  journal: string,
  cells: ReadonlyArray<PlannedCell>,
  place: CellPlace,
): Failure | FileFailure | null => {
  for (const { nth } of cells) {
    const path = cellPath(place, nth)
    if (path === null || !existsSync(path)) continue
    if (isSameFile(journal, path))
      return failure('Usage', `${path} is the journal itself; it would be lost.`)
    if (place.force !== true) return { type: 'FileFailure', path, doing: 'create', code: 'EEXIST' }
  }
  return null
}

const cellPath = ({ out }: CellPlace, nth: number): string | null =>
  out === undefined ? null : join(out, `cell-${String(nth).padStart(3, '0')}.jsonl`)

const headerOf = (
  { opened, strategy }: ReplaySubject,
  typed: ReadonlyArray<Typed>,
): Either<Failure, SessionOpened> => {
  const plain = withSettings(opened, typed)
  if (typeof plain === 'string') return usage(plain)
  const header = { ...plain, configDigest: digestOfText(newSha256, canonicalJson(plain)) }
  const params = checkedParams(strategy, header, paramsOf(typed))
  return isLeft(params) ? params : right(header)
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
