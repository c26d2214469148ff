import type { Disk } from '@shadowtape/adapters'
import { realDisk } from '@shadowtape/adapters'

/** What was asked of a disk, in order. */
export type Asked = Array<'write' | 'sync' | 'syncDirectory' | 'close'>

/** Where a disk fails: the nth call of a verb, counted from 1, and how. */
export type Failing = {
  readonly verb: 'write' | 'sync'
  readonly nth: number
  readonly how: 'EIO' | 'ENOSPC' | 'short'
}

/** The real disk, which tells what was asked of it, and fails where it is told to. */
export const failingDisk = (asked: Asked, failing: Failing | null = null): Disk => {
  const counts = { write: 0, sync: 0 }
  const isFailing = (verb: Failing['verb']): boolean => {
    counts[verb] += 1
    return failing?.verb === verb && counts[verb] === failing.nth
  }
  const fail = (): never => {
    throw Object.assign(new Error(failing?.how), { code: failing?.how })
  }
  return {
    ...realDisk,
    write: (fd, bytes) => {
      asked.push('write')
      if (!isFailing('write')) return realDisk.write(fd, bytes)
      if (failing?.how === 'short') return realDisk.write(fd, bytes.subarray(0, bytes.length >> 1))
      return fail()
    },
    sync: (fd) => {
      asked.push('sync')
      if (isFailing('sync')) fail()
      realDisk.sync(fd)
    },
    syncDirectory: (path) => {
      asked.push('syncDirectory')
      realDisk.syncDirectory(path)
    },
    close: (fd) => {
      asked.push('close')
      realDisk.close(fd)
    },
  }
}
