import { closeSync, openSync, writeSync } from 'node:fs'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'

/**
 * The one writer of a journal file. After a failed write nothing more is written: what reached the
 * file stays, and `bytes` says how much that is.
 */
export type JournalWriter = {
  readonly path: string
  readonly bytes: () => number
  readonly write: (bytes: Uint8Array) => Either<FileFailure, void>
  readonly close: () => Either<FileFailure, void>
}

/** What to do where a journal's path is taken. */
export type IfExists = 'refuse' | 'replace'

/** Creates a journal file; by default one that exists is left alone and refused. */
export const createJournal = (
  path: string,
  ifExists: IfExists,
): Either<FileFailure, JournalWriter> => {
  let fd: number
  try {
    fd = openSync(path, ifExists === 'replace' ? 'w' : 'wx')
  } catch (error) {
    return left(fileFailure(path, 'create', error))
  }
  let written = 0
  let failed: FileFailure | null = null
  return right({
    path,
    bytes: () => written,
    write: (bytes) => {
      if (failed !== null) return left(failed)
      try {
        for (let from = 0; from < bytes.length;) {
          const size = writeSync(fd, bytes, from, bytes.length - from)
          from += size
          written += size
        }
        return right(undefined)
      } catch (error) {
        failed = fileFailure(path, 'write', error)
        return left(failed)
      }
    },
    close: () => {
      try {
        closeSync(fd)
        return right(undefined)
      } catch (error) {
        return left(fileFailure(path, 'close', error))
      }
    },
  })
}
