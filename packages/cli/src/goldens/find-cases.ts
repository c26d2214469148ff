import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { expectedFile, isCase, newSuffix } from './case-file'

/** What lies in some folders: cases, values nobody has judged yet, and values of no case. */
export type FoundCases = {
  readonly cases: ReadonlyArray<string>
  readonly pending: ReadonlyArray<string>
  readonly orphans: ReadonlyArray<string>
}

/** Looks for cases in folders and all that lies in them, in the order of their paths. */
export const findCases = (paths: ReadonlyArray<string>): Either<Failure, FoundCases> => {
  const found = {
    cases: new Set<string>(),
    pending: new Set<string>(),
    orphans: new Set<string>(),
  }
  const look = (folder: string): void => {
    const isOfCase = isCase(folder)
    if (isOfCase) found.cases.add(folder)
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) look(path)
        continue
      }
      const isExpected = entry.name === expectedFile || entry.name === expectedFile + newSuffix
      if (isExpected && !isOfCase) found.orphans.add(path)
      else if (entry.name.endsWith(`.golden.ndjson${newSuffix}`)) found.pending.add(path)
    }
  }
  for (const path of paths) {
    try {
      if (!statSync(path).isDirectory())
        return left(failure('Usage', `Error: ${path} is no folder; a case is one`))
      look(path)
    } catch (error) {
      return left(failure('Failed', `Error: ${fileFailureText(fileFailure(path, 'read', error))}`))
    }
  }
  return right({
    cases: [...found.cases].sort(),
    pending: [...found.pending].sort(),
    orphans: [...found.orphans].sort(),
  })
}
