import type { FileFailure } from '@shadowtape/adapters'
import { keptSnapshots, strayFiles } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { restoredFrom } from '../journals/restored'
import type { Finding } from './finding'
import { finding } from './finding'

/** Holds every snapshot beside a journal to the line that names it. */
export const examineSnapshots = (
  journal: string,
  tell: (found: Finding) => void,
): Either<FileFailure, number> => {
  const kept = keptSnapshots(journal)
  for (const snapshot of kept) {
    const restored = restoredFrom(journal, snapshot)
    if (!isLeft(restored)) continue
    const why = restored.left
    if (typeof why !== 'string') return left(why)
    const at = { file: snapshot.path, line: null, offset: null, field: null }
    tell(finding(why.startsWith('line ') ? 'snapshot-unnamed' : 'snapshot-damaged', at, why))
  }
  for (const file of strayFiles(journal))
    tell(finding('snapshot-stray', { file, line: null, offset: null, field: null }, 'a stray file'))
  return right(kept.length)
}
