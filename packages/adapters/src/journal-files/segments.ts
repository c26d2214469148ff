import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The file of a segment of a run directory, by its number from 1. */
export const segmentPath = (directory: string, segment: number): string =>
  join(directory, `${String(segment).padStart(6, '0')}.jsonl`)

/** The number that a segment's file says it is, or `null` for a file of another kind. */
export const segmentNumber = (path: string): number | null => {
  const found = /^(\d{6})\.jsonl(\.gz)?$/.exec(basename(path))
  return found === null ? null : Number(found[1])
}

/**
 * The segments of a run directory in the order of their numbers. Of one that is there both packed
 * and plain, as while it is being packed, the plain one counts.
 */
export const segmentPaths = (directory: string): ReadonlyArray<string> => {
  const byNumber = new Map<number, string>()
  for (const name of readdirSync(directory).sort().reverse()) {
    const segment = segmentNumber(name)
    if (segment !== null) byNumber.set(segment, join(directory, name))
  }
  return [...byNumber].sort(([a], [b]) => a - b).map(([, path]) => path)
}

/** Whether a path is a run directory rather than a file. */
export const isRunDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
