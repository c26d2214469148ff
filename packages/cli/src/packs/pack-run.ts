import { rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import type { FileFailure, JournalWriter } from '@shadowtape/adapters'
import {
  createJournal,
  fileFailure,
  newSha256,
  readBlocks,
  segmentPaths,
} from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { scanJournal } from '../journals/scan-journal'

/** What packing a run directory came to. */
export type Packed = {
  readonly segments: number
  /** The bytes of those segments before and after. */
  readonly bytes: number
  readonly packedBytes: number
}

/** A member has this many bytes of lines at least, but for a segment's last. */
const memberBytes = 1 << 20

/**
 * Packs every finished segment of a sound run directory: all but the last, and that one too where
 * the session was closed. A segment is replaced once what was packed is durable and has been read
 * back to the same bytes.
 */
export const packRun = (
  directory: string,
  level: number,
): Either<FileFailure | 'NotSound', Packed> => {
  const scan = scanJournal(directory, () => undefined)
  if (isLeft(scan)) return scan
  const { found, fault, tornBytes } = scan.right
  if (fault !== null) return left('NotSound')
  const isClosed = found.closed !== null && tornBytes === 0
  const paths = segmentPaths(directory)
  const finished = isClosed ? paths : paths.slice(0, -1)
  let done: Packed = { segments: 0, bytes: 0, packedBytes: 0 }
  for (const path of finished.filter((each) => !each.endsWith('.gz'))) {
    const packed = packSegment(path, level)
    if (isLeft(packed)) return packed
    const { bytes, packedBytes } = packed.right
    done = {
      segments: done.segments + 1,
      bytes: done.bytes + bytes,
      packedBytes: done.packedBytes + packedBytes,
    }
  }
  return right(done)
}

const packSegment = (
  path: string,
  level: number,
): Either<FileFailure, Pick<Packed, 'bytes' | 'packedBytes'>> => {
  const target = `${path}.gz`
  const writer = createJournal(target, 'replace')
  if (isLeft(writer)) return writer
  const written = writeMembers(path, level, writer.right)
  const synced = isLeft(written) ? written : writer.right.sync()
  const closed = writer.right.close()
  if (isLeft(synced)) return synced
  if (isLeft(closed)) return closed
  const [was, is] = [digestOfFile(path), digestOfFile(target)]
  if (isLeft(was)) return was
  if (isLeft(is)) return is
  if (was.right.digest !== is.right.digest)
    return left({ type: 'FileFailure', path: target, doing: 'read', code: 'BAD_GZIP' })
  try {
    rmSync(path)
  } catch (error) {
    return left(fileFailure(path, 'write', error))
  }
  return right({ bytes: was.right.bytes, packedBytes: writer.right.bytes() })
}

const writeMembers = (
  path: string,
  level: number,
  writer: JournalWriter,
): Either<FileFailure, void> => {
  let waiting: Array<Buffer> = []
  let size = 0
  let failed = null as FileFailure | null
  const flush = (): void => {
    const written = writer.write(gzipSync(Buffer.concat(waiting), { level }))
    if (isLeft(written)) failed = written.left
    waiting = []
    size = 0
  }
  const read = readBlocks(path, (b, start, end) => {
    waiting.push(Buffer.from(b.subarray(start, end)))
    size += end - start
    if (size >= memberBytes) flush()
    return failed === null ? 'go on' : 'stop'
  })
  if (isLeft(read)) return read
  if (size > 0 && failed === null) flush()
  return failed === null ? right(undefined) : left(failed)
}

const digestOfFile = (path: string): Either<FileFailure, { digest: string; bytes: number }> => {
  const hasher = newSha256()
  const read = readBlocks(path, (b, start, end) => {
    hasher.update(b.subarray(start, end))
    return 'go on'
  })
  return isLeft(read) ? read : right({ digest: hasher.hex(), bytes: read.right.bytes })
}
