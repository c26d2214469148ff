import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { FileFailure } from '@shadowtape/adapters'
import { fileFailure, indexPath, isIndexRight, isRunDirectory } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Finding } from './finding'
import { finding } from './finding'

/**
 * Holds the index beside every packed segment to the segment itself. It must be looked at before
 * the journal is read, as a reader makes one anew that does not fit.
 */
export const examineIndexes = (
  journal: string,
  tell: (found: Finding) => void,
): Either<FileFailure, void> => {
  try {
    for (const path of packedOf(journal)) {
      if (isIndexRight(path) !== false) continue
      const says = 'it does not say where the members of its segment are'
      tell(finding('index-damaged', about(indexPath(path)), says))
    }
    for (const file of straysOf(journal))
      tell(finding('index-stray', about(file), 'there is no such packed segment'))
    return right(undefined)
  } catch (error) {
    return left(fileFailure(journal, 'read', error))
  }
}

const about = (file: string) => ({ file, line: null, offset: null, field: null })

const packedOf = (journal: string): ReadonlyArray<string> => {
  if (!isRunDirectory(journal)) return journal.endsWith('.gz') ? [journal] : []
  return namesIn(journal)
    .filter((name) => /^\d{6}\.jsonl\.gz$/.test(name))
    .map((name) => join(journal, name))
}

/** Indexes of segments that are not there; what a writer of one left behind, too. */
const straysOf = (journal: string): ReadonlyArray<string> => {
  if (!isRunDirectory(journal)) return []
  const names = new Set(namesIn(journal))
  return [...names]
    .filter((name) => /^\d{6}\.jsonl\.gz\.index(\.tmp)?$/.test(name))
    .filter((name) => name.endsWith('.tmp') || !names.has(name.slice(0, -'.index'.length)))
    .map((name) => join(journal, name))
}

const namesIn = (directory: string): ReadonlyArray<string> => readdirSync(directory).sort()
