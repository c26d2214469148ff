import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

import { zlibCrc } from '../digest/crc32'
import type { ByteSource } from './byte-source'
import type { Member, PackedIndex } from './packed-index'
import { indexPath, indexText, readIndex, writeIndex } from './packed-index'

/** A window of packed bytes in which a whole member is looked for at first. */
const windowBytes = 1 << 20

/**
 * A gzip file of independent members, each of which begins with a line; one is held inflated. An
 * index that does not fit what is found is made anew.
 */
export const packedSource = (path: string): ByteSource => {
  const fd = openSync(path, 'r')
  const known = readIndex(path, fstatSync(fd).size)
  let isMade = known === null || !isEndRight(fd, known)
  let index = known === null || isMade ? madeIndex(path, fd) : known
  let held: { readonly member: Member; readonly bytes: Buffer } | null = null
  const inflated = (position: number): { readonly from: number; readonly bytes: Buffer } => {
    const member = memberAt(index.members, position)
    if (held?.member === member) return { from: member.from, bytes: held.bytes }
    const bytes = inflatedAs(fd, member, nextTo(member, index))
    if (bytes === null) {
      if (isMade) throw damaged()
      const { size } = index
      index = madeIndex(path, fd)
      isMade = true
      // whoever reads several segments has counted on that size
      if (index.size !== size) throw Object.assign(new Error(), { code: 'WRONG_INDEX' })
      return inflated(position)
    }
    held = { member, bytes }
    return { from: member.from, bytes }
  }
  return {
    size: () => index.size,
    read: (buffer, offset, length, position) => {
      if (position >= index.size) return 0
      const { from, bytes } = inflated(position)
      const begin = position - from
      return bytes.copy(buffer, offset, begin, Math.min(bytes.length, begin + length))
    },
    close: () => {
      closeSync(fd)
    },
  }
}

/** Whether the index beside a packed file says where its members are; `null` where it has none. */
export const isIndexRight = (path: string): boolean | null => {
  if (!existsSync(indexPath(path))) return null
  const fd = openSync(path, 'r')
  try {
    const kept = readIndex(path, fstatSync(fd).size)
    return kept !== null && indexText(kept) === indexText(indexOf(fd))
  } finally {
    closeSync(fd)
  }
}

/** Whether the last member has as many bytes as an index says; a gzip file ends with how many. */
const isEndRight = (fd: number, { members, packedSize, size }: PackedIndex): boolean => {
  const length = Buffer.alloc(4)
  const last = members.at(-1)
  readSync(fd, length, 0, 4, packedSize - 4)
  return last !== undefined && last.from + length.readUInt32LE() === size
}

const madeIndex = (path: string, fd: number): PackedIndex => {
  const index = indexOf(fd)
  writeIndex(path, index)
  return index
}

const indexOf = (fd: number): PackedIndex => {
  const packedSize = fstatSync(fd).size
  const members: Array<Member> = []
  let size = 0
  for (let at = 0; at < packedSize;) {
    const { bytes, packedSize: packed } = inflateAt(fd, at)
    members.push({ packedFrom: at, from: size })
    at += packed
    size += bytes.length
  }
  return { packedSize, size, members }
}

const nextTo = (member: Member, { members, packedSize, size }: PackedIndex): Member =>
  members[members.indexOf(member) + 1] ?? { packedFrom: packedSize, from: size }

/** A member's bytes, where they are those of an index that says where the next one begins. */
const inflatedAs = (fd: number, member: Member, next: Member): Buffer | null => {
  try {
    const { bytes, packedSize } = inflateAt(fd, member.packedFrom)
    const isAsSaid =
      member.packedFrom + packedSize === next.packedFrom && member.from + bytes.length === next.from
    return isAsSaid ? bytes : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'BAD_GZIP') throw error
    return null
  }
}

const memberAt = (members: ReadonlyArray<Member>, position: number): Member => {
  let low = 0
  for (let high = members.length; high - low > 1;) {
    const middle = (low + high) >> 1
    if ((members[middle] as Member).from <= position) low = middle
    else high = middle
  }
  return members[low] as Member
}

/** A gzip header without any optional part, as packing writes it. */
const headerBytes = 10
const trailerBytes = 8

/** Inflates the member that begins at a place, and says how many packed bytes it has. */
const inflateAt = (fd: number, at: number): { bytes: Buffer; packedSize: number } => {
  for (let window = windowBytes; ; window *= 4) {
    const packed = Buffer.allocUnsafe(window)
    const size = readSync(fd, packed, 0, window, at)
    if (size < headerBytes || packed[0] !== 0x1f || packed[1] !== 0x8b || packed[3] !== 0)
      throw damaged()
    try {
      const { buffer, engine } = inflateRawSync(packed.subarray(headerBytes, size), {
        info: true,
      }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
      const packedSize = headerBytes + engine.bytesWritten + trailerBytes
      if (packedSize <= size) {
        const crc = packed.readUInt32LE(packedSize - 8)
        if (crc !== zlibCrc(buffer) || packed.readUInt32LE(packedSize - 4) !== buffer.length)
          throw damaged()
        return { bytes: buffer, packedSize }
      }
    } catch (error) {
      if (size < window || (error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw damaged()
    }
    if (size < window) throw damaged()
  }
}

const damaged = (): Error => Object.assign(new Error(), { code: 'BAD_GZIP' })
