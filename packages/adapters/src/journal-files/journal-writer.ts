import { dirname } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Disk } from './disk'
import { realDisk } from './disk'
import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'

/**
 * The one writer of a journal file. After a write or a sync has failed, or has taken fewer bytes
 * than it was given, the descriptor is never used again: what the system says of it from then on
 * cannot be believed. What reached the file stays.
 */
export type JournalWriter = {
  readonly path: string
  /** How many bytes the system took. */
  readonly bytes: () => number
  /** How many of them are known to be on the device. */
  readonly durableBytes: () => number
  readonly write: (bytes: Uint8Array) => Either<FileFailure, void>
  /** Makes all that was written durable, and at first the file's name. */
  readonly sync: () => Either<FileFailure, void>
  /** Goes on in the file of a segment, where the journal is a run directory; else not at all. */
  readonly roll: (segment: number) => Either<FileFailure, void>
  readonly close: () => Either<FileFailure, void>
}

/** What to do where a journal's path is taken. */
export type IfExists = 'refuse' | 'replace'

/**
 * Creates a journal file; by default one that exists is left alone and refused. One that is to be
 * replaced is unlinked first, so that whoever still writes to it cannot write into the new one.
 */
export const createJournal = (
  path: string,
  ifExists: IfExists,
  disk: Disk = realDisk,
): Either<FileFailure, JournalWriter> => {
  try {
    const isDevice = ifExists === 'replace' && disk.makeWay(path) === 'not a file'
    const fd = isDevice ? disk.openDevice(path) : disk.create(path)
    return right(journalWriter(path, fd, isDevice ? unsynced(disk) : disk))
  } catch (error) {
    return left(fileFailure(path, 'create', error))
  }
}

/** A device or a pipe keeps nothing, and has nothing to make durable. */
const unsynced = (disk: Disk): Disk => ({
  ...disk,
  sync: () => undefined,
  syncDirectory: () => undefined,
})

const journalWriter = (path: string, fd: number, disk: Disk): JournalWriter => {
  let written = 0
  let durable = 0
  let isNameDurable = false
  let failed: FileFailure | null = null
  const guarded = (doing: FileFailure['doing'], work: () => void): Either<FileFailure, void> => {
    if (failed !== null) return left(failed)
    try {
      work()
      return right(undefined)
    } catch (error) {
      failed = fileFailure(path, doing, error)
      return left(failed)
    }
  }
  return {
    path,
    bytes: () => written,
    durableBytes: () => durable,
    write: (bytes) =>
      guarded('write', () => {
        if (bytes.length === 0) return
        const size = disk.write(fd, bytes)
        written += size
        if (size < bytes.length) throw Object.assign(new Error(), { code: 'SHORT_WRITE' })
      }),
    sync: () =>
      guarded('sync', () => {
        if (durable < written) disk.sync(fd)
        if (!isNameDurable) disk.syncDirectory(dirname(path))
        isNameDurable = true
        durable = written
      }),
    roll: () => right(undefined),
    close: () => {
      try {
        disk.close(fd)
        return failed === null ? right(undefined) : left(failed)
      } catch (error) {
        return left(failed ?? fileFailure(path, 'close', error))
      }
    },
  }
}
