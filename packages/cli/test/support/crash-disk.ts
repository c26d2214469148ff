import { dirname } from 'node:path'

import type { Disk } from '@shadowtape/adapters'

import type { Dice } from '../../../core/test/fuzz/dice'
import { crashedBytes } from './crashed-bytes'

/** What a machine finds: the files by their paths. */
export type Files = ReadonlyMap<string, Buffer>

/** A file: what is on the device for certain, and what was written since. */
export type Stored = { durable: Buffer; readonly unsynced: Array<Unsynced> }

/** A write that the device may not have. */
export type Unsynced = { readonly from: number; readonly bytes: Buffer }

/** Names that change together: a file that has come to each, or `null` where there is none now. */
type Naming = ReadonlyMap<string, Stored | null>

/**
 * A file system in memory that knows what of it would outlive a power cut. The bytes of a file are
 * durable once it was synced, and its name once its directory was.
 */
export type CrashDisk = {
  readonly disk: Disk
  /** How many calls it has heard. */
  readonly calls: () => number
  readonly isDown: () => boolean
  /** What a file is sure to begin with, whatever happens; `null` where it may not even be there. */
  readonly durable: (path: string) => Buffer | null
  /** What is there after SIGKILL: all that the system was given. */
  readonly killed: () => Files
  /** What may be there after a power cut; which of it, the dice say. */
  readonly crashed: (dice: Dice) => Files
}

/** A disk that breaks down in the nth call, from 1, with the files that were there before. */
export const crashDisk = (downAt = Infinity, before: Files = new Map()): CrashDisk => {
  const names = new Map<string, Stored>()
  for (const [path, bytes] of before) names.set(path, { durable: bytes, unsynced: [] })
  const now = new Map(names)
  const namings: Array<Naming> = []
  const open: Array<Stored | null> = []
  let calls = 0
  const rename = (naming: Naming): void => {
    namings.push(naming)
    apply(now, naming)
  }
  /** A call that comes too late is not heard; one that is under way may have been, or not. */
  const heard = <T>(work: () => T, inVain: () => void = () => undefined): T => {
    if (calls >= downAt) throw fault('EIO')
    calls += 1
    if (calls < downAt) return work()
    inVain()
    throw fault('EIO')
  }
  const doneOrHalfDone = <T>(work: () => T): T => heard(work, work)
  const disk: Disk = {
    create: (path) =>
      doneOrHalfDone(() => {
        if (now.has(path)) throw fault('EEXIST')
        const file: Stored = { durable: Buffer.alloc(0), unsynced: [] }
        rename(new Map([[path, file]]))
        return open.push(file) - 1
      }),
    makeWay: (path) =>
      doneOrHalfDone(() => {
        if (now.has(path)) rename(new Map([[path, null]]))
        return 'gone'
      }),
    openDevice: () => {
      throw fault('ENXIO')
    },
    write: (fd, bytes) =>
      doneOrHalfDone(() => {
        const file = opened(open, fd)
        if (bytes.length > 0) file.unsynced.push({ from: sizeOf(file), bytes: Buffer.from(bytes) })
        return bytes.length
      }),
    sync: (fd) => {
      heard(() => {
        const file = opened(open, fd)
        file.durable = whole(file)
        file.unsynced.length = 0
      })
    },
    syncDirectory: (path) => {
      heard(() => {
        for (const naming of namings.splice(0))
          if ([...naming.keys()].some((name) => dirname(name) === path)) apply(names, naming)
          else namings.push(naming)
      })
    },
    close: (fd) => {
      heard(() => {
        opened(open, fd)
        open[fd] = null
      })
    },
    rename: (from, to) => {
      doneOrHalfDone(() => {
        const file = now.get(from)
        if (file === undefined) throw fault('ENOENT')
        rename(
          new Map([
            [from, null],
            [to, file],
          ]),
        )
      })
    },
  }
  return {
    disk,
    calls: () => calls,
    isDown: () => calls >= downAt,
    durable: (path) => {
      if (namings.some((naming) => naming.has(path))) return null
      return names.get(path)?.durable ?? null
    },
    killed: () => new Map(Array.from(now, ([path, file]) => [path, whole(file)])),
    crashed: (dice) => {
      const left = new Map(names)
      const isInOrder = dice.isOneIn(2)
      let areLost = false
      for (const naming of namings) {
        const isKept = dice.isOneIn(2)
        areLost ||= isInOrder && !isKept
        if (isKept && !areLost) apply(left, naming)
      }
      return new Map(Array.from(left, ([path, file]) => [path, crashedBytes(file, dice)]))
    },
  }
}

const apply = (names: Map<string, Stored>, naming: Naming): void => {
  for (const [path, file] of naming)
    if (file === null) names.delete(path)
    else names.set(path, file)
}

const opened = (open: ReadonlyArray<Stored | null>, fd: number): Stored => {
  const file = open[fd]
  if (file === undefined || file === null) throw fault('EBADF')
  return file
}

const sizeOf = ({ durable, unsynced }: Stored): number =>
  unsynced.reduce((size, { from, bytes }) => Math.max(size, from + bytes.length), durable.length)

const whole = (file: Stored): Buffer => {
  const all = Buffer.alloc(sizeOf(file))
  file.durable.copy(all)
  for (const { from, bytes } of file.unsynced) bytes.copy(all, from)
  return all
}

const fault = (code: string): Error => Object.assign(new Error(code), { code })
