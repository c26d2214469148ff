import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Disk } from './disk'
import { realDisk } from './disk'
import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'
import type { IfExists, JournalWriter } from './journal-writer'
import { createJournal } from './journal-writer'
import { indexPath } from './packed-index'
import { isRunDirectory, segmentPath, segmentPaths } from './segments'

/** Whether a journal is to be a run directory: its path ends in a slash, or is a directory. */
export const isRunPath = (path: string): boolean => path.endsWith('/') || isRunDirectory(path)

/** Creates a journal: a file, or a run directory with its first segment. */
export const createRecording = (
  path: string,
  ifExists: IfExists,
  disk: Disk = realDisk,
): Either<FileFailure, JournalWriter> =>
  isRunPath(path) ? createRun(path, ifExists, disk) : createJournal(path, ifExists, disk)

/**
 * Creates a run directory's first segment; each segment is a file that is created, never opened
 * for more. A directory that has segments is refused, or emptied of them.
 */
const createRun = (
  path: string,
  ifExists: IfExists,
  disk: Disk,
): Either<FileFailure, JournalWriter> => {
  const directory = path.replace(/(?<=.)\/+$/, '')
  try {
    makeDirectory(resolve(directory))
    const taken = segmentPaths(directory)
    if (taken.length > 0 && ifExists === 'refuse')
      return left({ type: 'FileFailure', path: directory, doing: 'create', code: 'EEXIST' })
    for (const each of taken) {
      rmSync(each)
      rmSync(indexPath(each), { force: true })
    }
  } catch (error) {
    return left(fileFailure(directory, 'create', error))
  }
  return continueRun(directory, 1, disk)
}

/** Asked for a directory and all above it, Node calls a file system missing that is read-only. */
const makeDirectory = (path: string): void => {
  try {
    mkdirSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') mkdirSync(path, { recursive: true })
    else if (code !== 'EEXIST' || !isRunDirectory(path)) throw error
  }
}

/** Goes on with a run directory in a segment that is not there yet. */
export const continueRun = (
  directory: string,
  segment: number,
  disk: Disk = realDisk,
): Either<FileFailure, JournalWriter> => {
  const first = createJournal(segmentPath(directory, segment), 'refuse', disk)
  if (isLeft(first)) return first
  let current = first.right
  let [before, durableBefore] = [0, 0]
  let failed: FileFailure | null = null
  const noted = <T>(done: Either<FileFailure, T>): Either<FileFailure, T> => {
    if (isLeft(done)) failed ??= done.left
    return done
  }
  const rolled = (next: number): Either<FileFailure, void> => {
    const closed = current.close()
    if (isLeft(closed)) return closed
    const opened = createJournal(segmentPath(directory, next), 'refuse', disk)
    if (isLeft(opened)) return opened
    before += current.bytes()
    durableBefore += current.durableBytes()
    current = opened.right
    return right(undefined)
  }
  return right({
    path: directory,
    bytes: () => before + current.bytes(),
    durableBytes: () => durableBefore + current.durableBytes(),
    write: (bytes) => (failed === null ? noted(current.write(bytes)) : left(failed)),
    sync: () => (failed === null ? noted(current.sync()) : left(failed)),
    roll: (next) => (failed === null ? noted(rolled(next)) : left(failed)),
    close: () => current.close(),
  })
}
