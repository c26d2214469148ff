import type { FileHandle } from 'node:fs/promises'
import { lstat, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { FileFailure } from '../journal-files/file-failure'
import { fileFailure } from '../journal-files/file-failure'

/** A file of whole gzip members. It has its name only once the first of them is in it. */
export type MemberFile = {
  readonly path: string
  readonly bytes: () => number
  /** Adds a member and makes it durable; a member that does not fit is cut off again. */
  readonly add: (member: Uint8Array) => Promise<FileFailure | null>
  readonly close: () => Promise<void>
}

/** A file that is yet to be made, at a path where nothing may be. */
export const newMemberFile = (path: string): MemberFile => {
  let file: FileHandle | null = null
  let whole = 0
  const begin = async (member: Uint8Array): Promise<FileFailure | null> => {
    const partial = `${path}.partial`
    // a rename would put it in the place of what is there
    if (await isTaken(path)) return { type: 'FileFailure', path, doing: 'create', code: 'EEXIST' }
    try {
      file = await open(partial, 'wx')
    } catch (error) {
      return fileFailure(partial, 'create', error)
    }
    const failed = await append(file, member)
    if (failed !== null) return failed
    try {
      await rename(partial, path)
      await syncDirectory(dirname(path))
      return null
    } catch (error) {
      return fileFailure(path, 'rename', error)
    }
  }
  const append = async (to: FileHandle, member: Uint8Array): Promise<FileFailure | null> => {
    try {
      for (let from = 0; from < member.length;) {
        const { bytesWritten } = await to.write(member, from, member.length - from, whole + from)
        from += bytesWritten
      }
      await to.datasync()
      whole += member.length
      return null
    } catch (error) {
      await to.truncate(whole).catch(() => undefined)
      return fileFailure(path, 'write', error)
    }
  }
  return {
    path,
    bytes: () => whole,
    add: (member) => (file === null ? begin(member) : append(file, member)),
    close: async () => {
      await file?.close()
      file = null
    },
  }
}

const isTaken = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
