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

type Part = { readonly path: string; readonly source: ByteSource; from: number; size: number }

/** The segments of a run directory, each opened when it is first needed. */
const segmentsSource = (path: string): ByteSource => {
  const parts: Array<Part> = []
  const refresh = (): void => {
    const paths = segmentPaths(path)
    const last = parts.at(-1)
    if (last !== undefined) last.size = last.source.size()
    for (const next of paths.slice(parts.length)) {
      const source = sourceOfFile(next)
      const before = parts.at(-1)
      const from = before === undefined ? 0 : before.from + before.size
      parts.push({ path: next, source, from, size: source.size() })
    }
  }
  refresh()
  if (parts.length === 0) throw Object.assign(new Error(), { code: 'NO_SEGMENTS' })
  const end = (): number => {
    const last = parts.at(-1)
    return last === undefined ? 0 : last.from + last.size
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
      return part.source.read(buffer, offset, Math.min(length, rest), position - part.from)
    },
    close: () => {
      for (const { source } of parts) source.close()
    },
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
