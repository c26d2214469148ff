import { join } from 'node:path'

import type { JournalWriter } from '@shadowtape/adapters'
import { createRecording, fileFailureText, newSha256 } from '@shadowtape/adapters'
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

/** The cells that settings make of a recorded session, or why there are none. */
export const planCells = (
  { opened, strategy }: ReplaySubject,
  settings: ReadonlyArray<Setting>,
  place: CellPlace,
): Either<Failure, ReadonlyArray<Cell>> => {
  const many = settings.reduce((product, { texts }) => product * texts.length, 1)
  if (many > cellsMax)
    return usage(
      `these settings make ${String(many)} sessions; at most ${String(cellsMax)} are run`,
    )
  const cells: Array<Cell> = []
  for (const typed of combinations(settings)) {
    const header = headerOf(opened, typed)
    if (isLeft(header)) return header
    const params = checkedParams(strategy, header.right, paramsOf(typed))
    if (isLeft(params)) return params
    const journal = journalOf(place, cells.length + 1)
    if (isLeft(journal)) return journal
    cells.push({ settings: typed, opened: header.right, strategy, journal: journal.right })
  }
  return right(cells)
}

const headerOf = (
  opened: SessionOpened,
  typed: ReadonlyArray<Typed>,
): Either<Failure, SessionOpened> => {
  const plain = withSettings(opened, typed)
  if (typeof plain === 'string') return usage(plain)
  return right({ ...plain, configDigest: digestOfText(newSha256, canonicalJson(plain)) })
}

/** The parameters that are set here: a strategy may not know them. */
const paramsOf = (typed: ReadonlyArray<Typed>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    typed.flatMap(({ name, text }) => {
      const [group, param] = name.split('.')
      return group === 'strategy' && param !== undefined ? [[param, text]] : []
    }),
  )

const journalOf = ({ out, force }: CellPlace, n: number): Either<Failure, JournalWriter | null> => {
  if (out === undefined) return right(null)
  const path = join(out, `cell-${String(n).padStart(3, '0')}.jsonl`)
  const journal = createRecording(path, force === true ? 'replace' : 'refuse')
  return isLeft(journal) ? left(failure('Failed', fileFailureText(journal.left))) : journal
}

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}.`))
