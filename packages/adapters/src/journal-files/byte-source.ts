import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'

import { packedSource } from './packed-source'
import { segmentPaths } from './segments'

/**
 * The bytes of a journal wherever they lie: a file, a file packed with gzip, or a run directory,
 * whose segments are one behind the other. All throw as `node:fs` does.
 */
export type ByteSource = {
  /** How many bytes there are by now; a journal that is written to grows. */
  readonly size: () => number
  /** Reads at a place, or on where a source has no places; 0 at the end. */
  readonly read: (buffer: Buffer, offset: number, length: number, position: number) => number
  readonly close: () => void
}

/** Opens the bytes of a journal. */
export const openSource = (path: string): ByteSource =>
  statSync(path).isDirectory() ? segmentsSource(path) : sourceOfFile(path)

const sourceOfFile = (path: string): ByteSource =>
  path.endsWith('.gz') ? packedSource(path) : plainSource(path)

const plainSource = (path: string): ByteSource => {
  const fd = openSync(path, 'r')
  const isPlain = fstatSync(fd).isFile()
  return {
    size: () => fstatSync(fd).size,
    read: (buffer, offset, length, position) =>
      readSync(fd, buffer, offset, length, isPlain ? position : null),
    close: () => {
      closeSync(fd)
    },
  }
}

type Part = { readonly path: string; readonly from: number; size: number }

/** The segments of a run directory. One is open: a process may not open as many as there are. */
const segmentsSource = (path: string): ByteSource => {
  const parts: Array<Part> = []
  let open: { readonly part: Part; readonly source: ByteSource } | null = null
  const refresh = (): void => {
    const paths = segmentPaths(path)
    const last = parts.at(-1)
    if (last !== undefined) last.size = sizeOf(last.path)
    for (const next of paths.slice(parts.length)) {
      const before = parts.at(-1)
      const from = before === undefined ? 0 : before.from + before.size
      parts.push({ path: next, from, size: sizeOf(next) })
    }
  }
  refresh()
  if (parts.length === 0) throw Object.assign(new Error(), { code: 'NO_SEGMENTS' })
  const end = (): number => {
    const last = parts.at(-1)
    return last === undefined ? 0 : last.from + last.size
  }
  const close = (): void => {
    open?.source.close()
    open = null
  }
  const sourceOf = (part: Part): ByteSource => {
    if (open?.part === part) return open.source
    close()
    const source = sourceOfSegment(part.path)
    open = { part, source }
    return source
  }
  return {
    size: () => {
      refresh()
      return end()
    },
    read: (buffer, offset, length, position) => {
      if (position >= end()) refresh()
      const part = partAt(parts, position)
      if (part === undefined) return 0
      const rest = part.from + part.size - position
      return sourceOf(part).read(buffer, offset, Math.min(length, rest), position - part.from)
    },
    close,
  }
}

const sizeOf = (path: string): number => {
  const source = sourceOfSegment(path)
  try {
    return source.size()
  } finally {
    source.close()
  }
}

/** A segment may be packed while its journal is read: then the plain one is gone. */
const sourceOfSegment = (path: string): ByteSource => {
  try {
    return sourceOfFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || path.endsWith('.gz')) throw error
    return sourceOfFile(`${path}.gz`)
  }
}

const partAt = (parts: ReadonlyArray<Part>, position: number): Part | undefined => {
  let low = 0
  for (let high = parts.length; high - low > 1;) {
    const middle = (low + high) >> 1
    if ((parts[middle] as Part).from <= position) low = middle
    else high = middle
  }
  const part = parts[low]
  return part !== undefined && position < part.from + part.size ? part : undefined
}
