import type { FileHandle } from 'node:fs/promises'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { lineBytesMax } from '../captures/line-cutter'
import type { Bytes, Damaged } from '../captures/raw-bytes'

/** Rows that were written from the last to the first, from the first to the last. */
export type ReversedRows = Bytes & {
  /** How many lines there are, blank ones too. */
  readonly lines: number
  readonly close: () => Promise<void>
}

const pieceBytes = 256 * 1024

/**
 * Turns lines around in flat memory: they are kept in a temporary file, as large as they are, and
 * read from its end. Throws where the disk cannot keep them.
 */
export const reversedRows = async (bytes: Bytes): Promise<ReversedRows | Damaged> => {
  const folder = await mkdtemp(join(tmpdir(), 'shadowtape-rows-'))
  const file = await open(join(folder, 'rows'), 'wx+')
  const close = async (): Promise<void> => {
    await file.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    // an open file needs no name: so it is gone even where this process is killed
    if (process.platform !== 'win32') await rm(folder, { recursive: true })
    const kept = await keep(bytes, file)
    if ('type' in kept) {
      await close()
      return kept
    }
    return { ...linesFromEnd(file, kept.size), lines: kept.lines, close }
  } catch (error) {
    await close()
    throw error
  }
}

const keep = async (
  bytes: Bytes,
  file: FileHandle,
): Promise<Damaged | { readonly size: number; readonly lines: number }> => {
  let size = 0
  let lines = 0
  let lastByte = 10
  const add = async (piece: Buffer): Promise<void> => {
    for (let at = 0; at < piece.length;) at += (await file.write(piece, at)).bytesWritten
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
    size += piece.length
    lastByte = piece[piece.length - 1] ?? lastByte
  }
  for (;;) {
    const piece = await bytes.next()
    if (piece === null) break
    if (!Buffer.isBuffer(piece)) return piece
    await add(piece)
  }
  if (lastByte !== 10) await add(Buffer.from('\n'))
  return { size, lines }
}

const linesFromEnd = (file: FileHandle, size: number): Bytes => {
  let at = size
  /** The end of a line whose beginning stands before `at`. */
  let rest = Buffer.alloc(0)
  return {
    next: async () => {
      while (at > 0) {
        const length = Math.min(pieceBytes, at)
        const piece = Buffer.allocUnsafe(length)
        at -= length
        await readWhole(file, piece, at)
        const whole = Buffer.concat([piece, rest])
        const start = at === 0 ? 0 : whole.indexOf(10) + 1
        if (at > 0 && (start === 0 || start === whole.length)) {
          if (whole.length > lineBytesMax)
            return { type: 'Damaged', detail: `a row is longer than ${lineBytesMax} bytes` }
          rest = whole
          continue
        }
        rest = whole.subarray(0, start)
        if (start < whole.length) return turned(whole.subarray(start))
      }
      return null
    },
  }
}

const readWhole = async (file: FileHandle, into: Buffer, position: number): Promise<void> => {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done)
    if (bytesRead === 0) throw new Error('its temporary copy has become shorter')
    done += bytesRead
  }
}

/** Whole lines, the last one first. */
const turned = (lines: Buffer): Buffer => {
  const out = Buffer.allocUnsafe(lines.length)
  let to = 0
  for (let end = lines.length; end > 0;) {
    const start = end < 2 ? 0 : lines.lastIndexOf(10, end - 2) + 1
    to += lines.copy(out, to, start, end)
    end = start
  }
  return out
}
