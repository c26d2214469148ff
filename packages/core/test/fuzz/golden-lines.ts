import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** All lines of the golden journals in a folder, as texts whose letters are the bytes. */
export const goldenLines = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => readFileSync(join(folder, name), 'latin1').trimEnd().split('\n'))
