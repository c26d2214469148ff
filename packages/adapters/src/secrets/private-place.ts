import type { Stats } from 'node:fs'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { SecretFault } from './secret-fault'
import { secretFault } from './secret-fault'

/** A file of secrets is never as large as this. */
const bytesMax = 1 << 20

/** What is wrong with the folder of a file of secrets, which is made where it is missing. */
export const folderFault = (path: string): SecretFault | null => {
  const folder = dirname(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const stats = lstatSync(folder)
    if (stats.isSymbolicLink()) return unsafe(folder, 'is a symbolic link')
    if (!stats.isDirectory()) return unsafe(folder, 'is no folder')
    return ownerFault(folder, stats) ?? othersFault(folder, stats, 0o077, '700')
  } catch (error) {
    return systemFault(folder, error)
  }
}

/** A file's text that nobody else can read, or `null` where there is no file. */
export const privateText = (path: string): Either<SecretFault, string | null> => {
  const atFolder = lstatSync(dirname(path), { throwIfNoEntry: false })
  if (atFolder === undefined) return right(null)
  const inFolder = folderFault(path)
  if (inFolder !== null) return left(inFolder)
  let fd: number
  try {
    // a pipe would be waited for, a link could lead to a file of someone else
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return right(null)
    return left(code === 'ELOOP' ? unsafe(path, 'is a symbolic link') : systemFault(path, error))
  }
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile()) return left(unsafe(path, 'is no plain file'))
    const fault = ownerFault(path, stats) ?? othersFault(path, stats, 0o177, '600')
    if (fault !== null) return left(fault)
    if (stats.size > bytesMax) return left(secretFault('Damaged', `${path} is larger than 1 MiB`))
    return right(readFileSync(fd, 'utf8'))
  } catch (error) {
    return left(systemFault(path, error))
  } finally {
    closeSync(fd)
  }
}

/** What the system said about a file, in words. */
export const systemFault = (path: string, error: unknown): SecretFault => {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return secretFault('Unsafe', `${path}: the system said ${code}`)
}

const unsafe = (path: string, says: string): SecretFault =>
  secretFault('Unsafe', `${path} ${says}; secrets are neither read from there nor put there`)

const ownerFault = (path: string, stats: Stats): SecretFault | null => {
  const own = process.getuid?.()
  if (own === undefined) return unsafe(path, 'is on a system without owners of files')
  return stats.uid === own ? null : unsafe(path, 'belongs to another user')
}

const othersFault = (path: string, stats: Stats, mask: number, mode: string): SecretFault | null =>
  (stats.mode & mask) === 0
    ? null
    : secretFault(
        'Unsafe',
        `${path} has mode ${(stats.mode & 0o777).toString(8)}, so that others may get at it; ` +
          `chmod ${mode} ${path}, and think of the keys as known`,
      )
