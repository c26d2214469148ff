import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'

/**
 * What a recorder needs of a file system; each verb throws as `node:fs` does. Tests hand in one
 * that fails, or that forgets what was not synced.
 */
export type Disk = {
  /** Creates a file for writing, and refuses one that exists. */
  readonly create: (path: string) => number
  /** Makes way for a file to be created: an ordinary one is unlinked, anything else stays. */
  readonly makeWay: (path: string) => 'gone' | 'not a file'
  /** Opens what is no ordinary file for writing, such as a device. */
  readonly openDevice: (path: string) => number
  /** Writes once and says how many bytes went; fewer than asked for is for the caller to judge. */
  readonly write: (fd: number, bytes: Uint8Array) => number
  /** Makes a file's bytes durable. */
  readonly sync: (fd: number) => void
  /** Makes the names in a directory durable. */
  readonly syncDirectory: (path: string) => void
  readonly close: (fd: number) => void
  readonly rename: (from: string, to: string) => void
}

/** The file system of this machine. */
export const realDisk: Disk = {
  create: (path) => openSync(path, 'wx'),
  makeWay: (path) => {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return 'gone'
    if (stat.isSymbolicLink()) return realDisk.makeWay(realpathSync(path))
    if (!stat.isFile()) return 'not a file'
    unlinkSync(path)
    return 'gone'
  },
  openDevice: (path) => openSync(path, 'w'),
  write: (fd, bytes) => writeSync(fd, bytes),
  sync: (fd) => {
    fdatasyncSync(fd)
  },
  syncDirectory: (path) => {
    const fd = openSync(path, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  },
  close: (fd) => {
    closeSync(fd)
  },
  rename: (from, to) => {
    renameSync(from, to)
  },
}
