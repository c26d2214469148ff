import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

import { zlibCrc } from '../digest/crc32'
import type { ByteSource } from './byte-source'
import type { Member, PackedIndex } from './packed-index'
import { membersOf, readIndex, writeIndex } from './packed-index'

/** A window of packed bytes in which a whole member is looked for at first. */
const windowBytes = 1 << 20

/** A gzip file of independent members, each of which begins with a line; one is held inflated. */
export const packedSource = (path: string): ByteSource => {
  const fd = openSync(path, 'r')
  const { members, size } = indexOf(path, fd)
  let held: { readonly member: Member; readonly bytes: Buffer } | null = null
  const inflated = (member: Member): Buffer => {
    if (held?.member !== member) held = { member, bytes: inflateAt(fd, member.packedFrom).bytes }
    return held.bytes
  }
  return {
    size: () => size,
    read: (buffer, offset, length, position) => {
      const member = memberAt(members, position)
      if (member === undefined || position >= size) return 0
      const bytes = inflated(member)
      const from = position - member.from
      return bytes.copy(buffer, offset, from, Math.min(bytes.length, from + length))
    },
    close: () => {
      closeSync(fd)
    },
  }
}

/** The index beside a packed file; it is made anew where it is missing or another's. */
const indexOf = (path: string, fd: number): PackedIndex => {
  const packedSize = fstatSync(fd).size
  const known = readIndex(path, packedSize)
  if (known !== null) return known
  const members: Array<Member> = []
  let size = 0
  for (let at = 0; at < packedSize;) {
    const { bytes, packedSize: packed } = inflateAt(fd, at)
    members.push({ packedFrom: at, from: size })
    at += packed
    size += bytes.length
  }
  const index = membersOf(members, size, packedSize)
  writeIndex(path, index)
  return index
}

const memberAt = (members: ReadonlyArray<Member>, position: number): Member | undefined => {
  let low = 0
  for (let high = members.length; high - low > 1;) {
    const middle = (low + high) >> 1
    if ((members[middle] as Member).from <= position) low = middle
    else high = middle
  }
  return members[low]
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
