import { keptSnapshots } from '@shadowtape/adapters'
import { draw } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { lastSeq } from '../packages/cli/src/journals/locate'
import { stateAt } from '../packages/cli/src/journals/state-at'
import { idle } from './mix-journal'
import { snapshotEvery } from './recording-rows'
import type { Row, Work } from './work'

/** Rows that ask for the state at lines of a journal; each line asked for is counted. */
export const stateRows: Readonly<Record<string, Row>> = {
  stateAnywhere: ({ journal }) => {
    const last = lastOf(journal)
    return asked(
      journal,
      Array.from({ length: 8 }, (_, i) => 1 + (draw(7, 'market', i) % last)),
    )
  },
  stateBehind: ({ journal, size }) => {
    const last = lastOf(journal)
    const distance = Math.floor(snapshotEvery(size) / 2)
    const snapshot = keptSnapshots(journal).find(({ seq }) => seq + distance <= last)
    if (snapshot === undefined) throw new Error('no snapshot has so many lines behind it')
    return asked(
      journal,
      Array.from({ length: 4 }, () => snapshot.seq - 1 + distance),
      distance,
    )
  },
}

const asked = (journal: string, seqs: ReadonlyArray<number>, folded?: number): Work => {
  let lines = 0
  return {
    count: seqs.length,
    once: () => {
      lines = 0
      for (const seq of seqs) lines += linesTo(journal, seq)
      if (folded !== undefined && lines !== folded * seqs.length)
        throw new Error(`${String(lines)} lines were folded`)
    },
    more: () => ({ lines: lines / seqs.length }),
  }
}

/** Folds to a line; returns how many lines that took. */
const linesTo = (journal: string, seq: number): number => {
  const found = stateAt(journal, { strategy: idle }, seq, (says) => {
    throw new Error(says)
  })
  if (isLeft(found)) throw new Error(`cannot read ${journal}`)
  const { state, fault, linesFolded } = found.right
  if (fault !== null || state.seq !== seq) throw new Error(`no state at ${String(seq)}`)
  return linesFolded
}

const lastOf = (journal: string): number => {
  const last = lastSeq(journal)
  if (isLeft(last)) throw new Error(`cannot read ${journal}`)
  return last.right
}
