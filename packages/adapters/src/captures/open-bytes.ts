import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'

import * as E from 'fp-ts/Either'

import type { CaptureFailure } from './capture-failure'
import { inflatedBytes } from './inflated-bytes'
import type { Bytes } from './raw-bytes'
import { rawBytes } from './raw-bytes'
import { zipEntry } from './zip-entry'

/** An open file of a capture, unpacked. */
export type OpenBytes = Bytes & {
  /** The size of the file as it stands. */
  readonly size: number
  readonly close: () => Promise<void>
}

const packedPieceBytes = 64 * 1024
const plainPieceBytes = 256 * 1024
/** Room for what a packed piece holds, so that zlib's thread seldom has to ask for more. */
const inflatedPieceBytes = 1024 * 1024

/** Opens a plain, gzip or zip file, known by its first bytes, and unpacks it while it is read. */
export const openBytes = async (
  path: string,
  onRead: (bytes: number) => void,
): Promise<E.Either<CaptureFailure, OpenBytes>> => {
  let file: FileHandle | null = null
  try {
    file = await open(path, 'r')
    const status = await file.stat()
    if (!status.isFile()) throw new Error(status.isDirectory() ? 'it is a folder' : 'it is no file')
    const bytes = await unpacked(file, path, status.size, onRead)
    if (E.isRight(bytes)) {
      const opened = file
      return E.right({ ...bytes.right, size: status.size, close: () => opened.close() })
    }
    await file.close()
    return bytes
  } catch (error) {
    await file?.close()
    return E.left(openFailure(path, error as NodeJS.ErrnoException))
  }
}

const openFailure = (file: string, error: NodeJS.ErrnoException): CaptureFailure =>
  error.code === 'ENOENT'
    ? { type: 'Missing', file }
    : { type: 'Unreadable', file, detail: error.message }

const unpacked = async (
  file: FileHandle,
  path: string,
  size: number,
  onRead: (bytes: number) => void,
): Promise<E.Either<CaptureFailure, Bytes>> => {
  const magic = Buffer.alloc(4)
  await file.read(magic, 0, 4, 0)
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    const packed = rawBytes(file, 0, size, packedPieceBytes, onRead)
    return E.right(inflatedBytes(packed, createGunzip({ chunkSize: inflatedPieceBytes })))
  }
  if (magic.readUInt32BE(0) !== 0x504b0304 && magic.readUInt32BE(0) !== 0x504b0506) {
    return E.right(rawBytes(file, 0, size, plainPieceBytes, onRead))
  }
  const entry = await zipEntry(path)
  if (entry.type === 'Unfit') {
    return E.left({ type: 'Unreadable', file: path, detail: entry.detail })
  }
  if (entry.type === 'Damaged') {
    return E.left({ type: 'Truncated', file: path, line: 0, detail: entry.detail })
  }
  const packed = rawBytes(file, entry.start, entry.end, packedPieceBytes, onRead)
  return E.right(
    checkedBytes(
      entry.isDeflated
        ? inflatedBytes(packed, createInflateRaw({ chunkSize: inflatedPieceBytes }))
        : packed,
      entry.crc32,
    ),
  )
}

/** The same bytes, found damaged at their end where their checksum is not the one given. */
const checkedBytes = (bytes: Bytes, expected: number): Bytes => {
  let sum = 0
  return {
    next: async () => {
      const piece = await bytes.next()
      if (Buffer.isBuffer(piece)) sum = crc32(piece, sum)
      if (piece !== null || sum === expected) return piece
      return { type: 'Damaged', detail: 'its checksum is not the one in the zip' }
    },
  }
}
