import { closeSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { FileFailure } from '../journal-files/file-failure'
import { fileFailure } from '../journal-files/file-failure'
import type { IfExists } from '../journal-files/journal-writer'

/**
 * A file that is written beside its place, as `PATH.partial`, and takes its place once it is whole:
 * until then what was there is as it was, and nothing that looks whole is not.
 */
export type PartialFile = {
  readonly path: string
  readonly bytes: () => number
  readonly write: (bytes: Uint8Array) => Either<FileFailure, void>
  /** Ends the file and puts it in its place. */
  readonly commit: () => Either<FileFailure, void>
  /** Drops what was written. */
  readonly abandon: () => void
}

/** Begins a file. A place that is taken is refused, or replaced where a plain file has it. */
export const createPartial = (
  path: string,
  ifExists: IfExists,
): Either<FileFailure, PartialFile> => {
  const taken = takenPlace(path, ifExists)
  if (taken !== null) return left(taken)
  const partial = `${path}.partial`
  let fd: number
  try {
    if (ifExists === 'replace') rmSync(partial, { force: true })
    fd = openSync(partial, 'wx')
  } catch (error) {
    return left(fileFailure(partial, 'create', error))
  }
  return right(partialFile(path, partial, fd, ifExists))
}

/** Why nothing can be put at a path, or `null`. */
export const takenPlace = (path: string, ifExists: IfExists): FileFailure | null => {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there === undefined) return null
  if (ifExists === 'refuse') return { type: 'FileFailure', path, doing: 'create', code: 'EEXIST' }
  if (there.isDirectory()) return { type: 'FileFailure', path, doing: 'create', code: 'EISDIR' }
  if (there.isFile() || there.isSymbolicLink()) return null
  return { type: 'FileFailure', path, doing: 'create', code: 'NOT_A_FILE' }
}

const partialFile = (
  path: string,
  partial: string,
  fd: number,
  ifExists: IfExists,
): PartialFile => {
  let written = 0
  let isOpen = true
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    closeSync(fd)
  }
  return {
    path,
    bytes: () => written,
    write: (bytes) => {
      try {
        for (let from = 0; from < bytes.length;) {
          const size = writeSync(fd, bytes, from, bytes.length - from)
          from += size
          written += size
        }
        return right(undefined)
      } catch (error) {
        return left(fileFailure(path, 'write', error))
      }
    },
    commit: () => {
      try {
        close()
        const taken = takenPlace(path, ifExists)
        if (taken !== null) return left(taken)
        renameSync(partial, path)
        return right(undefined)
      } catch (error) {
        return left(fileFailure(path, 'close', error))
      }
    },
    abandon: () => {
      try {
        close()
      } finally {
        rmSync(partial, { force: true })
      }
    },
  }
}
