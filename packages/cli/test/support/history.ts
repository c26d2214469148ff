import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where journals of older versions are kept, a folder for each. */
export const historyFolder = resolve(__dirname, '..', '..', '..', '..', 'journals', 'history')

/** A kept journal: the version that recorded it, and its file in that version's folder. */
export type Kept = readonly [version: string, file: string]

/** The journals of every version; there must be a version, and each must have some. */
export const journalsIn = (folder: string): ReadonlyArray<Kept> => {
  const versions = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory())
    : []
  if (versions.length === 0) throw new Error(`${folder} has no version`)
  return versions.flatMap(({ name: version }) => {
    const files = readdirSync(join(folder, version)).filter((file) => file.endsWith('.jsonl'))
    if (files.length === 0) throw new Error(`${version} has no journal`)
    return files.map((file): Kept => [version, file])
  })
}
